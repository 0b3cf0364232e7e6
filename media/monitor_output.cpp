#include "media/monitor_output.h"

#include "media/record_encoders.h"

#include <chrono>
#include <memory>
#include <pulse/error.h>
#include <pulse/simple.h>

namespace media {

namespace {

constexpr std::size_t most_waiting = record_rate / 10 * record_channels; // 100 ms
constexpr std::uint32_t queue_bytes = record_rate / 33 * record_channels * sizeof(float);
constexpr auto monitor_retry = std::chrono::seconds(2);
constexpr auto look_every = std::chrono::milliseconds(200);

struct FreePlayback {
    void operator()(pa_simple* playback) const { pa_simple_free(playback); }
};

std::unique_ptr<pa_simple, FreePlayback> open_playback() {
    constexpr auto unsaid = static_cast<std::uint32_t>(-1);
    const pa_sample_spec spec{PA_SAMPLE_FLOAT32NE, record_rate, record_channels};
    const pa_buffer_attr queue{unsaid, queue_bytes, unsaid, unsaid, unsaid};
    return std::unique_ptr<pa_simple, FreePlayback>(pa_simple_new(
        nullptr, "Dossier", PA_STREAM_PLAYBACK, nullptr, "monitor", &spec, nullptr, &queue, nullptr));
}

} // namespace

MonitorOutput::MonitorOutput()
    : thread_([this](const std::stop_token& stop) { run(stop); }) {}

MonitorOutput::~MonitorOutput() {
    thread_.request_stop();
    changed_.notify_all();
}

void MonitorOutput::add(std::span<const float> samples) {
    waiting_.with_locked([&](std::vector<float>& waiting) {
        if (waiting.size() > most_waiting)
            waiting.clear();
        waiting.insert(waiting.end(), samples.begin(), samples.end());
    });
    changed_.notify_all();
}

void MonitorOutput::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        play(stop);
        // The output is gone or was never there.
        waiting_.wait_until(changed_, std::chrono::steady_clock::now() + monitor_retry,
                            [&](std::vector<float>&) { return stop.stop_requested(); });
    }
}

void MonitorOutput::play(const std::stop_token& stop) {
    const auto playback = open_playback();
    if (!playback)
        return;
    std::vector<float> samples;
    while (!stop.stop_requested()) {
        waiting_.wait_until(changed_, std::chrono::steady_clock::now() + look_every,
                            [&](std::vector<float>& waiting) {
                                samples.clear();
                                samples.swap(waiting);
                                return !samples.empty() || stop.stop_requested();
                            });
        if (samples.empty())
            continue;
        int error = 0;
        if (pa_simple_write(playback.get(), samples.data(), samples.size() * sizeof(float), &error) < 0)
            return;
    }
}

} // namespace media
