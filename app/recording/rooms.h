// What was chosen for each room where interviews are recorded: devices, picture, camera controls.
#pragma once

#include "media/picture.h"

#include <filesystem>
#include <map>
#include <string>

namespace app::recording {

/// Specs as `dossier record` takes them; empty = the first camera, the default microphone; "none" = none.
struct RoomSetup {
    std::string camera;
    std::string microphone;
    media::Size size; ///< 0x0: as the camera likes
    double frame_rate = 30;
    std::string codec; ///< of the sound: "aac" (also when empty), "opus"
    std::filesystem::path mirror;
    std::map<std::string, int> controls; ///< of the camera, by name
    bool operator==(const RoomSetup&) const = default;
};

/// By the room's name, which is also the recording's place.
struct Rooms {
    std::string last; ///< used last
    std::map<std::string, RoomSetup> setups;
    bool operator==(const Rooms&) const = default;
};

/// Nothing where the file is missing or damaged: settings nobody can read are no settings.
Rooms read_rooms(const std::filesystem::path& file);
/// In place of the old file in one step. False: it could not be written, and the old one is as it was.
bool write_rooms(const std::filesystem::path& file, const Rooms& rooms);

} // namespace app::recording
