#include "app/recording/desk_worker.h"

#include "app/author.h"
#include "app/derivatives.h"
#include "app/language.h"
#include "app/recording/consent.h"
#include "app/recording/recording_sentences.h"
#include "app/sentences.h"
#include "media/device_clock.h"

#include <csignal>
#include <spdlog/spdlog.h>

namespace app::recording {

namespace {

namespace fs = std::filesystem;
using State = media::RecorderState;

/// Levels and the preview's picture are looked at so often while devices are open.
constexpr auto look_every = std::chrono::milliseconds(60);
constexpr std::size_t most_notices = 200;
constexpr media::Time test_length{5};
constexpr media::Time pre_roll{10};

std::optional<media::CaptureSpec> spec_of(media::CaptureKind kind, const std::string& text) {
    if (text == "none")
        return std::nullopt;
    if (text.empty())
        return kind == media::CaptureKind::video ? media::default_camera() : media::default_microphone();
    return media::parse_capture(kind, text);
}

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace

/// Lives on the worker's thread.
class DeskWorker::Session {
  public:
    /// `changed` is called from another thread when devices came or went.
    Session(const Options& options, media::Guarded<Shared>& shared, std::function<void()> changed)
        : options_(options)
        , shared_(shared)
        , devices_(std::move(changed))
        , probe_(options.helper) {
        now_.rooms = read_rooms(options_.rooms);
        publish(true);
    }

    /// Whether devices are open: then there is something to look at by itself.
    [[nodiscard]] bool open() const { return interview_ != nullptr; }

    void carry_out(const DeskOrder& order) {
        try {
            std::visit([this](const auto& what) { handle(what); }, order);
        } catch (const std::exception& error) {
            spdlog::error("recording desk: {}", error.what());
            now_.failure = app::sentence_of(error);
        }
        look();
        publish(true);
    }

    /// Events, state, levels.
    void look() {
        bool news = look_at_devices();
        if (interview_ != nullptr) {
            for (const media::RecorderEvent& event : interview_->recorder().take_events()) {
                if (sentence_of(event).empty())
                    continue;
                add_notice({.seconds = event.position.count(),
                            .sentence = sentence_of(event),
                            .trouble = is_trouble(event.kind)});
                news = true;
            }
            now_.recorder = interview_->recorder().status();
            now_.preview = interview_->recorder().preview();
            const DeskPhase phase = phase_of(now_.recorder.state);
            news = news || phase != now_.phase;
            if (now_.phase == DeskPhase::testing && phase == DeskPhase::ready)
                now_.test = test_file();
            now_.phase = phase;
            if (now_.recorder.state == State::stopped && interview_->started())
                end();
        }
        publish(news);
    }

    /// What is being recorded is kept, whatever happens.
    void finish() {
        if (interview_ != nullptr && interview_->started())
            end();
        close();
    }

  private:
    void handle(const OpenDevices& order) {
        if (recording())
            return;
        close();
        remember(order.room, order.setup);
        setup_ = order.setup;
        person_ = order.person;
        open_devices();
    }

    void handle(const CloseDevices&) {
        if (!recording())
            close();
    }

    void handle(const TakeTest&) {
        if (interview_ == nullptr || now_.phase != DeskPhase::ready)
            return;
        now_.test.clear();
        std::error_code ignored;
        fs::remove(test_file(), ignored);
        interview_->recorder().start_test(test_file(), test_length);
    }

    void handle(const StartRecording& order) {
        if (interview_ == nullptr || recording())
            return;
        now_.failure.clear();
        now_.filed.reset();
        now_.notices.clear();
        now_.marks.clear();
        if (order.person != person_) { // what was kept beforehand is somebody else's
            person_ = order.person;
            close();
            open_devices();
            return;
        }
        facts_ = order.facts;
        interview_->set_facts(order.facts);
        interview_->set_continues(order.continues);
        interview_->start();
    }

    void handle(const MarkQuestion& order) {
        if (!recording())
            return;
        const db::RecordingMark mark =
            interview_->mark(order.question, media::monotonic_now() - order.pressed);
        now_.marks.push_back(mark);
        if (mark.question == 0) {
            facts_.consent_at = mark.time;
            interview_->set_facts(facts_);
        }
    }

    void handle(const PauseOrResume&) {
        if (!recording())
            return;
        if (now_.phase == DeskPhase::paused)
            interview_->recorder().resume();
        else
            interview_->recorder().pause();
    }

    void handle(const StopRecording&) {
        if (recording())
            end();
    }

    void handle(const ChangeFacts& order) {
        const double consent_at = facts_.consent_at;
        facts_ = order.facts;
        facts_.consent_at = facts_.consent == "spoken" ? consent_at : -1;
        if (recording())
            interview_->set_facts(facts_);
    }

    void handle(const ChangeDevices& order) {
        if (interview_ == nullptr)
            return;
        remember(order.room, order.setup);
        const RoomSetup before = std::exchange(setup_, order.setup);
        if (!recording() && (before.size != setup_.size || before.frame_rate != setup_.frame_rate ||
                             before.codec != setup_.codec || before.mirror != setup_.mirror)) {
            close();
            open_devices();
            return;
        }
        if (before.camera != setup_.camera)
            interview_->use_camera(spec_of(media::CaptureKind::video, setup_.camera), wish());
        if (before.microphone != setup_.microphone)
            interview_->use_microphone(spec_of(media::CaptureKind::audio, setup_.microphone));
        look_at_camera();
    }

    void handle(const SetMonitor& order) {
        now_.monitor = order.on;
        if (interview_ != nullptr)
            interview_->recorder().set_monitor(order.on);
    }

    void handle(const SetControl& order) {
        if (controls_ != nullptr)
            controls_->set(order.id, order.value);
        setup_.controls[order.id] = order.value;
        remember(now_.rooms.last, setup_);
        if (controls_ != nullptr)
            now_.controls = controls_->list();
    }

    void handle(const KeepQuestions& order) {
        std::optional<dossier::Meeting> meeting = catalogue().meeting(order.meeting);
        if (!meeting)
            return;
        dossier::set_questions(*meeting, order.post, dossier::questions_of_text(order.text));
        catalogue().apply(dossier::PutMeeting{*meeting});
        now_.failure.clear();
    }

    void handle(const GiveConsent& order) {
        for (const db::Recording& recording : catalogue().recordings_of(order.material))
            if (facts_of(recording.document).consent.empty())
                give_consent(catalogue(), recording.id, {.how = "signed", .page = order.page.text});
    }

    [[nodiscard]] bool recording() const {
        return interview_ != nullptr && interview_->started() && now_.phase != DeskPhase::filing;
    }

    void open_devices() {
        now_.failure.clear();
        now_.notices.clear();
        now_.test.clear();
        InterviewOptions options;
        options.camera = spec_of(media::CaptureKind::video, setup_.camera);
        options.microphone = spec_of(media::CaptureKind::audio, setup_.microphone);
        options.person = person_;
        options.wish = wish();
        options.mirror = setup_.mirror;
        options.sound_codec = setup_.codec == "opus" ? media::SoundCodec::opus : media::SoundCodec::aac;
        options.pre_roll = pre_roll;
        if (!options.camera && !options.microphone) {
            now_.failure = tr("Cannot record: {0}", {tr("neither a camera nor a microphone was found")});
            return;
        }
        interview_ = std::make_unique<Interview>(catalogue(), std::move(options));
        if (now_.monitor)
            interview_->recorder().set_monitor(true);
        now_.phase = DeskPhase::opening;
        look_at_camera();
    }

    [[nodiscard]] media::CaptureWish wish() const {
        return {.size = setup_.size, .frame_rate = setup_.frame_rate};
    }

    void close() {
        controls_.reset();
        interview_.reset();
        now_.phase = DeskPhase::closed;
        now_.recorder = {};
        now_.preview = nullptr;
        now_.modes.clear();
        now_.controls.clear();
        std::error_code ignored;
        fs::remove(test_file(), ignored);
        now_.test.clear();
    }

    /// Stops, files, and opens the devices for the next one.
    void end() {
        interview_->stop();
        const std::string why = interview_->recorder().status().failure;
        now_.phase = DeskPhase::filing;
        now_.filing = 0;
        publish(true);
        const auto progress = [this](double share) {
            now_.filing = share;
            publish(true);
        };
        std::string failure;
        try {
            const Filed filed = interview_->file(probe_, progress);
            now_.filed = FiledNotice{.name = filed.name,
                                     .material = filed.material,
                                     .seconds = filed.seconds,
                                     .marks = static_cast<int>(filed.marks.size()),
                                     .withheld = !filed.withheld.empty(),
                                     .empty = filed.media.empty()};
        } catch (const std::exception& error) {
            spdlog::error("filing {}: {}", interview_->recording().id.text, error.what());
            failure = tr("The recording could not be filed: {0} Everything of it is kept; it is filed at the "
                         "next start.",
                         {app::sentence_of(error)});
        }
        const std::vector<DeskNotice> notices = now_.notices;
        interview_.reset();
        open_devices();
        now_.notices = notices;
        if (failure.empty() && !why.empty())
            failure = tr("The recording stopped by itself: {0}. What was recorded is filed.", {why});
        if (!failure.empty())
            now_.failure = failure;
    }

    bool look_at_devices() {
        if (devices_.generation() == devices_seen_)
            return false;
        devices_seen_ = devices_.generation();
        now_.cameras = devices_.cameras();
        now_.microphones = devices_.microphones();
        return true;
    }

    /// What the camera can, and what was set for it in this room.
    void look_at_camera() {
        now_.modes.clear();
        now_.controls.clear();
        controls_.reset();
        const auto camera = spec_of(media::CaptureKind::video, setup_.camera);
        if (!camera)
            return;
        now_.modes = media::modes_of(*camera);
        controls_ = media::open_controls(*camera);
        if (controls_ == nullptr)
            return;
        controls_->apply(setup_.controls);
        now_.controls = controls_->list();
    }

    void remember(const std::string& room, const RoomSetup& setup) {
        Rooms rooms = now_.rooms;
        rooms.last = room;
        rooms.setups[room] = setup;
        if (rooms == now_.rooms)
            return;
        now_.rooms = rooms;
        if (!write_rooms(options_.rooms, rooms))
            now_.failure = tr("The choice for the room {0} holds now but could not be kept: {1} cannot be "
                              "written.",
                              {room, options_.rooms.string()});
    }

    void add_notice(DeskNotice notice) {
        now_.notices.push_back(std::move(notice));
        if (now_.notices.size() > most_notices)
            now_.notices.erase(now_.notices.begin());
    }

    static DeskPhase phase_of(State state) {
        switch (state) {
        case State::preparing:
            return DeskPhase::opening;
        case State::ready:
            return DeskPhase::ready;
        case State::testing:
            return DeskPhase::testing;
        case State::recording:
            return DeskPhase::recording;
        case State::paused:
            return DeskPhase::paused;
        case State::stopped:
            break;
        }
        return DeskPhase::filing;
    }

    [[nodiscard]] fs::path test_file() const {
        return recording_folder(options_.catalogue) / ("test-" + std::to_string(::getpid()) + ".mp4");
    }

    db::Catalogue& catalogue() {
        if (!catalogue_)
            catalogue_.emplace(db::Catalogue::open(options_.catalogue, author()));
        return *catalogue_;
    }

    void publish(bool news) {
        if (news)
            ++now_.generation;
        shared_.with_locked([&](Shared& shared) { shared.status = now_; });
        if (news)
            options_.wake();
    }

    const Options& options_;
    media::Guarded<Shared>& shared_;
    DeskStatus now_;
    RoomSetup setup_;
    dossier::PersonId person_;
    Facts facts_;
    std::optional<db::Catalogue> catalogue_;
    media::CaptureDevices devices_;
    std::uint64_t devices_seen_ = 0;
    media::ProbeHelper probe_;
    std::unique_ptr<media::CameraControls> controls_;
    std::unique_ptr<Interview> interview_; // last: it uses the catalogue
};

DeskWorker::DeskWorker(Options options)
    : options_(std::move(options))
    , thread_([this] { run(); }) {}

DeskWorker::~DeskWorker() {
    shared_.with_locked([](Shared& shared) { shared.stop = true; });
    changed_.notify_all();
}

void DeskWorker::ask(DeskOrder order) {
    shared_.with_locked([&](Shared& shared) { shared.orders.push_back(std::move(order)); });
    changed_.notify_all();
}

DeskStatus DeskWorker::status() const {
    return shared_.with_locked([](const Shared& shared) { return shared.status; });
}

void DeskWorker::run() {
    std::signal(SIGXFSZ, SIG_IGN); // a file that may grow no more is a full disk, not a reason to die
    try {
        Session session(options_, shared_, [this] {
            shared_.with_locked([](Shared& shared) { shared.look = true; });
            changed_.notify_all();
        });
        for (;;) {
            std::deque<DeskOrder> orders;
            bool stop = false;
            const auto ready = [&](Shared& shared) {
                return !shared.orders.empty() || shared.stop || shared.look;
            };
            if (session.open())
                shared_.wait_until(changed_, std::chrono::steady_clock::now() + look_every, ready);
            else
                shared_.wait(changed_, ready);
            shared_.with_locked([&](Shared& shared) {
                orders.swap(shared.orders);
                stop = shared.stop;
                shared.look = false;
            });
            for (const DeskOrder& order : orders)
                session.carry_out(order);
            session.look();
            if (stop) {
                session.finish();
                return;
            }
        }
    } catch (const std::exception& error) {
        spdlog::error("recording desk ended: {}", error.what());
        shared_.with_locked([&](Shared& shared) {
            shared.status.failure = app::sentence_of(error);
            ++shared.status.generation;
        });
        options_.wake();
    }
}

} // namespace app::recording
