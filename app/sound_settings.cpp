#include "app/sound_settings.h"

#include "app/author.h"
#include "dossier/formats/json_text.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace app {

namespace {

using nlohmann::json;

constexpr const char* offsets_key = "sound_offset_ms";
constexpr const char* device_key = "sound_device";
constexpr const char* one_level_key = "sound_one_level";
constexpr std::size_t largest_file = 1U << 20U;

json read_json(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size > largest_file)
        return json::object();
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    json value = formats::parsed_json(text.str());
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
    const auto found = values_.offsets.find(device);
    return std::chrono::milliseconds(found == values_.offsets.end() ? 0 : found->second);
}

std::optional<media::AudioDevice> SoundSettings::device() const {
    const std::scoped_lock lock(mutex_);
    return loaded_ ? std::optional(values_.device.value_or(media::AudioDevice())) : std::nullopt;
}

std::optional<bool> SoundSettings::one_level() const {
    const std::scoped_lock lock(mutex_);
    return loaded_ ? std::optional(values_.one_level.value_or(true)) : std::nullopt;
}

void SoundSettings::set_device(const media::AudioDevice& device) {
    change([&](Values& values) { values.device = device; });
}

void SoundSettings::set_one_level(bool one_level) {
    change([&](Values& values) { values.one_level = one_level; });
}

void SoundSettings::set_offset(const std::string& device, std::chrono::milliseconds offset) {
    change([&](Values& values) {
        values.offsets[device] = static_cast<int>(std::clamp(offset, -most, most).count());
    });
}

void SoundSettings::change(const std::function<void(Values&)>& with) {
    {
        const std::scoped_lock lock(mutex_);
        with(values_);
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
        Values values;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [&] { return dirty_; });
            if (!dirty_)
                return;
            dirty_ = false;
            values = values_;
        }
        try {
            write(values);
        } catch (const std::exception&) {
            // A settings folder that cannot be written: it holds until the program ends.
        }
    }
}

void SoundSettings::read() {
    const json settings = read_json(file_);
    // What has been set meanwhile is newer.
    const std::scoped_lock lock(mutex_);
    if (const auto found = settings.find(offsets_key); found != settings.end() && found->is_object())
        for (const auto& [device, value] : found->items())
            if (value.is_number_integer())
                values_.offsets.emplace(device, static_cast<int>(std::clamp<std::int64_t>(
                                                    value.get<std::int64_t>(), -most.count(), most.count())));
    const auto text = [&](const json& value, const char* key) {
        const auto found = value.find(key);
        return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (const auto found = settings.find(device_key);
        !values_.device && found != settings.end() && found->is_object())
        values_.device = media::AudioDevice{.name = text(*found, "name"), .title = text(*found, "title")};
    if (const auto found = settings.find(one_level_key);
        !values_.one_level && found != settings.end() && found->is_boolean())
        values_.one_level = found->get<bool>();
}

void SoundSettings::write(const Values& values) const {
    // Other settings in the file stay.
    json settings = read_json(file_);
    settings[offsets_key] = json::object();
    for (const auto& [device, offset] : values.offsets)
        if (offset != 0)
            settings[offsets_key][device] = offset;
    if (values.device && values.device->name.empty())
        settings.erase(device_key);
    else if (values.device)
        settings[device_key] = {{"name", values.device->name}, {"title", values.device->title}};
    if (values.one_level)
        settings[one_level_key] = *values.one_level;
    std::filesystem::path temporary = file_;
    temporary += ".new";
    {
        std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
        stream << formats::json_text(settings, 2) << '\n';
        if (!stream.flush())
            return;
    }
    std::error_code error;
    std::filesystem::rename(temporary, file_, error);
}

ChosenSound::ChosenSound(std::function<void()> wake)
    : output_(media::AudioOutput::Options{.wake = std::move(wake)})
    , settings_(config_folder() / "settings.json", [this] {
        if (const std::optional<media::AudioDevice> device = settings_.device();
            device && !device->name.empty())
            output_.set_device(*device);
    }) {}

} // namespace app
