#include "app/recording/rooms.h"

#include "dossier/formats/json_text.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace app::recording {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uintmax_t largest_file = 1U << 20U;

RoomSetup setup_of(const Json& json) {
    RoomSetup setup;
    setup.camera = json.value("camera", "");
    setup.microphone = json.value("microphone", "");
    setup.size = {json.value("width", 0), json.value("height", 0)};
    setup.frame_rate = json.value("rate", 30.0);
    if (setup.frame_rate < 1 || setup.frame_rate > 120)
        setup.frame_rate = 30;
    setup.codec = json.value("codec", "");
    setup.mirror = json.value("mirror", "");
    if (const auto controls = json.find("controls"); controls != json.end() && controls->is_object())
        for (const auto& [name, value] : controls->items())
            if (value.is_number_integer())
                setup.controls[name] = value.get<int>();
    return setup;
}

Json json_of(const RoomSetup& setup) {
    Json json{{"camera", setup.camera},         {"microphone", setup.microphone}, {"width", setup.size.width},
              {"height", setup.size.height},    {"rate", setup.frame_rate},       {"codec", setup.codec},
              {"mirror", setup.mirror.string()}};
    json["controls"] = Json::object();
    for (const auto& [name, value] : setup.controls)
        json["controls"][name] = value;
    return json;
}

} // namespace

Rooms read_rooms(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error || size > largest_file)
        return {};
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    try {
        const Json json = Json::parse(text.str());
        Rooms rooms{.last = json.value("last", "")};
        for (const auto& [name, setup] : json.at("rooms").items())
            rooms.setups[name] = setup_of(setup);
        return rooms;
    } catch (const Json::exception&) {
        return {};
    }
}

bool write_rooms(const std::filesystem::path& file, const Rooms& rooms) {
    Json json{{"last", rooms.last}, {"rooms", Json::object()}};
    for (const auto& [name, setup] : rooms.setups)
        json["rooms"][name] = json_of(setup);
    std::filesystem::path temporary = file;
    temporary += ".new";
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream << formats::json_text(json, 2) << '\n';
    stream.close();
    if (!stream)
        return false;
    std::error_code error;
    std::filesystem::rename(temporary, file, error);
    return !error;
}

} // namespace app::recording
