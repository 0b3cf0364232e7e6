#include "media/audio_output.h"

#include "media/audio_session.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace media {
namespace {

/// A lost server is tried again this often while something plays, and at every start.
constexpr std::chrono::seconds retry_interval{2};

} // namespace

struct AudioOutput::State {
    explicit State(Options given)
        : options(std::move(given))
        , none(open_no_audio(session))
        , active(none.get())
        , wanted{.name = options.device, .title = {}} {
        session.extra_latency = options.extra_latency.count();
        if (!options.silent)
            control = std::jthread([this] {
                run();
                leave_sdl_thread();
            });
    }
    ~State() {
        {
            const std::lock_guard lock(poke_mutex);
            leave = true;
        }
        poked.notify_all();
        if (control.joinable())
            control.join();
        active->stop();
    }

    /// The back ends' wake-up; takes no lock that is held while they are called.
    void poke() {
        {
            const std::lock_guard lock(poke_mutex);
            poke_pending = true;
        }
        poked.notify_all();
    }

    /// Control thread: opens back ends, so that nobody else waits for a device or a server.
    void run() {
        AudioDevice device = wish();
        install(pulse, open_pulse_audio(session, device, [this] { poke(); }));
        for (;;) {
            bool again = false;
            {
                std::unique_lock lock(poke_mutex);
                const auto ready = [&] { return poke_pending || leave; };
                if (running && lost())
                    again = !poked.wait_for(lock, retry_interval, ready);
                else
                    poked.wait(lock, ready);
                if (leave)
                    return;
                poke_pending = false;
            }
            again = again || retry.exchange(false);
            const bool another = wish() != device;
            device = wish();
            const bool moved = !another || pulse->prefer(device);
            if ((again || !moved) && pulse->state() == BackendState::lost)
                install(pulse, open_pulse_audio(session, device, [this] { poke(); }));
            if (pulse->state() == BackendState::lost &&
                (another || !sdl || sdl->state() == BackendState::lost))
                install(sdl, open_sdl_audio(session, device, [this] { poke(); }));
            choose();
            list();
            if (options.wake)
                options.wake();
        }
    }
    [[nodiscard]] AudioDevice wish() {
        const std::lock_guard lock(poke_mutex);
        return wanted;
    }
    /// Asked here, since a driver may think about it.
    void list() {
        std::vector<AudioDevice> found;
        if (pulse->state() == BackendState::ready)
            found = pulse->devices();
        else if (sdl)
            found = sdl->devices();
        const std::lock_guard lock(mutex);
        devices = std::move(found);
    }
    [[nodiscard]] bool lost() const {
        return pulse->state() == BackendState::lost && (!sdl || sdl->state() == BackendState::lost);
    }

    /// Replaces a back end that is not in use; the old one ends outside the lock.
    void install(std::unique_ptr<AudioBackend>& slot, std::unique_ptr<AudioBackend> made) {
        {
            const std::lock_guard lock(mutex);
            if (active == slot.get() && active != nullptr)
                switch_to(none.get());
            std::swap(slot, made);
        }
        made.reset();
        choose();
    }

    void choose() {
        const std::lock_guard lock(mutex);
        AudioBackend* best = none.get();
        if (pulse && pulse->state() == BackendState::ready)
            best = pulse.get();
        else if (sdl && sdl->state() == BackendState::ready)
            best = sdl.get();
        if (best != active)
            switch_to(best);
    }
    void switch_to(AudioBackend* next) {
        if (running)
            active->stop();
        active = next;
        if (running)
            active->start();
    }

    Options options;
    AudioSession session;
    std::mutex mutex; ///< which back end is in use, who uses it
    std::unique_ptr<AudioBackend> none;
    std::unique_ptr<AudioBackend> pulse;
    std::unique_ptr<AudioBackend> sdl;
    AudioBackend* active;
    std::vector<AudioDevice> devices; ///< under mutex
    User user = 0;
    std::atomic<bool> running{false};
    std::atomic<bool> leave{false};
    std::atomic<bool> retry{false};
    std::mutex poke_mutex;
    std::condition_variable poked;
    bool poke_pending = false;
    AudioDevice wanted; ///< under poke_mutex
    SteadyClock clock;
    std::jthread control;
};

AudioOutput::AudioOutput(Options options)
    : state_(std::make_unique<State>(std::move(options))) {}
AudioOutput::~AudioOutput() = default;

AudioOutput::User AudioOutput::attach(AudioPull pull) {
    const std::lock_guard lock(state_->mutex);
    if (state_->running.exchange(false))
        state_->active->stop();
    state_->active->exclusively([&] {
        state_->session.end();
        state_->session.set_pull(std::move(pull));
    });
    return ++state_->user;
}

void AudioOutput::detach(User user) {
    const std::lock_guard lock(state_->mutex);
    if (user != state_->user)
        return;
    if (state_->running.exchange(false))
        state_->active->stop();
    state_->active->exclusively([&] {
        state_->session.end();
        state_->session.set_pull({});
    });
}

void AudioOutput::start(User user) {
    const std::lock_guard lock(state_->mutex);
    if (user != state_->user || state_->running)
        return;
    state_->active->exclusively([&] { state_->session.begin(); });
    state_->running = true;
    state_->active->start();
    if (!state_->options.silent && state_->active == state_->none.get()) {
        state_->retry = true;
        state_->poke();
    }
}

void AudioOutput::stop(User user) {
    const std::lock_guard lock(state_->mutex);
    if (user != state_->user || !state_->running)
        return;
    state_->running = false;
    state_->active->stop();
    state_->active->exclusively([&] { state_->session.end(); });
}

double AudioOutput::frames_heard() const {
    return state_->session.heard(state_->clock.now());
}

bool AudioOutput::clock_running() const {
    return state_->session.clock_running();
}

void AudioOutput::set_volume(double volume) {
    state_->session.volume = volume;
}

void AudioOutput::set_muted(bool muted) {
    state_->session.muted = muted;
}

void AudioOutput::set_extra_latency(Time latency) {
    state_->session.extra_latency = latency.count();
}

void AudioOutput::set_device(const AudioDevice& device) {
    {
        const std::lock_guard lock(state_->poke_mutex);
        if (state_->wanted == device)
            return;
        state_->wanted = device;
    }
    state_->poke();
}

std::vector<AudioDevice> AudioOutput::devices() const {
    const std::lock_guard lock(state_->mutex);
    return state_->devices;
}

double AudioOutput::volume() const {
    return state_->session.volume;
}

bool AudioOutput::muted() const {
    return state_->session.muted;
}

AudioOutputStatus AudioOutput::status() const {
    const std::lock_guard lock(state_->mutex);
    AudioOutputStatus status;
    if (state_->options.silent)
        return status;
    const AudioBackend& active = *state_->active;
    status.backend = active.name();
    status.device = active.device();
    status.preferred_missing = active.preferred_missing();
    status.title = active.title();
    if (status.preferred_missing)
        status.missing_title = active.missing_title();
    if (!status.backend.empty())
        status.state = state_->running ? AudioOutputState::running : AudioOutputState::idle;
    else
        status.state = state_->pulse && state_->lost() ? AudioOutputState::lost : AudioOutputState::none;
    return status;
}

} // namespace media
