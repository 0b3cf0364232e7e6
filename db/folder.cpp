#include "db/folder.h"

#include "dossier/id.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace db {

namespace fs = std::filesystem;

Descriptor::~Descriptor() {
    if (number_ >= 0)
        ::close(number_);
}

Error error_of(int number, const std::string& subject, const std::string& what) {
    ErrorKind kind = ErrorKind::other;
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        kind = ErrorKind::full;
        break;
    case EACCES:
    case EPERM:
        kind = ErrorKind::denied;
        break;
    case EROFS:
        kind = ErrorKind::read_only;
        break;
    case ENOENT:
    case ENOTDIR:
        kind = ErrorKind::not_found;
        break;
    case EEXIST:
    case ENOTEMPTY:
        kind = ErrorKind::exists;
        break;
    case EIO:
        kind = ErrorKind::corrupt;
        break;
    default:
        break;
    }
    return {kind, subject, what + ": " + std::strerror(number)};
}

Descriptor open_file(const fs::path& file, int flags, unsigned mode) {
    Descriptor descriptor(::open(file.c_str(), flags | O_CLOEXEC, mode));
    if (!descriptor)
        throw error_of(errno, file.string(), "cannot open");
    return descriptor;
}

void write_all(int descriptor, std::string_view bytes, const std::string& subject) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throw error_of(errno, subject, "cannot write");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync_folder(const fs::path& folder) {
    const Descriptor descriptor = open_file(folder, O_RDONLY | O_DIRECTORY);
    if (::fsync(descriptor.get()) != 0 && errno != EINVAL)
        throw error_of(errno, folder.string(), "cannot sync the folder");
}

void sync_file_system(const fs::path& folder) {
    const Descriptor descriptor = open_file(folder, O_RDONLY | O_DIRECTORY);
    if (::syncfs(descriptor.get()) != 0)
        throw error_of(errno, folder.string(), "cannot sync the file system");
}

void make_folder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw error_of(errno, folder.string(), "cannot make the folder");
}

std::string temporary_name() {
    return std::string(temporary_prefix) + dossier::make_uuid7();
}

void write_durably(const fs::path& file, std::string_view bytes) {
    const fs::path temporary = file.parent_path() / temporary_name();
    try {
        const Descriptor descriptor = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL);
        write_all(descriptor.get(), bytes, file.string());
        if (::fsync(descriptor.get()) != 0)
            throw error_of(errno, file.string(), "cannot sync");
        if (::rename(temporary.c_str(), file.c_str()) != 0)
            throw error_of(errno, file.string(), "cannot rename");
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    sync_folder(file.parent_path());
}

std::string network_kind(std::uint64_t statfs_type, std::string_view mount_type) {
    switch (statfs_type & 0xffffffffU) {
    case 0x6969:
        return "nfs";
    case 0x517b:
        return "smb";
    case 0xff534d42:
        return "cifs";
    case 0xfe534d42:
        return "smb2";
    case 0x5346414f:
    case 0x6b414653:
        return "afs";
    case 0x73757245:
        return "coda";
    case 0x564c:
        return "ncp";
    case 0x00c36400:
        return "ceph";
    case 0x0bd00bd0:
        return "lustre";
    case 0x01161970:
        return "gfs2";
    case 0x7461636f:
        return "ocfs2";
    default:
        break;
    }
    // FUSE has one number for local and for remote file systems; the mount says which one it is.
    for (const std::string_view remote :
         {"fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.davfs",
          "fuse.curlftpfs", "fuse.ceph", "davfs", "fuse.cifs", "fuse.smbnetfs"})
        if (mount_type == remote)
            return std::string(remote);
    return "";
}

namespace {

/// Type of the mount the device number belongs to (/proc/self/mountinfo: "36 35 98:0 / /mnt opts - type
/// ...").
std::string mount_type_of(const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0)
        return "";
    const std::string device =
        std::to_string(major(status.st_dev)) + ":" + std::to_string(minor(status.st_dev));
    std::ifstream mounts("/proc/self/mountinfo");
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream fields(line);
        std::string id, parent, numbers;
        fields >> id >> parent >> numbers;
        const std::size_t dash = line.find(" - ");
        if (numbers == device && dash != std::string::npos)
            return line.substr(dash + 3, line.find(' ', dash + 3) - dash - 3);
    }
    return "";
}

} // namespace

std::string network_file_system(const fs::path& folder) {
    struct statfs status {};
    if (::statfs(folder.c_str(), &status) != 0)
        return "";
    return network_kind(static_cast<std::uint64_t>(status.f_type), mount_type_of(folder));
}

bool can_write(const fs::path& folder) {
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

Presence::Presence(const fs::path& folder)
    : lock_(open_file(folder / "catalogue.lock", O_RDWR | O_CREAT)) {
    if (::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) {
        char mark = 0;
        after_a_crash_ = ::pread(lock_.get(), &mark, 1, 0) == 1;
        // Durable, so that a power cut is seen too. A full disk must not keep anybody from opening.
        if (!after_a_crash_ && ::pwrite(lock_.get(), "open\n", 5, 0) == 5)
            ::fdatasync(lock_.get());
    }
    while (::flock(lock_.get(), LOCK_SH) != 0 && errno == EINTR) {
    }
}

Presence::~Presence() {
    // The last writer to close takes the word away.
    if (lock_ && ::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) {
        if (::ftruncate(lock_.get(), 0) == 0)
            ::fdatasync(lock_.get());
    }
}

std::string utc_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[80];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(milliseconds % 1000));
    return text;
}

} // namespace db
