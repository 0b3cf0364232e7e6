#include "support/monitor.h"

#include "media/player.h"

#include <cmath>
#include <pulse/error.h>
#include <pulse/simple.h>
#include <stdexcept>

namespace support {
namespace {

constexpr int rate = 48000;
constexpr float loud = 0.3F;
constexpr media::Time between_clicks{0.1};

pa_simple* open_monitor(int* error) {
    const pa_sample_spec format{PA_SAMPLE_FLOAT32LE, rate, 1};
    pa_buffer_attr buffer{};
    buffer.maxlength = static_cast<uint32_t>(-1);
    buffer.fragsize = 5 * rate / 1000 * sizeof(float);
    return pa_simple_new(nullptr, "test", PA_STREAM_RECORD, "out.monitor", "monitor", &format, nullptr,
                         &buffer, error);
}

} // namespace

struct Monitor::State {
    pa_simple* stream = nullptr;
    media::SteadyClock clock;
    std::vector<float> samples;
    std::vector<media::Time> clicks;
    double level = 0;
};

bool Monitor::available() {
    int error = 0;
    pa_simple* stream = open_monitor(&error);
    if (stream == nullptr)
        return false;
    pa_simple_free(stream);
    return true;
}

Monitor::Monitor()
    : state_(std::make_unique<State>()) {
    int error = 0;
    state_->stream = open_monitor(&error);
    if (state_->stream == nullptr)
        throw std::runtime_error(pa_strerror(error));
}

Monitor::~Monitor() {
    pa_simple_free(state_->stream);
}

void Monitor::listen(media::Time length) {
    State& state = *state_;
    state.samples.resize(static_cast<std::size_t>(length.count() * rate));
    int error = 0;
    if (pa_simple_read(state.stream, state.samples.data(), state.samples.size() * sizeof(float), &error) < 0)
        throw std::runtime_error(pa_strerror(error));
    const media::Time waited(static_cast<double>(pa_simple_get_latency(state.stream, &error)) / 1e6);
    const media::Time end = state.clock.now() - waited;
    double energy = 0;
    for (std::size_t index = 0; index < state.samples.size(); ++index) {
        const float sample = state.samples[index];
        energy += static_cast<double>(sample) * sample;
        if (std::abs(sample) < loud)
            continue;
        const media::Time when = end - media::Time(static_cast<double>(state.samples.size() - index) / rate);
        if (state.clicks.empty() || when - state.clicks.back() > between_clicks)
            state.clicks.push_back(when);
    }
    state.level = std::sqrt(energy / static_cast<double>(std::max<std::size_t>(state.samples.size(), 1)));
}

const std::vector<media::Time>& Monitor::clicks() const {
    return state_->clicks;
}

double Monitor::level() const {
    return state_->level;
}

} // namespace support
