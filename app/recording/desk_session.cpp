#include "app/recording/desk_session.h"

#include "app/author.h"
#include "app/derivatives.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/recording/consent.h"
#include "app/recording/recording_sentences.h"
#include "app/sentences.h"
#include "media/device_clock.h"

#include <algorithm>

namespace app::recording {

namespace {

namespace fs = std::filesystem;
using State = media::RecorderState;

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

/// A sentence, before anything is recorded; empty: it can be written, or none is wanted.
std::string mirror_failure(const fs::path& mirror) {
    int error = 0;
    std::error_code ignored;
    if (mirror.empty())
        return {};
    if (!fs::is_directory(mirror, ignored))
        error = ENOENT;
    else if (::access(mirror.c_str(), W_OK) != 0)
        error = errno;
    if (error == 0)
        return {};
    return tr("The second copy cannot be written to {0}: {1}. The recording itself goes on.",
              {mirror.string(), reason_of(media::Failure(media::Fault::write_failed, error, ""))});
}

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace

DeskSession::DeskSession(Options options)
    : options_(std::move(options))
    , devices_(options_.devices_changed)
    , probe_(options_.helper) {
    now_.rooms = read_rooms(options_.rooms);
    publish(true);
}

void DeskSession::carry_out(const DeskOrder& order) {
    try {
        std::visit([this](const auto& what) { handle(what); }, order);
    } catch (const std::exception& error) {
        log_error("recording desk: {}", {error.what()});
        now_.failure = sentence_of(error);
    }
    look();
    publish(true);
}

void DeskSession::look() {
    bool news = look_at_devices();
    news = look_at_microphone() || news;
    try {
        news = look_at_recorder() || news;
    } catch (const std::exception& error) {
        log_error("recording desk: {}", {error.what()});
        now_.failure = sentence_of(error);
        news = true;
    }
    publish(news);
}

bool DeskSession::look_at_recorder() {
    if (interview_ == nullptr)
        return false;
    bool news = false;
    for (const media::RecorderEvent& event : interview_->recorder().take_events()) {
        if (event_sentence(event).empty())
            continue;
        if (event.kind == media::RecorderEvent::Kind::microphone_back && microphone_gone_)
            continue; // what gives sound now is another one, and that is said
        if (event.kind == media::RecorderEvent::Kind::mirror_failed)
            now_.mirror_failure = event_sentence(event);
        add_notice({.seconds = event.position.count(),
                    .sentence = event_sentence(event),
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
    return news;
}

void DeskSession::finish() {
    if (interview_ != nullptr && interview_->started())
        end();
    close();
}

void DeskSession::handle(const OpenDevices& order) {
    if (recording())
        return;
    close();
    remember(order.room, order.setup);
    setup_ = order.setup;
    person_ = order.person;
    open_devices();
}

void DeskSession::handle(const CloseDevices&) {
    if (!recording())
        close();
}

void DeskSession::handle(const TakeTest&) {
    if (interview_ == nullptr || now_.phase != DeskPhase::ready)
        return;
    now_.test.clear();
    std::error_code ignored;
    fs::remove(test_file(), ignored);
    interview_->recorder().start_test(test_file(), test_length);
}

void DeskSession::handle(const StartRecording& order) {
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
    pausing_ = false;
    interview_->set_facts(order.facts);
    interview_->set_continues(order.continues);
    interview_->start();
}

void DeskSession::handle(const MarkQuestion& order) {
    if (!recording())
        return;
    const db::RecordingMark mark = interview_->mark(order.question, media::monotonic_now() - order.pressed);
    now_.marks.push_back(mark);
    if (mark.question == 0) {
        facts_.consent_at = mark.time;
        interview_->set_facts(facts_);
    }
}

void DeskSession::handle(const PauseOrResume&) {
    if (!recording())
        return;
    if (pausing_)
        interview_->recorder().resume();
    else
        interview_->recorder().pause();
    pausing_ = !pausing_;
}

void DeskSession::handle(const StopRecording&) {
    if (recording())
        end();
}

void DeskSession::handle(const ChangeFacts& order) {
    const double consent_at = facts_.consent_at;
    facts_ = order.facts;
    facts_.consent_at = facts_.consent == "spoken" ? consent_at : -1;
    if (recording())
        interview_->set_facts(facts_);
}

void DeskSession::handle(const ChangeDevices& order) {
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
    if (before.microphone != setup_.microphone)
        know_microphone();
    look_at_camera();
}

void DeskSession::handle(const SetMonitor& order) {
    now_.monitor = order.on;
    if (interview_ != nullptr)
        interview_->recorder().set_monitor(order.on);
}

void DeskSession::handle(const SetControl& order) {
    if (controls_ != nullptr)
        controls_->set(order.id, order.value);
    setup_.controls[order.id] = order.value;
    remember(now_.rooms.last, setup_);
    if (controls_ != nullptr)
        now_.controls = controls_->list();
}

void DeskSession::handle(const KeepQuestions& order) {
    std::optional<dossier::Meeting> meeting = catalogue().meeting(order.meeting);
    if (!meeting)
        return;
    dossier::set_questions(*meeting, order.post, dossier::questions_of_text(order.text));
    catalogue().apply(dossier::PutMeeting{*meeting});
    now_.failure.clear();
}

void DeskSession::handle(const GiveConsent& order) {
    for (const db::Recording& recording : catalogue().recordings_of(order.material))
        if (facts_of(recording.document).consent.empty())
            give_consent(catalogue(), recording.id, {.how = "signed", .page = order.page.text});
    if (now_.filed && now_.filed->material == order.material)
        now_.filed->withheld = false;
}

bool DeskSession::recording() const {
    return interview_ != nullptr && interview_->started() && now_.phase != DeskPhase::filing;
}

void DeskSession::open_devices() {
    now_.failure.clear();
    now_.notices.clear();
    now_.test.clear();
    InterviewOptions options;
    options.camera = spec_of(media::CaptureKind::video, setup_.camera);
    options.microphone = spec_of(media::CaptureKind::audio, setup_.microphone);
    options.person = person_;
    options.wish = wish();
    options.mirror = setup_.mirror;
    now_.mirror_failure = mirror_failure(setup_.mirror);
    options.sound_codec = setup_.codec == "opus" ? media::SoundCodec::opus : media::SoundCodec::aac;
    options.pre_roll = pre_roll;
    if (!options.camera && !options.microphone) {
        now_.failure = tr("Cannot record: {0}", {tr("neither a camera nor a microphone was found")});
        return;
    }
    interview_ = std::make_unique<Interview>(catalogue(), std::move(options));
    know_microphone();
    now_.person = person_;
    if (now_.monitor)
        interview_->recorder().set_monitor(true);
    now_.phase = DeskPhase::opening;
    look_at_camera();
}

media::CaptureWish DeskSession::wish() const {
    return {.size = setup_.size, .frame_rate = setup_.frame_rate};
}

void DeskSession::close() {
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

void DeskSession::end() {
    interview_->stop();
    const std::optional<media::Failure> why = interview_->recorder().status().failure;
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
                                 .empty = filed.media.empty(),
                                 .sound_only = !filed.pictures,
                                 .mirror_failure = now_.mirror_failure};
    } catch (const std::exception& error) {
        log_error("filing {}: {}", {interview_->recording().id.text, error.what()});
        failure = tr("The recording could not be filed: {0} Everything of it is kept; it is filed at the "
                     "next start.",
                     {sentence_of(error)});
    }
    const std::vector<DeskNotice> notices = now_.notices;
    interview_.reset();
    open_devices();
    now_.notices = notices;
    if (why)
        log_error("recording stopped by itself: {}", {why->text});
    if (failure.empty() && why)
        failure = tr("The recording stopped by itself: {0}. What was recorded is filed.", {reason_of(*why)});
    if (!failure.empty())
        now_.failure = failure;
}

bool DeskSession::look_at_devices() {
    if (devices_.generation() == devices_seen_)
        return false;
    devices_seen_ = devices_.generation();
    now_.cameras = devices_.cameras();
    now_.microphones = devices_.microphones();
    if (interview_ != nullptr && !microphone_) // it was opened before the sound server had answered
        know_microphone();
    return true;
}

void DeskSession::know_microphone() {
    microphone_.reset();
    microphone_gone_ = false;
    if (setup_.microphone == "none")
        return;
    const auto opened = std::find_if(
        now_.microphones.begin(), now_.microphones.end(), [this](const media::CaptureDevice& device) {
            return setup_.microphone.empty() ? device.is_default
                                             : media::text_of(device.spec) == setup_.microphone;
        });
    if (opened != now_.microphones.end() && opened->spec.format == "pulse")
        microphone_ = *opened;
}

bool DeskSession::look_at_microphone() {
    if (interview_ == nullptr || !microphone_)
        return false;
    const auto find = [this](const auto& fits) {
        const auto found = std::find_if(now_.microphones.begin(), now_.microphones.end(), fits);
        return found == now_.microphones.end() ? nullptr : &*found;
    };
    const bool gone =
        find([this](const media::CaptureDevice& device) { return device.id == microphone_->id; }) == nullptr;
    if (gone == microphone_gone_)
        return false;
    microphone_gone_ = gone;
    const media::CaptureDevice* other = find([](const media::CaptureDevice& device) {
        return device.is_default && device.spec.format == "pulse";
    });
    const media::Time now = interview_->recorder().position();
    if (!gone)
        add_notice({.seconds = now.count(),
                    .sentence = tr("The microphone {0} is connected again.", {device_name(*microphone_)})});
    else if (other != nullptr)
        add_notice({.seconds = now.count(),
                    .sentence = tr("The microphone {0} was taken away. What is recorded now is {1}; "
                                   "choose another one if it is not right.",
                                   {device_name(*microphone_), device_name(*other)}),
                    .trouble = true});
    return true;
}

void DeskSession::look_at_camera() {
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

void DeskSession::remember(const std::string& room, const RoomSetup& setup) {
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

void DeskSession::add_notice(DeskNotice notice) {
    now_.notices.push_back(std::move(notice));
    if (now_.notices.size() > most_notices)
        now_.notices.erase(now_.notices.begin());
}

DeskPhase DeskSession::phase_of(State state) {
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

fs::path DeskSession::test_file() const {
    return recording_folder(options_.catalogue) / ("test-" + std::to_string(::getpid()) + ".mp4");
}

db::Catalogue& DeskSession::catalogue() {
    if (!catalogue_)
        catalogue_.emplace(db::Catalogue::open(options_.catalogue, author()));
    return *catalogue_;
}

void DeskSession::publish(bool news) {
    if (news)
        ++now_.generation;
    options_.publish(now_, news);
}

} // namespace app::recording
