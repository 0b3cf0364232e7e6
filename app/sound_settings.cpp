#include "app/sound_settings.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace app {

namespace {

using nlohmann::json;

constexpr const char* offsets_key = "sound_offset_ms";
constexpr std::size_t largest_file = 1U << 20U;

json read_json(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size > largest_file)
        return json::object();
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    json value = json::parse(text.str(), nullptr, false);
    return value.is_object() ? value : json::object();
}

} // namespace

SoundSettings::SoundSettings(std::filesystem::path file, std::function<void()> wake)
    : file_(std::move(file))
    , wake_(std::move(wake))
    , thread_([this](const std::stop_token& stop) { run(stop); }) {}

SoundSettings::~SoundSettings() {
    thread_.request_stop();
    thread_.join();
}

std::optional<std::chrono::milliseconds> SoundSettings::offset(const std::string& device) const {
    const std::scoped_lock lock(mutex_);
    if (!loaded_)
        return std::nullopt;
    const auto found = offsets_.find(device);
    return std::chrono::milliseconds(found == offsets_.end() ? 0 : found->second);
}

void SoundSettings::set_offset(const std::string& device, std::chrono::milliseconds offset) {
    {
        const std::scoped_lock lock(mutex_);
        offsets_[device] = static_cast<int>(std::clamp(offset, -most, most).count());
        dirty_ = true;
    }
    changed_.notify_all();
}

void SoundSettings::run(const std::stop_token& stop) {
    try {
        read();
    } catch (const std::exception&) {
        // Settings nobody can read are no settings.
    }
    {
        const std::scoped_lock lock(mutex_);
        loaded_ = true;
    }
    wake_();
    while (true) {
        std::map<std::string, int> offsets;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [&] { return dirty_; });
            if (!dirty_)
                return;
            dirty_ = false;
            offsets = offsets_;
        }
        try {
            write(offsets);
        } catch (const std::exception&) {
            // A settings folder that cannot be written: it holds until the program ends.
        }
    }
}

void SoundSettings::read() {
    const json settings = read_json(file_);
    const auto found = settings.find(offsets_key);
    if (found == settings.end() || !found->is_object())
        return;
    const std::scoped_lock lock(mutex_);
    for (const auto& [device, value] : found->items())
        if (value.is_number_integer())
            // What has been set meanwhile is newer.
            offsets_.emplace(device, static_cast<int>(std::clamp<std::int64_t>(value.get<std::int64_t>(),
                                                                               -most.count(), most.count())));
}

void SoundSettings::write(const std::map<std::string, int>& offsets) const {
    // Other settings in the file stay.
    json settings = read_json(file_);
    settings[offsets_key] = json::object();
    for (const auto& [device, offset] : offsets)
        if (offset != 0)
            settings[offsets_key][device] = offset;
    std::filesystem::path temporary = file_;
    temporary += ".new";
    {
        std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
        stream << settings.dump(2, ' ', false, json::error_handler_t::replace) << '\n';
        if (!stream.flush())
            return;
    }
    std::error_code error;
    std::filesystem::rename(temporary, file_, error);
}

} // namespace app
