#include "app/export/export_files.h"

#include "app/import/tree.h"
#include "app/language.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <stdio.h>
#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 180; // bytes; 255 less a number, an extension and a temporary's ending

[[noreturn]] void refuse(const fs::path& file, int error) {
    if (error == EEXIST)
        throw NotExported(
            tr("{0} exists already, with other contents; it was left as it is.", {shown_path(file)}));
    if (error == ENOSPC || error == EDQUOT)
        throw NotExported(tr("{0} could not be written: the disk is full.", {shown_path(file)}));
    throw NotExported(tr("{0} could not be written: {1}.", {shown_path(file), std::strerror(error)}));
}

bool same_bytes(const fs::path& file, std::string_view bytes) {
    std::ifstream stream(file, std::ios::binary);
    const std::string there{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return stream && there == bytes;
}

/// Under its name when it is complete, and only where that name is free.
void publish(const fs::path& temporary, const fs::path& file) {
    if (renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0)
        return;
    int error = errno;
    // Sticks formatted for other systems know no RENAME_NOREPLACE.
    if (error == EINVAL || error == ENOSYS) {
        if (access(file.c_str(), F_OK) == 0)
            error = EEXIST;
        else if (rename(temporary.c_str(), file.c_str()) == 0)
            return;
        else
            error = errno;
    }
    unlink(temporary.c_str());
    refuse(file, error);
}

fs::path temporary_beside(const fs::path& file) {
    return file.string() + "." + std::to_string(getpid()) + ".part";
}

} // namespace

std::string file_name_of(std::string_view name) {
    std::string safe;
    for (const char32_t c : dossier::code_points(name)) {
        if (c < 0x20 || c == 0x7f)
            continue;
        constexpr std::u32string_view forbidden = U"/\\:*?\"<>|";
        std::string one;
        dossier::append_utf8(one, forbidden.find(c) == std::u32string_view::npos ? c : c + 0xfee0);
        if (safe.size() + one.size() > longest_name)
            break;
        safe += one;
    }
    while (safe.starts_with('.') || safe.starts_with(' '))
        safe.erase(0, 1);
    while (safe.ends_with('.') || safe.ends_with(' '))
        safe.pop_back();
    return safe.empty() ? tr("unnamed") : safe;
}

ExportFolder::ExportFolder(fs::path folder)
    : folder_(std::move(folder)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (!fs::is_directory(folder_, error))
        throw NotExported(tr("The folder {0} could not be made.", {shown_path(folder_)}));
}

std::string ExportFolder::unique(std::string_view name) {
    const std::string base = file_name_of(dossier::matching_name(name));
    std::string candidate = base;
    for (int number = 1; !taken_.insert(candidate).second; ++number)
        candidate = base + std::to_string(number);
    return candidate;
}

void ExportFolder::must_be_free(const fs::path& file) const {
    std::error_code error;
    if (fs::exists(fs::symlink_status(file, error)))
        refuse(file, EEXIST);
}

fs::path ExportFolder::write(const std::string& file_name, std::string_view bytes) {
    fs::path file = folder_ / file_name;
    if (same_bytes(file, bytes))
        return file;
    const fs::path temporary = temporary_beside(file);
    const int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        refuse(file, errno);
    int error = 0;
    for (std::string_view rest = bytes; !rest.empty() && error == 0;) {
        const ssize_t written = ::write(descriptor, rest.data(), rest.size());
        if (written > 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            error = errno;
    }
    if (error == 0 && fsync(descriptor) != 0 && errno != EINVAL)
        error = errno;
    close(descriptor);
    if (error != 0) {
        unlink(temporary.c_str());
        refuse(file, error);
    }
    publish(temporary, file);
    return file;
}

fs::path ExportFolder::copy(const std::string& file_name, const fs::path& source) {
    fs::path file = folder_ / file_name;
    std::error_code error;
    if (fs::exists(file, error) && fs::file_size(file, error) == fs::file_size(source, error)) {
        std::ifstream a(file, std::ios::binary);
        std::ifstream b(source, std::ios::binary);
        if (std::equal(std::istreambuf_iterator<char>(a), {}, std::istreambuf_iterator<char>(b)))
            return file;
    }
    const fs::path temporary = temporary_beside(file);
    if (!fs::copy_file(source, temporary, fs::copy_options::overwrite_existing, error)) {
        fs::remove(temporary);
        refuse(file, error.value());
    }
    fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write, error);
    publish(temporary, file);
    return file;
}

} // namespace app
