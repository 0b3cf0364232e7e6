#include "bench/sound_monitor.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <pulse/pulseaudio.h>
#include <stdexcept>

namespace bench {

namespace {

constexpr unsigned rate = 48000;
constexpr float loud = 0.06F;
constexpr std::int64_t silence = rate * 8 / 100;

double seconds_of(Clock::time_point time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

} // namespace

/// The server's clock and ours are the same machine's: a sample's time is its index over the rate plus an
/// offset that each fragment tells anew, late by whatever the scheduler did. The median of those within a
/// second counts.
struct SoundMonitor::State {
    pa_threaded_mainloop* loop = pa_threaded_mainloop_new();
    pa_context* context = nullptr;
    pa_stream* stream = nullptr;
    std::int64_t index = 0; ///< samples so far
    std::int64_t last_loud = -silence;
    std::vector<std::int64_t> onsets;
    struct Offset {
        std::int64_t index;
        double seconds;
    };
    std::vector<Offset> offsets;

    void take();
    [[nodiscard]] double offset_at(std::int64_t at) const;
    void wait_for(const char* what, bool (*ready)(State&));
};

void SoundMonitor::State::take() {
    const void* data = nullptr;
    std::size_t bytes = 0;
    while (pa_stream_readable_size(stream) > 0 && pa_stream_peek(stream, &data, &bytes) == 0 && bytes > 0) {
        pa_usec_t latency = 0;
        int negative = 0;
        // Of the sample that is read next; negative: a monitor hears what the device has not played yet.
        if (pa_stream_get_latency(stream, &latency, &negative) == 0) {
            const double late = static_cast<double>(latency) * (negative != 0 ? -1e-6 : 1e-6);
            offsets.push_back({index, seconds_of(Clock::now()) - late - static_cast<double>(index) / rate});
        }
        const auto count = static_cast<std::int64_t>(bytes / sizeof(float));
        if (const auto* samples = static_cast<const float*>(data))
            for (std::int64_t i = 0; i < count; ++i)
                if (std::fabs(samples[i]) > loud) {
                    if (index + i - last_loud >= silence)
                        onsets.push_back(index + i);
                    last_loud = index + i;
                }
        index += count; // a hole counts as silence
        pa_stream_drop(stream);
    }
}

double SoundMonitor::State::offset_at(std::int64_t at) const {
    std::vector<double> near;
    for (const Offset& offset : offsets)
        if (std::llabs(offset.index - at) < rate)
            near.push_back(offset.seconds);
    return at_share(near, 0.5);
}

void SoundMonitor::State::wait_for(const char* what, bool (*ready)(State&)) {
    const Clock::time_point end = Clock::now() + std::chrono::seconds(10);
    while (!ready(*this)) {
        if (Clock::now() > end)
            throw std::runtime_error(std::string("the sound server does not answer: ") + what);
        pa_threaded_mainloop_unlock(loop);
        timespec pause{0, 5000000};
        nanosleep(&pause, nullptr);
        pa_threaded_mainloop_lock(loop);
    }
}

SoundMonitor::SoundMonitor(const std::string& device)
    : state_(std::make_unique<State>()) {
    State& state = *state_;
    pa_threaded_mainloop_start(state.loop);
    pa_threaded_mainloop_lock(state.loop);
    try {
        state.context = pa_context_new(pa_threaded_mainloop_get_api(state.loop), "watch_screen");
        if (pa_context_connect(state.context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) != 0)
            throw std::runtime_error("there is no sound server");
        state.wait_for("connecting",
                       [](State& s) { return pa_context_get_state(s.context) == PA_CONTEXT_READY; });
        const pa_sample_spec format{PA_SAMPLE_FLOAT32NE, rate, 1};
        state.stream = pa_stream_new(state.context, "monitor", &format, nullptr);
        pa_stream_set_read_callback(
            state.stream, [](pa_stream*, std::size_t, void* self) { static_cast<State*>(self)->take(); },
            &state);
        const auto all = static_cast<std::uint32_t>(-1);
        const pa_buffer_attr buffer{all, all, all, all, rate / 100 * sizeof(float)};
        const auto flags = static_cast<pa_stream_flags_t>(
            PA_STREAM_INTERPOLATE_TIMING | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_ADJUST_LATENCY);
        if (pa_stream_connect_record(state.stream, device.c_str(), &buffer, flags) != 0)
            throw std::runtime_error("cannot record from " + device);
        state.wait_for("recording", [](State& s) { return s.offsets.size() >= 10; });
    } catch (...) {
        pa_threaded_mainloop_unlock(state.loop);
        throw;
    }
    pa_threaded_mainloop_unlock(state.loop);
}

SoundMonitor::~SoundMonitor() {
    pa_threaded_mainloop_stop(state_->loop);
    if (state_->stream != nullptr)
        pa_stream_unref(state_->stream);
    if (state_->context != nullptr) {
        pa_context_disconnect(state_->context);
        pa_context_unref(state_->context);
    }
    pa_threaded_mainloop_free(state_->loop);
}

std::vector<Clock::time_point> SoundMonitor::beeps() const {
    std::vector<Clock::time_point> times;
    pa_threaded_mainloop_lock(state_->loop);
    for (const std::int64_t onset : state_->onsets) {
        const double seconds = state_->offset_at(onset) + static_cast<double>(onset) / rate;
        times.emplace_back(
            std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)));
    }
    pa_threaded_mainloop_unlock(state_->loop);
    return times;
}

} // namespace bench
