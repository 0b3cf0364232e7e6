// Sound through PulseAudio or PipeWire's server of the same protocol, with the server's own timing.
#include "media/audio_session.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <pulse/pulseaudio.h>
#include <utility>
#include <vector>

namespace media {
namespace {

constexpr std::size_t frame_bytes = sizeof(float) * output_channels;
/// Long enough for few wake-ups, short enough for volume to act at once; a stop drops it anyway.
constexpr pa_usec_t queue_length = 100 * PA_USEC_PER_MSEC;
constexpr pa_usec_t request_length = 25 * PA_USEC_PER_MSEC;
constexpr Time timing_interval{0.1};
constexpr Time timing_interval_at_start{0.01};

struct FreePulse {
    void operator()(pa_threaded_mainloop* loop) const { pa_threaded_mainloop_free(loop); }
    void operator()(pa_context* context) const {
        pa_context_set_state_callback(context, nullptr, nullptr);
        pa_context_disconnect(context);
        pa_context_unref(context);
    }
    void operator()(pa_stream* stream) const {
        pa_stream_set_state_callback(stream, nullptr, nullptr);
        pa_stream_set_write_callback(stream, nullptr, nullptr);
        pa_stream_set_moved_callback(stream, nullptr, nullptr);
        pa_stream_disconnect(stream);
        pa_stream_unref(stream);
    }
};
template <class T>
using Pulse = std::unique_ptr<T, FreePulse>;

void forget(pa_operation* operation) {
    if (operation != nullptr)
        pa_operation_unref(operation);
}

/// Holds the main loop's lock: its callbacks do not run meanwhile.
class LoopLock {
  public:
    explicit LoopLock(pa_threaded_mainloop* loop)
        : loop_(loop) {
        pa_threaded_mainloop_lock(loop_);
    }
    ~LoopLock() { pa_threaded_mainloop_unlock(loop_); }
    LoopLock(const LoopLock&) = delete;
    LoopLock& operator=(const LoopLock&) = delete;

  private:
    pa_threaded_mainloop* loop_;
};

/// All members but the atomics are used under the main loop's lock, which callbacks hold.
class PulseAudio final : public AudioBackend {
  public:
    PulseAudio(AudioSession& session, const AudioDevice& device, BackendChanged changed)
        : session_(session)
        , changed_(std::move(changed))
        , home_(device.name)
        , loop_(pa_threaded_mainloop_new()) {
        if (!loop_ || pa_threaded_mainloop_start(loop_.get()) < 0) {
            state_ = BackendState::lost;
            return;
        }
        keep_title(device);
        const LoopLock lock(loop_.get());
        context_.reset(pa_context_new(pa_threaded_mainloop_get_api(loop_.get()), "dossier"));
        if (!context_) {
            state_ = BackendState::lost;
            return;
        }
        pa_context_set_state_callback(
            context_.get(), [](pa_context*, void* self) { of(self).context_changed(); }, this);
        pa_context_set_subscribe_callback(
            context_.get(),
            [](pa_context*, pa_subscription_event_type_t event, uint32_t, void* self) {
                of(self).sinks_changed(event);
            },
            this);
        if (pa_context_connect(context_.get(), nullptr, PA_CONTEXT_NOFLAGS, nullptr) < 0)
            state_ = BackendState::lost;
    }
    ~PulseAudio() override {
        if (!loop_)
            return;
        {
            const LoopLock lock(loop_.get());
            stream_.reset();
            context_.reset();
        }
        pa_threaded_mainloop_stop(loop_.get());
    }
    PulseAudio(const PulseAudio&) = delete;
    PulseAudio& operator=(const PulseAudio&) = delete;

    void start() override {
        const LoopLock lock(loop_.get());
        playing_ = true;
        skip_ = session_.frames_in_flight(clock_.now());
        moving_ = false;
        last_timing_ = Time(0);
        if (!stream_ || pa_stream_get_state(stream_.get()) != PA_STREAM_READY)
            return;
        write(pa_stream_writable_size(stream_.get()));
        forget(pa_stream_cork(stream_.get(), 0, nullptr, nullptr));
        ask_for_timing();
    }
    void stop() override {
        const LoopLock lock(loop_.get());
        playing_ = false;
        if (!stream_ || pa_stream_get_state(stream_.get()) != PA_STREAM_READY)
            return;
        forget(pa_stream_cork(stream_.get(), 1, nullptr, nullptr));
        forget(pa_stream_flush(stream_.get(), nullptr, nullptr));
    }
    bool prefer(const AudioDevice& device) override {
        if (!loop_)
            return false;
        const LoopLock lock(loop_.get());
        keep_title(device);
        {
            const std::lock_guard guard(device_mutex_);
            home_ = device.name;
        }
        if (stream_ && pa_stream_get_state(stream_.get()) == PA_STREAM_READY)
            move_to(device.name.empty() ? "@DEFAULT_SINK@" : device.name);
        else if (state_ == BackendState::lost && context_ &&
                 pa_context_get_state(context_.get()) == PA_CONTEXT_READY)
            open_stream(home_);
        return state_ != BackendState::lost;
    }
    [[nodiscard]] std::vector<AudioDevice> devices() const override {
        const std::lock_guard lock(device_mutex_);
        return devices_;
    }
    void exclusively(const std::function<void()>& action) override {
        if (!loop_) {
            action();
            return;
        }
        const LoopLock lock(loop_.get());
        action();
    }
    [[nodiscard]] BackendState state() const override { return state_; }
    [[nodiscard]] std::string name() const override { return "pulse"; }
    [[nodiscard]] std::string device() const override {
        const std::lock_guard lock(device_mutex_);
        return device_;
    }
    [[nodiscard]] bool preferred_missing() const override {
        const std::lock_guard lock(device_mutex_);
        return !home_.empty() && !device_.empty() && device_ != home_;
    }
    [[nodiscard]] std::string title() const override {
        const std::lock_guard lock(device_mutex_);
        return title_of(device_);
    }
    [[nodiscard]] std::string missing_title() const override {
        const std::lock_guard lock(device_mutex_);
        return title_of(home_);
    }

  private:
    static PulseAudio& of(void* self) { return *static_cast<PulseAudio*>(self); }

    void become(BackendState state) {
        if (state_.exchange(state) != state)
            changed_();
    }

    void context_changed() {
        switch (pa_context_get_state(context_.get())) {
        case PA_CONTEXT_READY:
            forget(pa_context_subscribe(context_.get(), PA_SUBSCRIPTION_MASK_SINK, nullptr, nullptr));
            ask_for_sinks();
            open_stream(home_);
            break;
        case PA_CONTEXT_FAILED:
        case PA_CONTEXT_TERMINATED:
            become(BackendState::lost);
            break;
        default:
            break;
        }
    }

    void open_stream(const std::string& device) {
        if (!context_)
            return;
        const pa_sample_spec format{PA_SAMPLE_FLOAT32LE, output_rate, output_channels};
        stream_.reset(pa_stream_new(context_.get(), "dossier", &format, nullptr));
        if (!stream_) {
            become(BackendState::lost);
            return;
        }
        pa_stream_set_state_callback(
            stream_.get(), [](pa_stream*, void* self) { of(self).stream_changed(); }, this);
        pa_stream_set_write_callback(
            stream_.get(), [](pa_stream*, std::size_t bytes, void* self) { of(self).wanted(bytes); }, this);
        pa_stream_set_moved_callback(
            stream_.get(), [](pa_stream*, void* self) { of(self).moved(); }, this);
        pa_buffer_attr buffer{};
        buffer.maxlength = static_cast<uint32_t>(-1);
        buffer.tlength = static_cast<uint32_t>(pa_usec_to_bytes(queue_length, &format));
        buffer.prebuf = 0;
        buffer.minreq = static_cast<uint32_t>(pa_usec_to_bytes(request_length, &format));
        buffer.fragsize = static_cast<uint32_t>(-1);
        const auto flags = static_cast<pa_stream_flags_t>(PA_STREAM_START_CORKED | PA_STREAM_ADJUST_LATENCY);
        opened_by_name_ = !device.empty();
        if (pa_stream_connect_playback(stream_.get(), device.empty() ? nullptr : device.c_str(), &buffer,
                                       flags, nullptr, nullptr) < 0)
            become(BackendState::lost);
    }

    void stream_changed() {
        switch (pa_stream_get_state(stream_.get())) {
        case PA_STREAM_READY:
            was_ready_ = true;
            moved();
            become(BackendState::ready);
            break;
        case PA_STREAM_FAILED:
            // The preferred device is not there, or the one in use was taken away under the stream: any other
            // will do until it comes.
            become(BackendState::lost);
            if (opened_by_name_ || std::exchange(was_ready_, false))
                pa_mainloop_api_once(
                    pa_threaded_mainloop_get_api(loop_.get()),
                    [](pa_mainloop_api*, void* self) { of(self).open_stream({}); }, this);
            break;
        case PA_STREAM_TERMINATED:
            become(BackendState::lost);
            break;
        default:
            break;
        }
    }

    void moved() {
        const char* device = pa_stream_get_device_name(stream_.get());
        {
            const std::lock_guard lock(device_mutex_);
            device_ = device == nullptr ? "" : device;
            if (home_.empty())
                home_ = device_;
            if (device_ != home_)
                forget(pa_context_get_sink_info_by_name(context_.get(), home_.c_str(), &PulseAudio::home_told,
                                                        this));
        }
        moving_ = false;
        last_timing_ = Time(0);
        changed_();
    }

    /// What people call a device, until the server says it.
    void keep_title(const AudioDevice& device) {
        const std::lock_guard lock(device_mutex_);
        if (!device.name.empty() && !device.title.empty())
            titles_.try_emplace(device.name, device.title);
    }
    /// Fails, and changes nothing, as long as that sink is not there.
    void move_to(const std::string& sink) {
        forget(pa_context_move_sink_input_by_name(context_.get(), pa_stream_get_index(stream_.get()),
                                                  sink.c_str(), nullptr, nullptr));
    }
    void ask_for_sinks() {
        forget(pa_context_get_sink_info_list(context_.get(), &PulseAudio::sink_told, this));
    }
    /// Under device_mutex_.
    [[nodiscard]] std::string title_of(const std::string& device) const {
        const auto found = titles_.find(device);
        return found == titles_.end() ? device : found->second;
    }

    /// One sink after the other, then none: lists asked for at the same time come one after the other.
    static void sink_told(pa_context*, const pa_sink_info* sink, int, void* self) {
        if (sink == nullptr) {
            {
                const std::lock_guard lock(of(self).device_mutex_);
                of(self).devices_ = std::exchange(of(self).told_, {});
            }
            of(self).changed_();
            return;
        }
        if (sink->name == nullptr || sink->description == nullptr)
            return;
        const std::lock_guard lock(of(self).device_mutex_);
        of(self).titles_[sink->name] = sink->description;
        of(self).told_.push_back({.name = sink->name, .title = sink->description});
    }

    /// Moved while the old device is still there: somebody wants it so, and it stays.
    static void home_told(pa_context*, const pa_sink_info* sink, int, void* self) {
        if (sink == nullptr || sink->name == nullptr)
            return;
        {
            const std::lock_guard lock(of(self).device_mutex_);
            if (of(self).home_ != sink->name)
                return; // another has been chosen meanwhile
            of(self).home_ = of(self).device_;
        }
        of(self).changed_();
    }

    /// A sink came: the preferred one is taken back; without a stream any is welcome.
    void sinks_changed(pa_subscription_event_type_t event) {
        const auto kind = event & PA_SUBSCRIPTION_EVENT_TYPE_MASK;
        if (kind == PA_SUBSCRIPTION_EVENT_CHANGE)
            return;
        ask_for_sinks();
        if (kind != PA_SUBSCRIPTION_EVENT_NEW)
            return;
        if (state_ == BackendState::lost)
            open_stream(home_);
        else if (preferred_missing() && stream_)
            move_to(home_);
    }

    void wanted(std::size_t bytes) {
        if (!playing_)
            return;
        write(bytes);
        const Time interval = moving_ ? timing_interval : timing_interval_at_start;
        if (clock_.now() - last_timing_ > interval)
            ask_for_timing();
    }

    void write(std::size_t bytes) {
        if (bytes == static_cast<std::size_t>(-1))
            return;
        while (bytes >= frame_bytes) {
            void* memory = nullptr;
            std::size_t room = bytes;
            if (pa_stream_begin_write(stream_.get(), &memory, &room) < 0 || memory == nullptr)
                return;
            const std::size_t frames = std::min(room, bytes) / frame_bytes;
            if (frames == 0) {
                pa_stream_cancel_write(stream_.get());
                return;
            }
            auto* samples = static_cast<float*>(memory);
            const std::size_t silent = std::min(skip_, frames);
            skip_ -= silent;
            std::fill(samples, samples + silent * output_channels, 0.0F);
            session_.fill(samples + silent * output_channels, frames - silent);
            pa_stream_write(stream_.get(), memory, frames * frame_bytes, nullptr, 0, PA_SEEK_RELATIVE);
            bytes -= std::min(bytes, frames * frame_bytes);
        }
    }

    void ask_for_timing() {
        last_timing_ = clock_.now();
        forget(pa_stream_update_timing_info(
            stream_.get(), [](pa_stream*, int success, void* self) { of(self).timed(success != 0); }, this));
    }

    void timed(bool success) {
        pa_usec_t latency = 0;
        int negative = 0;
        if (!success || !playing_ || !stream_ ||
            pa_stream_get_latency(stream_.get(), &latency, &negative) < 0 || negative != 0)
            return;
        const pa_timing_info* timing = pa_stream_get_timing_info(stream_.get());
        const double queued = static_cast<double>(latency) * output_rate / PA_USEC_PER_SEC;
        // Until the sink takes the first sample the queue only waits.
        moving_ = moving_ || (timing != nullptr && timing->playing != 0 &&
                              queued < static_cast<double>(session_.written()));
        session_.publish(queued, clock_.now(), moving_);
    }

    AudioSession& session_;
    BackendChanged changed_;
    SteadyClock clock_;
    std::atomic<BackendState> state_{BackendState::connecting};
    mutable std::mutex device_mutex_;
    // Written under the loop's lock and device_mutex_, read under either.
    std::string home_;   ///< the device asked for, else the first one; taken back when it returns
    std::string device_; ///< in use
    std::map<std::string, std::string> titles_;
    std::vector<AudioDevice> devices_;
    std::vector<AudioDevice> told_; ///< of the list that is arriving

    bool playing_ = false;
    bool moving_ = false; ///< the device takes samples since start()
    bool opened_by_name_ = false;
    bool was_ready_ = false; ///< the stream has played: when it fails, its device went
    std::size_t skip_ = 0;   ///< frames of silence to begin with, see AudioSession::frames_in_flight
    Time last_timing_{0};

    Pulse<pa_threaded_mainloop> loop_;
    Pulse<pa_context> context_;
    Pulse<pa_stream> stream_;
};

} // namespace

std::unique_ptr<AudioBackend> open_pulse_audio(AudioSession& session, const AudioDevice& device,
                                               BackendChanged changed) {
    return std::make_unique<PulseAudio>(session, device, std::move(changed));
}

} // namespace media
