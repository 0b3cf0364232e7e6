// Sound through SDL, where no pulse server answers; its latency can only be guessed.
#include "media/audio_session.h"

#include <SDL.h>
#include <atomic>

namespace media {
namespace {

constexpr int period_frames = 1024;
/// SDL does not tell what its back end keeps queued; two periods is what ffplay assumes too. The operator
/// corrects the rest per device.
constexpr int periods_queued = 2;

class SdlAudio final : public AudioBackend {
  public:
    SdlAudio(AudioSession& session, const AudioDevice& device, BackendChanged changed)
        : session_(session)
        , preferred_(device.name)
        , changed_(std::move(changed)) {
        initialised_ = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
        if (!initialised_)
            return;
        SDL_AudioSpec wanted{};
        wanted.freq = output_rate;
        wanted.format = AUDIO_F32SYS;
        wanted.channels = output_channels;
        wanted.samples = period_frames;
        wanted.userdata = this;
        wanted.callback = [](void* self, Uint8* bytes, int count) {
            static_cast<SdlAudio*>(self)->fill(bytes, count);
        };
        const char* name = preferred_.empty() ? nullptr : preferred_.c_str();
        id_ = SDL_OpenAudioDevice(name, 0, &wanted, nullptr, 0);
        if (id_ == 0 && name != nullptr) {
            missing_ = true;
            id_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        }
        if (id_ == 0)
            return;
        state_ = BackendState::ready;
        SDL_AddEventWatch(&SdlAudio::watch, this);
    }
    ~SdlAudio() override {
        SDL_DelEventWatch(&SdlAudio::watch, this);
        if (id_ != 0)
            SDL_CloseAudioDevice(id_);
        if (initialised_)
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    SdlAudio(const SdlAudio&) = delete;
    SdlAudio& operator=(const SdlAudio&) = delete;

    void start() override {
        playing_ = true;
        SDL_PauseAudioDevice(id_, 0);
    }
    void stop() override {
        SDL_PauseAudioDevice(id_, 1);
        SDL_LockAudioDevice(id_);
        playing_ = false;
        SDL_UnlockAudioDevice(id_);
    }
    void exclusively(const std::function<void()>& action) override {
        SDL_LockAudioDevice(id_);
        action();
        SDL_UnlockAudioDevice(id_);
    }
    [[nodiscard]] BackendState state() const override { return state_; }
    [[nodiscard]] std::string name() const override { return "sdl"; }
    [[nodiscard]] std::string device() const override { return missing_ ? std::string() : preferred_; }
    [[nodiscard]] bool preferred_missing() const override { return missing_; }
    [[nodiscard]] std::vector<AudioDevice> devices() const override {
        std::vector<AudioDevice> found;
        for (int index = 0; index < (initialised_ ? SDL_GetNumAudioDevices(0) : 0); ++index)
            if (const char* name = SDL_GetAudioDeviceName(index, 0); name != nullptr)
                found.push_back({.name = name, .title = name});
        return found;
    }

  private:
    void fill(Uint8* bytes, int count) {
        auto* samples = reinterpret_cast<float*>(bytes);
        const std::size_t frames = static_cast<std::size_t>(count) / sizeof(float) / output_channels;
        if (!playing_) {
            std::fill(samples, samples + frames * output_channels, 0.0F);
            return;
        }
        session_.fill(samples, frames);
        session_.publish(static_cast<double>(periods_queued * frames), clock_.now(), true);
    }
    /// Called on whichever thread posts the event. SDL goes on calling back after a device is gone.
    static int watch(void* self, SDL_Event* event) {
        auto& audio = *static_cast<SdlAudio*>(self);
        const bool ours = event->type == SDL_AUDIODEVICEREMOVED && event->adevice.which == audio.id_;
        const bool another = event->type == SDL_AUDIODEVICEADDED && audio.missing_;
        const bool about_devices =
            event->type == SDL_AUDIODEVICEADDED || event->type == SDL_AUDIODEVICEREMOVED;
        if (!about_devices || event->adevice.iscapture != 0)
            return 0;
        if (ours || another)
            audio.state_ = BackendState::lost;
        audio.changed_();
        return 0;
    }

    AudioSession& session_;
    std::string preferred_;
    BackendChanged changed_;
    SteadyClock clock_;
    SDL_AudioDeviceID id_ = 0;
    bool initialised_ = false;
    bool missing_ = false;
    std::atomic<bool> playing_{false};
    std::atomic<BackendState> state_{BackendState::lost};
};

} // namespace

std::unique_ptr<AudioBackend> open_sdl_audio(AudioSession& session, const AudioDevice& device,
                                             BackendChanged changed) {
    return std::make_unique<SdlAudio>(session, device, std::move(changed));
}

void leave_sdl_thread() {
    SDL_TLSCleanup();
}

} // namespace media
