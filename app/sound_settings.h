// What the operator has set about sound, remembered in the settings folder: per device by its name, and for
// all.
#pragma once

#include "media/audio_output.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace app {

/// How much later the sound of a device is heard than it says, which device was chosen, and whether every
/// recording is played at one loudness. Reads and writes on a thread of its own; what
/// cannot be read or written is only not remembered. Members may be called from any thread and never wait for
/// the disk; the destructor writes what is left.
class SoundSettings {
  public:
    static constexpr std::chrono::milliseconds most{1000};

    /// `wake` is called from the thread once the file has been read.
    SoundSettings(std::filesystem::path file, std::function<void()> wake);
    ~SoundSettings();
    SoundSettings(const SoundSettings&) = delete;
    SoundSettings& operator=(const SoundSettings&) = delete;

    /// Nothing before the file has been read; 0 for a device nobody has set.
    [[nodiscard]] std::optional<std::chrono::milliseconds> offset(const std::string& device) const;
    /// Kept within -most..most.
    void set_offset(const std::string& device, std::chrono::milliseconds offset);
    /// Nothing before the file has been read; no name where the default device is as good as any.
    [[nodiscard]] std::optional<media::AudioDevice> device() const;
    void set_device(const media::AudioDevice& device);
    /// Nothing before the file has been read; true where nobody has set it.
    [[nodiscard]] std::optional<bool> one_level() const;
    void set_one_level(bool one_level);

  private:
    struct Values {
        std::map<std::string, int> offsets; ///< milliseconds
        std::optional<media::AudioDevice> device;
        std::optional<bool> one_level;
    };
    void run(const std::stop_token& stop);
    void read();
    void write(const Values& values) const;
    void change(const std::function<void(Values&)>& with);

    std::filesystem::path file_;
    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    Values values_; ///< under mutex_, as the next two
    bool loaded_ = false;
    bool dirty_ = false;
    std::jthread thread_; // last: it uses everything above
};

/// A sound output on the device the operator chose for presenting, once the settings are read.
class ChosenSound {
  public:
    explicit ChosenSound(std::function<void()> wake);
    [[nodiscard]] media::AudioOutput* output() { return &output_; }

  private:
    media::AudioOutput output_;
    SoundSettings settings_; // last: its thread uses the output
};

} // namespace app
