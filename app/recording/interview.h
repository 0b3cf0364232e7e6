// Start here for recording: one interview with a person, from the open devices to the clip in the dossier.
#pragma once

#include "app/recording/facts.h"
#include "app/recording/filing.h"
#include "db/catalogue.h"
#include "media/capture_spec.h"
#include "media/recorder.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace app::recording {

/// The post questions are asked for: of the agenda item, else of the form, else the present one.
std::string asked_for_post(const dossier::Dossier& dossier, const dossier::Person& person);
/// What this person is asked in the newest meeting, if it is on its list.
std::vector<std::string> questions_of(db::Catalogue& catalogue, const dossier::PersonId& person);

struct InterviewOptions {
    dossier::PersonId person;
    Facts facts; ///< the devices' descriptions are filled in
    std::optional<media::CaptureSpec> camera;
    std::optional<media::CaptureSpec> microphone;
    media::CaptureWish wish;      ///< of the camera
    std::filesystem::path mirror; ///< its copies stay there when the interview is filed
    /// A clip of this person: what is recorded becomes further parts of it, after its end. Where it is gone
    /// or locked by then, a clip of its own.
    std::optional<dossier::MaterialId> continues;
    media::Time pre_roll{0};
    bool sound_copy = true;
    media::SoundCodec sound_codec = media::SoundCodec::aac;
    std::function<void()> wake;
};

/// Devices are open from the beginning. The row in the catalogue comes before the first picture, a mark is in
/// the catalogue when mark() returns. One thread, with one catalogue; destroyed without file() the recording
/// stays for the recovery.
class Interview {
  public:
    Interview(db::Catalogue& catalogue, InterviewOptions options);
    ~Interview();
    Interview(const Interview&) = delete;
    Interview& operator=(const Interview&) = delete;

    /// Preview, levels, state, pause() and resume().
    [[nodiscard]] media::Recorder& recorder() { return *recorder_; }
    [[nodiscard]] const db::Recording& recording() const { return recording_; }
    /// Whether start() was called.
    [[nodiscard]] bool started() const { return started_; }
    /// File, lock, row, then the first picture. Throws db::Error, media::Error.
    void start();
    /// At any moment; what is recorded with which device stands in the facts. No spec: none.
    void use_camera(const std::optional<media::CaptureSpec>& camera, const media::CaptureWish& wish);
    void use_microphone(const std::optional<media::CaptureSpec>& microphone);
    /// At any moment; once it has begun each change is in the edit log. The devices stay as they are.
    void set_facts(const Facts& facts);
    [[nodiscard]] const Facts& facts() const { return options_.facts; }
    /// Before start(): see InterviewOptions; empty = a clip of its own.
    void set_continues(const dossier::MaterialId& material);
    /// "Question n begins", `ago` before now; without a number, the one after the last. 0 is the spoken
    /// consent.
    db::RecordingMark mark(std::optional<int> question, media::Time ago = media::Time(0));
    /// Stops; every part is on the disk then.
    void stop();
    /// The clip is in the dossier when this returns; `progress` as file_recording() has it. Throws db::Error,
    /// media::Error.
    Filed file(media::ProbeHelper& probe, const FilingProgress& progress = {});

  private:
    void name_devices();
    db::Catalogue& catalogue_;
    InterviewOptions options_;
    db::Recording recording_;
    std::unique_ptr<media::Recorder> recorder_;
    bool started_ = false;
    int last_question_ = 0;
};

} // namespace app::recording
