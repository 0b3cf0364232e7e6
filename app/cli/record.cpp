#include "app/cli/record.h"

#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/line_reader.h"
#include "app/cli/roster.h"
#include "app/derivatives.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/material_titles.h"
#include "app/recording/interview.h"
#include "app/recording/recording_sentences.h"
#include "app/recording/recovery.h"
#include "app/recording/transcript_store.h"
#include "app/sentences.h"
#include "dossier/formats/json_text.h"

#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

namespace app::cli {

namespace {

using Json = nlohmann::ordered_json;
using recording::Interview;
using State = media::RecorderState;

constexpr auto look_every = std::chrono::milliseconds(50);
/// Sound servers take two seconds until they run steadily; a camera may take longer.
constexpr double devices_within = 10;
constexpr double usual_pre_roll = 10;

double rounded(double seconds) {
    return std::round(seconds * 1000) / 1000;
}

const char* code(media::RecorderEvent::Kind kind) {
    using Kind = media::RecorderEvent::Kind;
    switch (kind) {
    case Kind::camera_lost:
        return "camera_lost";
    case Kind::camera_back:
        return "camera_back";
    case Kind::microphone_lost:
        return "microphone_lost";
    case Kind::microphone_back:
        return "microphone_back";
    case Kind::encoder_slow:
        return "encoder_slow";
    case Kind::encoder_well:
        return "encoder_well";
    case Kind::disk_low:
        return "disk_low";
    case Kind::disk_full:
        return "disk_full";
    case Kind::disk_failed:
        return "disk_failed";
    case Kind::mirror_failed:
        return "mirror_failed";
    case Kind::sound_copy_failed:
        return "sound_copy_failed";
    case Kind::picture_smaller:
        return "picture_smaller";
    case Kind::test_done:
        return "test_done";
    case Kind::warning:
        return "warning";
    case Kind::warning_over:
        return "warning_over";
    case Kind::failed:
        return "failed";
    }
    return "";
}

bool ends(media::RecorderEvent::Kind kind) {
    using Kind = media::RecorderEvent::Kind;
    return kind == Kind::disk_full || kind == Kind::disk_failed || kind == Kind::failed;
}

/// One run of the command once its devices are chosen.
class Session {
  public:
    struct Devices {
        std::string camera; ///< as in --video; empty: none
        std::string microphone;
    };
    Session(const RecordOptions& options, Devices devices, Terminal& terminal, Interview& interview)
        : options_(options)
        , devices_(std::move(devices))
        , terminal_(terminal)
        , interview_(interview) {}

    /// False: the devices do not work, or it was stopped before it began.
    bool begin() {
        say("preparing");
        const auto from = std::chrono::steady_clock::now();
        while (!terminal_.stopped()) {
            const media::RecorderStatus status = recorder().status();
            const double waited =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
            // Nobody is here to be asked whether one of them is enough.
            if (status.camera_failure || status.microphone_failure || status.failure ||
                waited > devices_within) {
                complain_of_devices(status);
                return false;
            }
            if (status.state == State::ready) {
                if (options_.wait && !told_to_start())
                    return false;
                interview_.start();
                return true;
            }
            if (const std::string line = input_.wait(look_every); line == "stop")
                return false;
            else if (line == "start")
                told_ = true; // as soon as they are open
            else if (!line.empty())
                terminal_.complain(tr("Not understood: {0} (start, stop)", {line}));
        }
        return false;
    }

    /// Until "stop", a signal, the time or trouble.
    void run() {
        for (;;) {
            const std::string line = input_.wait(look_every);
            report();
            const media::RecorderStatus status = recorder().status();
            const bool over = options_.seconds > 0 && status.position.count() >= options_.seconds;
            if (status.state == State::stopped || terminal_.stopped() || over)
                break;
            if (line == "stop")
                break;
            if (!line.empty())
                carry_out(line);
        }
        say("stopping");
        interview_.stop();
        report();
    }

    void say(const char* state) {
        Json line{{"state", state}, {"seconds", rounded(recorder().position().count())}};
        if (std::string_view(state) == "recording") {
            const media::RecorderStatus status = recorder().status();
            line["recording"] = interview_.recording().id.text;
            line["person"] = interview_.recording().person.text;
            line["part"] = status.parts;
            line["video"] = status.camera;
            line["audio"] = status.microphone;
            if (status.pre_roll > media::Time(0))
                line["pre_roll"] = rounded(status.pre_roll.count());
        }
        print(line);
    }

  private:
    media::Recorder& recorder() { return interview_.recorder(); }

    void complain_of_devices(const media::RecorderStatus& status) {
        const auto say_why = [this](media::CaptureKind kind, const std::string& device,
                                    const std::optional<media::Failure>& failure) {
            if (!failure)
                return;
            log_error("recording: {}", {failure->text});
            terminal_.complain(
                tr("Cannot record: {0}", {recording::device_sentence(kind, device, *failure)}));
        };
        say_why(media::CaptureKind::video, devices_.camera, status.camera_failure);
        say_why(media::CaptureKind::audio, devices_.microphone, status.microphone_failure);
        if (status.failure)
            terminal_.complain(tr("Cannot record: {0}", {recording::reason_of(*status.failure)}));
        else if (!status.camera_failure && !status.microphone_failure)
            terminal_.complain(tr("Cannot record: {0}", {tr("the devices give nothing")}));
    }

    /// Devices are open and the pre-roll runs until the line "start". False: stopped instead.
    bool told_to_start() {
        const media::RecorderStatus status = recorder().status();
        print({{"state", "ready"}, {"video", status.camera}, {"audio", status.microphone}});
        while (!terminal_.stopped() && recorder().status().state != State::stopped) {
            if (told_)
                return true;
            if (input_.ended()) {
                terminal_.complain(
                    tr("Standard input ended before the line \"start\": nothing was recorded."));
                return false;
            }
            const std::string line = input_.wait(look_every);
            report();
            if (line == "start")
                return true;
            if (line == "stop")
                return false;
            if (!line.empty())
                terminal_.complain(tr("Not understood: {0} (start, stop)", {line}));
        }
        return false;
    }
    void print(const Json& line) { terminal_.say(formats::json_text(line)); }

    void carry_out(const std::string& line) {
        const std::size_t blank = line.find(' ');
        const std::string word = line.substr(0, blank);
        if (word == "pause") {
            if (std::exchange(pausing_, true))
                terminal_.complain(tr("It is paused already."));
            else
                recorder().pause();
        } else if (word == "resume") {
            if (std::exchange(pausing_, false))
                recorder().resume();
            else
                terminal_.complain(tr("It is not paused."));
        } else if (word == "mark") {
            mark(blank == std::string::npos ? "" : line.substr(blank + 1));
        } else {
            terminal_.complain(tr("Not understood: {0} (mark [N], pause, resume, stop)", {line}));
        }
    }

    void mark(const std::string& text) {
        std::optional<int> question;
        int number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 0)) {
            terminal_.complain(tr("A mark has a number: {0}", {text}));
            return;
        }
        if (!text.empty())
            question = number;
        const db::RecordingMark saved = interview_.mark(question);
        print({{"mark", saved.question}, {"seconds", rounded(saved.time)}});
        const auto asked = static_cast<int>(interview_.facts().questions.size());
        if (asked > 0 && saved.question > asked)
            terminal_.complain(tr("There is no question {0}, only {1}; the mark is kept.",
                                  {std::to_string(saved.question), std::to_string(asked)}));
    }

    /// States and notices since the last look.
    void report() {
        for (const media::RecorderEvent& event : recorder().take_events()) {
            print({{"notice", code(event.kind)},
                   {"seconds", rounded(event.position.count())},
                   {"detail", event.detail}});
            if (std::string sentence = event.kind == media::RecorderEvent::Kind::warning
                                           ? recording::warning_sentence(event.detail)
                                           : recording::event_sentence(event);
                !sentence.empty() && !ends(event.kind)) // why it ended is said when it is filed
                terminal_.complain(sentence);
        }
        const media::RecorderStatus status = recorder().status();
        if (status.state == said_ && status.parts == said_part_)
            return;
        said_ = status.state;
        said_part_ = status.parts;
        if (status.state == State::recording)
            say("recording");
        if (status.state == State::paused)
            say("paused");
    }

    const RecordOptions& options_;
    Devices devices_;
    Terminal& terminal_;
    Interview& interview_;
    LineReader input_;
    State said_ = State::ready;
    int said_part_ = 0;
    bool told_ = false;    ///< "start" came before the devices were open
    bool pausing_ = false; ///< what was asked last, whether or not it has come about
};

/// A line per tenth of what is read back, where it takes long.
class FilingLines {
  public:
    explicit FilingLines(Terminal& terminal)
        : terminal_(terminal) {}
    void operator()(double share) {
        const auto now = std::chrono::steady_clock::now();
        if (now - said_ < std::chrono::seconds(1))
            return;
        said_ = now;
        terminal_.say(formats::json_text(Json{{"state", "filing"}, {"share", rounded(share)}}));
    }

  private:
    Terminal& terminal_;
    std::chrono::steady_clock::time_point said_ = std::chrono::steady_clock::now();
};

/// nullopt in `spec`: none wanted or none there. False: not understood.
bool choose(media::CaptureKind kind, const std::string& text, std::optional<media::CaptureSpec>& spec) {
    if (text == "none")
        return true;
    if (text.empty()) {
        spec = kind == media::CaptureKind::video ? media::default_camera() : media::default_microphone();
        return true;
    }
    spec = media::parse_capture(kind, text);
    return spec.has_value();
}

media::ProbeHelper probe_helper() {
    return media::ProbeHelper(std::filesystem::read_symlink("/proc/self/exe"));
}

} // namespace

int record(const RecordOptions& options, Terminal& terminal) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that may grow no more is a full disk, not a reason to die
    recording::InterviewOptions interview_options{
        .facts = {.place = options.place,
                  .interviewer = options.interviewer,
                  .purpose = options.purpose,
                  .consent = options.consent},
        .mirror = options.mirror,
        .pre_roll = media::Time(options.pre_roll >= 0 ? options.pre_roll
                                : options.wait        ? usual_pre_roll
                                                      : 0),
        .sound_codec = options.codec == "opus" ? media::SoundCodec::opus : media::SoundCodec::aac};
    for (const auto& [kind, text, spec] :
         {std::tuple{media::CaptureKind::video, &options.video, &interview_options.camera},
          std::tuple{media::CaptureKind::audio, &options.audio, &interview_options.microphone}})
        if (!choose(kind, *text, *spec)) {
            terminal.complain(tr("This is no device: {0}", {*text}));
            return wrong_use;
        }
    interview_options.wish.frame_rate = options.frame_rate;
    std::sscanf(options.size.c_str(), "%dx%d", &interview_options.wish.size.width,
                &interview_options.wish.size.height);
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author());
    if (catalogue.read_only())
        throw db::Error(db::ErrorKind::read_only, shown_path(options.catalogue),
                        "record into a read-only catalogue");
    interview_options.person = person_meant(catalogue, options.person).id;
    interview_options.facts.questions = recording::questions_of(catalogue, interview_options.person);
    if (!options.continues.empty()) {
        const auto material =
            recording::recording_meant(catalogue, interview_options.person, options.continues);
        if (!material || material->state == dossier::MaterialState::locked) {
            terminal.complain(
                material ? tr("Cannot go on with {0}: it is locked.", {material_title(*material)})
                         : tr("Cannot go on with {0}: this person has no such recording, or several; "
                              "`dossier transcript CATALOGUE --person P` lists them with their numbers.",
                              {options.continues}));
            return failed;
        }
        interview_options.continues = material->id;
        if (options.consent.empty() && std::get<dossier::ClipContent>(material->content).withheld.empty())
            terminal.complain(tr("Warning: no consent is given (--consent): the whole of {0} will not be "
                                 "presented any more.",
                                 {material_title(*material)}));
    }
    if (!interview_options.camera && !interview_options.microphone) {
        terminal.complain(tr("Cannot record: {0}", {tr("neither a camera nor a microphone was found")}));
        return failed;
    }
    if (!interview_options.camera && options.video.empty())
        terminal.complain(tr("No camera was found: sound alone is recorded."));
    if (!interview_options.microphone && options.audio.empty())
        terminal.complain(tr("No microphone was found: the picture is recorded without sound."));
    media::ProbeHelper probe = probe_helper();
    const auto name = [](const std::optional<media::CaptureSpec>& device) {
        return device ? media::text_of(*device) : std::string();
    };
    Session::Devices devices{name(interview_options.camera), name(interview_options.microphone)};
    Interview interview(catalogue, std::move(interview_options));
    Session session(options, std::move(devices), terminal, interview);
    if (!session.begin())
        return failed;
    session.run();
    const std::optional<media::Failure> failure = interview.recorder().status().failure;
    session.say("filing");
    const recording::Filed filed = interview.file(probe, FilingLines(terminal));
    terminal.say(recording::line_of(filed, filed.media.empty() ? "empty" : "filed"));
    if (failure) {
        log_error("recording stopped by itself: {}", {failure->text});
        terminal.complain(tr("The recording stopped by itself: {0}. What was recorded is filed.",
                             {recording::reason_of(*failure)}));
    }
    return done;
}

int recover(const RecoverOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author());
    if (catalogue.read_only())
        throw db::Error(db::ErrorKind::read_only, shown_path(options.catalogue),
                        "recover in a read-only catalogue");
    media::ProbeHelper probe = probe_helper();
    std::vector<std::string> clips;
    const int failures = recording::recover_recordings(
        catalogue, probe,
        [&](const recording::Recovered& one) {
            terminal.say(recording::line_of(one));
            clips.insert(clips.end(), one.filed.media.begin(), one.filed.media.end());
        },
        [&](const db::Recording& recording, const std::exception& error) {
            terminal.complain(
                tr("The recording {0} cannot be recovered: {1}", {recording.id.text, sentence_of(error)}));
        },
        terminal.stop());
    if (clips.empty() && failures == 0 && terminal.interactive())
        terminal.complain(tr("No interrupted recording was found."));
    for (const std::string& clip : clips)
        complete_derivatives(catalogue, probe, clip, terminal.stop());
    return failures == 0 ? done : failed;
}

} // namespace app::cli
