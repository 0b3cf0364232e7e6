// One sitting at the recording desk: carries orders out, one after the other, and says what became of them.
#pragma once

#include "app/recording/desk_orders.h"

#include <functional>
#include <memory>

namespace app::recording {

/// One thread, which may wait for devices, disk and catalogue.
class DeskSession {
  public:
    struct Options {
        std::filesystem::path catalogue;
        std::filesystem::path rooms;                          ///< the file, see read_rooms()
        std::filesystem::path helper;                         ///< program for media::ProbeHelper
        std::function<void()> devices_changed;                ///< another thread: some came or went
        std::function<void(const DeskStatus&, bool)> publish; ///< with whether there is news
    };
    explicit DeskSession(Options options);
    DeskSession(const DeskSession&) = delete;
    DeskSession& operator=(const DeskSession&) = delete;

    /// Whether devices are open: then there is something to look at by itself.
    [[nodiscard]] bool open() const { return interview_ != nullptr; }

    void carry_out(const DeskOrder& order);

    /// Events, state, levels; what goes wrong is in the status.
    void look();

    /// What is being recorded is kept, whatever happens.
    void finish();

  private:
    bool look_at_recorder();
    void handle(const OpenDevices& order);
    void handle(const CloseDevices&);
    void handle(const TakeTest&);
    void handle(const StartRecording& order);
    void handle(const MarkQuestion& order);
    void handle(const PauseOrResume&);
    void handle(const StopRecording&);
    void handle(const ChangeFacts& order);
    void handle(const ChangeDevices& order);
    void handle(const SetMonitor& order);
    void handle(const SetControl& order);
    void handle(const KeepQuestions& order);
    void handle(const GiveConsent& order);
    [[nodiscard]] bool recording() const;
    void open_devices();
    [[nodiscard]] media::CaptureWish wish() const;
    void close();

    /// Stops, files, and opens the devices for the next one.
    void end();
    bool look_at_devices();

    /// What the camera can, and what was set for it in this room.
    void look_at_camera();
    void remember(const std::string& room, const RoomSetup& setup);
    void add_notice(DeskNotice notice);
    void know_microphone();
    /// The sound server goes on with another source where the chosen one is taken away.
    bool look_at_microphone();
    static DeskPhase phase_of(media::RecorderState state);
    [[nodiscard]] std::filesystem::path test_file() const;
    db::Catalogue& catalogue();
    void publish(bool news);

    Options options_;
    DeskStatus now_;
    RoomSetup setup_;
    dossier::PersonId person_;
    Facts facts_;
    /// The microphone as it was opened, where the sound server could put another one in its place.
    std::optional<media::CaptureDevice> microphone_;
    bool microphone_gone_ = false;
    bool pausing_ = false; ///< what was asked last, whether or not it has come about
    std::optional<db::Catalogue> catalogue_;
    media::CaptureDevices devices_;
    std::uint64_t devices_seen_ = 0;
    media::ProbeHelper probe_;
    std::unique_ptr<media::CameraControls> controls_;
    std::unique_ptr<Interview> interview_; // last: it uses the catalogue
};

} // namespace app::recording
