#include "app/import/file_bytes.h"

#include "app/language.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {

namespace {

struct Descriptor {
    explicit Descriptor(int number)
        : number(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number >= 0)
            close(number);
    }
    int number;
};

[[noreturn]] void refuse(int error) {
    if (error == ENOENT || error == ENOTDIR)
        throw NotImported(tr("not imported: gone since the folder was read"));
    if (error == EACCES || error == EPERM)
        throw NotImported(tr("not imported: may not be read by this account"));
    throw NotImported(tr("not imported: cannot be read ({0})", {std::strerror(error)}));
}

} // namespace

std::string file_bytes(const std::filesystem::path& file, std::size_t limit) {
    const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (descriptor.number < 0)
        refuse(errno);
    struct stat facts {};
    if (fstat(descriptor.number, &facts) != 0)
        refuse(errno);
    if (!S_ISREG(facts.st_mode))
        throw NotImported(tr("not imported: neither a file nor a folder"));
    if (static_cast<std::uint64_t>(facts.st_size) > limit)
        throw NotImported(tr("not imported: too large for this kind of file"));
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t got = read(descriptor.number, bytes.data() + at, bytes.size() - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            refuse(errno);
        if (got == 0) // became shorter meanwhile
            break;
        at += static_cast<std::size_t>(got);
    }
    bytes.resize(at);
    return bytes;
}

} // namespace app
