#include "media/capture_spec.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <vector>

namespace media {

namespace fs = std::filesystem;

namespace {

constexpr std::array video_formats{"v4l2", "x11grab", "lavfi"};
constexpr std::array audio_formats{"pulse", "alsa", "lavfi"};

bool known(CaptureKind kind, const std::string& format) {
    const auto& list = kind == CaptureKind::video ? video_formats : audio_formats;
    return std::find(list.begin(), list.end(), format) != list.end();
}

/// "/dev/snd/pcmC1D0c" as ALSA calls it: "hw:1,0". Other paths are names of plugins: as they are.
std::string alsa_name(const std::string& path) {
    unsigned card = 0;
    unsigned device = 0;
    char end = 0;
    if (std::sscanf(path.c_str(), "/dev/snd/pcmC%uD%u%c", &card, &device, &end) == 3 && end == 'c')
        return "hw:" + std::to_string(card) + "," + std::to_string(device);
    return path;
}

bool is_device(const fs::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 && S_ISCHR(status.st_mode);
}

/// In order of their names; a camera with several nodes records from its first.
std::vector<fs::path> files_in(const fs::path& folder, std::string_view prefix, std::string_view suffix) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix) && name.ends_with(suffix) && is_device(entry.path()))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool sound_server_answers() {
    if (const char* server = std::getenv("PULSE_SERVER"); server != nullptr && *server != '\0')
        return true;
    std::error_code ignored;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime != nullptr && fs::exists(fs::path(runtime) / "pulse" / "native", ignored);
}

} // namespace

std::optional<CaptureSpec> parse_capture(CaptureKind kind, std::string_view text) {
    if (text.starts_with('/')) {
        const std::string path(text);
        return kind == CaptureKind::video ? CaptureSpec{kind, "v4l2", path}
                                          : CaptureSpec{kind, "alsa", alsa_name(path)};
    }
    const std::size_t colon = text.find(':');
    const std::string format(text.substr(0, colon));
    const std::string address(colon == std::string_view::npos ? "" : text.substr(colon + 1));
    if (!known(kind, format))
        return std::nullopt;
    if (!address.empty())
        return CaptureSpec{kind, format, address};
    if (format == "pulse" || format == "alsa")
        return CaptureSpec{kind, format, "default"};
    if (const char* display = std::getenv("DISPLAY"); format == "x11grab" && display != nullptr)
        return CaptureSpec{kind, format, display};
    return std::nullopt;
}

std::string text_of(const CaptureSpec& spec) {
    return spec.address.starts_with('/') && spec.format == "v4l2" ? spec.address
                                                                  : spec.format + ":" + spec.address;
}

std::optional<CaptureSpec> default_camera() {
    for (const auto& [folder, prefix, suffix] :
         {std::tuple{"/dev/v4l/by-id", "", "-video-index0"}, std::tuple{"/dev", "video", ""}})
        if (const std::vector<fs::path> found = files_in(folder, prefix, suffix); !found.empty())
            return CaptureSpec{CaptureKind::video, "v4l2", found.front().string()};
    return std::nullopt;
}

std::optional<CaptureSpec> default_microphone() {
    if (sound_server_answers())
        return CaptureSpec{CaptureKind::audio, "pulse", "default"};
    if (!files_in("/dev/snd", "pcm", "c").empty())
        return CaptureSpec{CaptureKind::audio, "alsa", "default"};
    return std::nullopt;
}

} // namespace media
