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
    fs::path folder = base / "dossier";
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    chmod(folder.c_str(), 0700);
    return folder;
}

std::string first_line(const fs::path& file) {
    std::string line;
    std::ifstream stream(file);
    std::getline(stream, line);
    return line;
}

/// Written beside and linked into place: two processes that start at once agree on one id.
std::string kept_terminal(const fs::path& file) {
    std::string id = first_line(file);
    if (dossier::is_uuid(id))
        return id;
    const fs::path temporary = file.string() + "." + std::to_string(getpid());
    std::ofstream(temporary) << dossier::make_uuid7() << '\n';
    std::error_code error;
    if (fs::exists(file, error)) // damaged: replaced
        fs::rename(temporary, file, error);
    else
        fs::create_hard_link(temporary, file, error);
    fs::remove(temporary, error);
    id = first_line(file);
    return dossier::is_uuid(id) ? id : std::string();
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
    const std::string user = entry != nullptr ? entry->pw_name : std::to_string(getuid());
    std::string terminal = kept_terminal(state_folder() / "terminal");
    // A state folder that cannot be written: the same id all the same.
    if (terminal.empty())
        terminal = db::sha256(first_line("/etc/machine-id") + "/" + user).substr(0, 32);
    return {.user = user, .terminal = terminal};
}

} // namespace app
