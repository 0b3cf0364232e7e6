#include "app/author.h"

#include "dossier/id.h"

#include <cstdlib>
#include <fstream>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;

fs::path home() {
    if (const char* variable = std::getenv("HOME"); variable != nullptr && *variable != '\0')
        return variable;
    const passwd* entry = getpwuid(getuid());
    return entry != nullptr ? entry->pw_dir : fs::temp_directory_path().string();
}

fs::path own_folder(const char* variable, const char* fallback) {
    const char* value = std::getenv(variable);
    // The base directory specification: a relative path is invalid and ignored.
    const fs::path base = value != nullptr && *value == '/' ? fs::path(value) : home() / fallback;
    const fs::path folder = base / "dossier";
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    chmod(folder.c_str(), 0700);
    return folder;
}

/// Read, or made and kept; a state folder that cannot be written gives a new id each time.
std::string terminal_id() {
    const fs::path file = state_folder() / "terminal";
    std::string id;
    std::ifstream(file) >> id;
    if (dossier::is_uuid(id))
        return id;
    id = dossier::make_uuid7();
    std::ofstream(file) << id << '\n';
    return id;
}

} // namespace

fs::path state_folder() {
    return own_folder("XDG_STATE_HOME", ".local/state");
}

fs::path config_folder() {
    return own_folder("XDG_CONFIG_HOME", ".config");
}

db::Author author() {
    const passwd* entry = getpwuid(getuid());
    return {.user = entry != nullptr ? entry->pw_name : std::to_string(getuid()), .terminal = terminal_id()};
}

} // namespace app
