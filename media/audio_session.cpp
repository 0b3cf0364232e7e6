#include "media/audio_session.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace media {

void AudioSession::begin() {
    timed_ = false;
    written_ = 0;
    phase_ = 0;
    last_heard_ = 0;
    running_ = true;
}

void AudioSession::end() {
    running_ = false;
    timed_ = false;
}

void AudioSession::fill(float* samples, std::size_t frames) {
    const std::size_t had = pull_ && running_ ? pull_(samples, frames) : 0;
    std::fill(samples + had * output_channels, samples + frames * output_channels, 0.0F);
    const float target = muted ? 0.0F : static_cast<float>(std::clamp(volume.load(), 0.0, 1.0));
    if (target != 1.0F || applied_ != 1.0F) {
        const float step = (target - applied_) / static_cast<float>(std::max<std::size_t>(frames, 1));
        float level = applied_;
        for (std::size_t frame = 0; frame < had; ++frame) {
            level += step;
            samples[2 * frame] *= level;
            samples[2 * frame + 1] *= level;
        }
        applied_ = target;
    }
    written_ += static_cast<std::int64_t>(frames);
}

void AudioSession::publish(double queued, Time now, bool moving) {
    phase_ = static_cast<double>(written_.load()) - queued - now.count() * output_rate;
    if (moving)
        timed_ = true;
}

double AudioSession::heard(Time now) const {
    if (!timed_)
        return 0;
    const double latency = extra_latency.load() * output_rate;
    const double raw = phase_.load() + now.count() * output_rate;
    double heard = std::max(0.0, std::min(raw, static_cast<double>(written_.load())) - latency);
    double last = last_heard_.load();
    while (heard > last && !last_heard_.compare_exchange_weak(last, heard)) {
    }
    return std::max(heard, last);
}

std::size_t AudioSession::frames_in_flight(Time now) const {
    if (!timed_)
        return 0;
    const double raw = phase_.load() + now.count() * output_rate;
    const double ahead = static_cast<double>(written_.load()) - raw;
    return ahead > 0 && ahead < output_rate ? static_cast<std::size_t>(ahead) : 0;
}

namespace {

class NoAudio final : public AudioBackend {
  public:
    explicit NoAudio(AudioSession& session)
        : session_(session) {}
    ~NoAudio() override {
        {
            const std::lock_guard lock(mutex_);
            leave_ = true;
        }
        changed_.notify_all();
    }
    void start() override {
        {
            const std::lock_guard lock(mutex_);
            playing_ = true;
            // Goes on where a device left off: what it had queued is not heard twice.
            const Time now = clock_.now();
            begun_ = now + Time(static_cast<double>(session_.frames_in_flight(now)) / output_rate);
            base_ = session_.written();
        }
        changed_.notify_all();
    }
    void stop() override {
        const std::lock_guard lock(mutex_);
        playing_ = false;
    }
    void exclusively(const std::function<void()>& action) override {
        const std::lock_guard lock(mutex_);
        action();
    }
    [[nodiscard]] BackendState state() const override { return BackendState::ready; }
    [[nodiscard]] std::string name() const override { return {}; }

  private:
    static constexpr std::chrono::milliseconds period{40};

    void run() {
        std::vector<float> samples(static_cast<std::size_t>(output_rate) / 10 * output_channels);
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [&] { return playing_ || leave_; });
            if (leave_)
                return;
            // As a device does: a little more than has been heard is taken.
            const Time now = clock_.now();
            const auto due =
                static_cast<std::int64_t>((now - begun_).count() * output_rate) + output_rate / 20;
            const std::int64_t missing =
                std::min<std::int64_t>(due - (session_.written() - base_), output_rate / 10);
            if (missing > 0)
                session_.fill(samples.data(), static_cast<std::size_t>(missing));
            const double heard = (now - begun_).count() * output_rate;
            session_.publish(static_cast<double>(session_.written() - base_) - heard, now, true);
            changed_.wait_for(lock, period, [&] { return !playing_ || leave_; });
        }
    }

    AudioSession& session_;
    SteadyClock clock_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool playing_ = false;
    bool leave_ = false;
    Time begun_{0};
    std::int64_t base_ = 0;
    std::jthread thread_{[this] { run(); }};
};

} // namespace

std::unique_ptr<AudioBackend> open_no_audio(AudioSession& session) {
    return std::make_unique<NoAudio>(session);
}

} // namespace media
