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

void Progress::set(Time position) const {
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%012.3f\n", position.count());
    [[maybe_unused]] const ssize_t written =
        ::pwrite(descriptor_, text.data(), static_cast<std::size_t>(length), 0);
}

Time read_progress(const std::filesystem::path& file) {
    double seconds = 0;
    std::ifstream(file) >> seconds;
    return Time(std::clamp(seconds, 0.0, 1e6));
}

void Recorder::State::add_event(RecorderEvent::Kind kind, std::string detail) {
    shared.with_locked([&](Shared& all) {
        const Time position = all.state == RecorderState::recording
                                  ? all.offset + std::max(Time(0), monotonic_now() - all.begin)
                                  : all.offset;
        all.events.push_back({kind, position, std::move(detail)});
    });
    wake();
}

void Recorder::State::deliver(Captured block) {
    const bool picture = block.frame->width > 0;
    shared.with_locked([&](Shared& all) {
        (picture ? all.last_picture : all.last_sound) = monotonic_now();
        if (picture) {
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

void Recorder::State::lost(bool video, const std::string& why) {
    shared.with_locked([&](Shared& all) {
        (video ? all.status.camera : all.status.microphone).clear();
        if (all.state == RecorderState::preparing && all.status.failure.empty())
            all.status.failure = why;
    });
    wake();
}

void Recorder::State::open_devices() {
    const auto options_for = [this](bool video) {
        return CaptureThread::Options{.open = video ? options.video : options.audio,
                                      .picture_size = options.format.size,
                                      .deliver = [this](Captured block) { deliver(std::move(block)); },
                                      .opened =
                                          [this, video](const std::string& description) {
                                              shared.with_locked([&](Shared& all) {
                                                  (video ? all.status.camera : all.status.microphone) =
                                                      description;
                                              });
                                          },
                                      .lost = [this, video](const std::string& why) { lost(video, why); }};
    };
    if (options.audio)
        microphone = std::make_unique<CaptureThread>(options_for(false));
    if (options.video)
        camera = std::make_unique<CaptureThread>(options_for(true));
    encoder = std::jthread([this](const std::stop_token& stop) { encode(stop); });
}

std::shared_ptr<RecordFile> Recorder::State::make_part_file(int number, const std::filesystem::path& folder) {
    return std::make_shared<RecordFile>(
        RecordFileOptions{.file = folder / (options.name + "-" + std::to_string(number) + ".mp4"),
                          .reserve = folder == options.folder ? options.reserve : std::filesystem::path(),
                          .wake = {}});
}

void Recorder::State::give_order(Order order) {
    shared.with_locked([&](Shared& all) { all.orders.emplace_back(order, monotonic_now()); });
    changed.notify_all();
}

Recorder::Recorder(RecorderOptions options)
    : state_(std::make_unique<State>(std::move(options))) {
    state_->options.format.sound = static_cast<bool>(state_->options.audio);
    state_->open_devices();
}

Recorder::~Recorder() {
    stop();
    state_->camera.reset();
    state_->microphone.reset();
    state_->encoder.request_stop();
    state_->changed.notify_all();
    if (state_->encoder.joinable())
        state_->encoder.join();
}

std::filesystem::path Recorder::make_file() {
    const bool there =
        state_->shared.with_locked([](State::Shared& all) { return all.next_file != nullptr; });
    if (!there) {
        const int number = state_->shared.with_locked(
            [](State::Shared& all) { return static_cast<int>(all.files.size()) + 1; });
        std::shared_ptr<RecordFile> file = state_->make_part_file(number, state_->options.folder);
        std::shared_ptr<RecordFile> mirror;
        if (!state_->options.mirror.empty()) {
            try {
                mirror = state_->make_part_file(number, state_->options.mirror);
            } catch (const Error& error) { // a second chance; the first is there
                state_->mirror_said = true;
                state_->add_event(RecorderEvent::Kind::mirror_failed, error.what());
            }
        }
        state_->shared.with_locked([&](State::Shared& all) {
            if (all.files.empty() && !state_->options.progress.empty())
                state_->progress = std::make_unique<Progress>(state_->options.progress);
            all.files.push_back(file);
            all.next_file = std::move(file);
            all.next_mirror = std::move(mirror);
        });
    }
    return state_->shared.with_locked([](State::Shared& all) { return all.next_file->path(); });
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
