#include "media/recorder.h"

#include "media/device_clock.h"
#include "media/recorder_state.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace media {

namespace {

/// Pictures that wait for the encoder: 2 seconds, 190 MB at most.
constexpr std::size_t most_waiting = 60;
constexpr Time alive_within{1.0};

} // namespace

Progress::Progress(const std::filesystem::path& file)
    : descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {}

Progress::~Progress() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void Progress::set(const RecordProgress& progress) const {
    std::array<char, 64> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%012.3f %010.7f %010.7f\n", progress.reached.count(),
                      progress.first_lead.count(), progress.later_lead.count());
    [[maybe_unused]] const ssize_t written =
        ::pwrite(descriptor_, text.data(), static_cast<std::size_t>(length), 0);
}

RecordProgress read_progress(const std::filesystem::path& file) {
    RecordProgress progress;
    std::ifstream in(file);
    double seconds = 0;
    if (in >> seconds)
        progress.reached = Time(std::clamp(seconds, 0.0, 1e6));
    for (Time* lead : {&progress.first_lead, &progress.later_lead})
        if (in >> seconds)
            *lead = Time(std::clamp(seconds, 0.0, 1.0));
    return progress;
}

void Recorder::State::add_event(RecorderEvent::Kind kind, std::string detail, std::optional<Failure> why) {
    shared.with_locked([&](Shared& all) {
        const Time position = all.state == RecorderState::recording
                                  ? all.offset + std::max(Time(0), monotonic_now() - all.begin)
                                  : all.offset;
        all.events.push_back({kind, position, std::move(detail), std::move(why)});
    });
    wake();
}

void Recorder::State::deliver(Captured block) {
    const bool picture = block.frame->width > 0;
    shared.with_locked([&](Shared& all) {
        if (!(picture ? all.video : all.audio)) // of a device that was taken away meanwhile
            return;
        const Time now = monotonic_now();
        (picture ? all.last_picture : all.last_sound) = now;
        (picture ? all.status.camera_failure : all.status.microphone_failure).reset();
        if (picture) {
            all.watch.add(*block.frame, now, all.standing);
            Frame copy(av_frame_clone(block.frame.get()));
            if (copy)
                all.preview = std::shared_ptr<const AVFrame>(copy.release(), [](const AVFrame* frame) {
                    auto* owned = const_cast<AVFrame*>(frame);
                    av_frame_free(&owned);
                });
            if (all.pictures.size() >= most_waiting) {
                all.pictures.pop_front();
                ++all.overflowed;
            }
        }
        (picture ? all.pictures : all.sound).push_back(std::move(block));
    });
    changed.notify_all();
}

void Recorder::State::opened(const CaptureSource& source, bool video) {
    shared.with_locked([&](Shared& all) {
        (video ? all.status.camera : all.status.microphone) = source.description();
        (video ? all.status.camera_format : all.status.microphone_format) = source.format();
        if (video)
            all.standing = source.may_stand_still();
    });
}

void Recorder::State::lost(bool video, Failure why) {
    shared.with_locked([&](Shared& all) {
        (video ? all.status.camera : all.status.microphone).clear();
        if (video ? all.video : all.audio)
            (video ? all.status.camera_failure : all.status.microphone_failure) = std::move(why);
    });
    wake();
}

/// Both threads are there even where there is no device: one may come.
void Recorder::State::open_devices() {
    const auto options_for = [this](bool video) {
        return CaptureThread::Options{
            .open = video ? options.video : options.audio,
            .picture_size = options.format.size,
            .deliver = [this](Captured block) { deliver(std::move(block)); },
            .opened = [this, video](const CaptureSource& source) { opened(source, video); },
            .lost = [this, video](Failure why) { lost(video, std::move(why)); }};
    };
    shared.with_locked([this](Shared& all) {
        all.video = static_cast<bool>(options.video);
        all.audio = static_cast<bool>(options.audio);
    });
    microphone = std::make_unique<CaptureThread>(options_for(false));
    camera = std::make_unique<CaptureThread>(options_for(true));
    encoder = std::jthread([this](const std::stop_token& stop) { encode(stop); });
}

void Recorder::State::use(bool video, OpenCapture open) {
    shared.with_locked([&](Shared& all) {
        (video ? all.video : all.audio) = static_cast<bool>(open);
        (video ? all.status.camera_failure : all.status.microphone_failure).reset();
        if (open)
            return;
        (video ? all.status.camera : all.status.microphone).clear();
        (video ? all.last_picture : all.last_sound) = Time(0);
        if (video)
            all.preview.reset();
    });
    (video ? camera : microphone)->use(std::move(open));
    changed.notify_all();
}

std::shared_ptr<RecordFile> Recorder::State::make_part_file(int number, const std::filesystem::path& folder,
                                                            const char* extension) {
    const bool main = folder == options.folder && std::string_view(extension) == ".mp4";
    return std::make_shared<RecordFile>(
        RecordFileOptions{.file = folder / (options.name + "-" + std::to_string(number) + extension),
                          .reserve = main ? options.reserve : std::filesystem::path(),
                          .wake = {}});
}

/// Of the next part, where they are not there yet.
std::filesystem::path Recorder::State::prepare_files() {
    const std::scoped_lock lock(making);
    bool sound = false;
    int number = 0;
    std::filesystem::path there = shared.with_locked([&](Shared& all) {
        sound = options.sound_copy && all.audio;
        number = static_cast<int>(all.files.size()) + 1;
        return all.next.main ? all.next.main->path() : std::filesystem::path();
    });
    if (!there.empty())
        return there;
    PartFiles files{.main = make_part_file(number, options.folder, ".mp4"), .sound = {}, .mirror = {}};
    // Second chances: the first is there.
    const auto try_to_make = [&](const std::filesystem::path& folder, const char* extension,
                                 RecorderEvent::Kind failed, std::atomic<bool>& said) {
        try {
            return make_part_file(number, folder, extension);
        } catch (const Error& error) {
            if (!said.exchange(true))
                add_event(failed, error.what(), Failure(error));
            return std::shared_ptr<RecordFile>();
        }
    };
    if (sound)
        files.sound =
            try_to_make(options.folder, ".m4a", RecorderEvent::Kind::sound_copy_failed, sound_copy_said);
    if (!options.mirror.empty())
        files.mirror = try_to_make(options.mirror, ".mp4", RecorderEvent::Kind::mirror_failed, mirror_said);
    there = files.main->path();
    shared.with_locked([&](Shared& all) {
        if (all.files.empty() && !options.progress.empty())
            progress = std::make_unique<Progress>(options.progress);
        all.files.push_back(files);
        all.next = std::move(files);
    });
    return there;
}

void Recorder::State::give_order(Order order) {
    shared.with_locked([&](Shared& all) { all.orders.emplace_back(order, monotonic_now()); });
    changed.notify_all();
}

Recorder::Recorder(RecorderOptions options)
    : state_(std::make_unique<State>(std::move(options))) {
    state_->open_devices();
}

Recorder::~Recorder() {
    stop();
    state_->encoder.request_stop();
    state_->changed.notify_all();
    if (state_->encoder.joinable()) // it makes the camera's pictures smaller
        state_->encoder.join();
    state_->camera.reset();
    state_->microphone.reset();
}

std::filesystem::path Recorder::make_file() {
    return state_->prepare_files();
}

void Recorder::start() {
    make_file();
    state_->give_order(State::Order::start);
}

void Recorder::pause() {
    state_->give_order(State::Order::pause);
}

void Recorder::resume() {
    start();
}

void Recorder::stop() {
    state_->give_order(State::Order::stop);
    state_->shared.wait(state_->changed,
                        [](State::Shared& all) { return all.state == RecorderState::stopped; });
}

void Recorder::use_camera(OpenCapture open) {
    state_->use(true, std::move(open));
}

void Recorder::use_microphone(OpenCapture open) {
    state_->use(false, std::move(open));
}

void Recorder::start_test(const std::filesystem::path& file, Time length) {
    auto made = std::make_shared<RecordFile>(RecordFileOptions{.file = file, .reserve = {}, .wake = {}});
    state_->shared.with_locked([&](State::Shared& all) {
        all.test = std::move(made);
        all.test_length = length;
    });
    state_->give_order(State::Order::test);
}

void Recorder::set_monitor(bool on) {
    if (on && !state_->monitor)
        state_->monitor = std::make_unique<MonitorOutput>();
    state_->monitoring = on;
}

bool Recorder::monitors() const {
    return state_->monitoring;
}

Time Recorder::position() const {
    return state_->shared.with_locked([](State::Shared& all) {
        if (all.state != RecorderState::recording)
            return all.offset;
        return all.offset + std::max(Time(0), monotonic_now() - all.begin);
    });
}

RecorderStatus Recorder::status() {
    const Time now = monotonic_now();
    RecorderStatus status = state_->shared.with_locked([&](State::Shared& all) {
        RecorderStatus copy = all.status;
        all.status.level.clipped = false;
        copy.state = all.state;
        copy.camera_wanted = all.video;
        copy.microphone_wanted = all.audio;
        copy.camera_gives = all.last_picture > Time(0) && now - all.last_picture < alive_within;
        copy.microphone_gives = all.last_sound > Time(0) && now - all.last_sound < alive_within;
        copy.parts = static_cast<int>(all.parts.size()) + (all.state == RecorderState::recording ? 1 : 0);
        return copy;
    });
    status.position = position();
    return status;
}

std::vector<RecorderEvent> Recorder::take_events() {
    return state_->shared.with_locked([](State::Shared& all) { return std::exchange(all.events, {}); });
}

std::vector<RecordedPart> Recorder::parts() const {
    return state_->shared.with_locked([](State::Shared& all) { return all.parts; });
}

PicturePtr Recorder::preview() const {
    const auto frame = state_->shared.with_locked([](State::Shared& all) { return all.preview; });
    if (!frame)
        return nullptr;
    auto picture = std::make_shared<Picture>();
    picture->layout = PixelLayout::yuv_planar;
    picture->size = {frame->width, frame->height};
    for (std::size_t plane = 0; plane < 3; ++plane) {
        picture->planes[plane] = frame->data[plane];
        picture->strides[plane] = frame->linesize[plane];
    }
    picture->owner = frame;
    return picture;
}

} // namespace media
