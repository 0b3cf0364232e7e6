#include "db/media_store.h"

#include "db/folder.h"
#include "db/sha256.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace db {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t few = 3; ///< folders that are synced one by one

struct Copied {
    std::string hash;
    std::int64_t bytes = 0;
};

Descriptor open_source(const fs::path& file) {
    // O_NONBLOCK: a pipe must not hold the import up.
    Descriptor source = open_file(file, O_RDONLY | O_NONBLOCK);
    struct stat status {};
    if (::fstat(source.get(), &status) != 0 || !S_ISREG(status.st_mode))
        throw Error(ErrorKind::not_found, file.string(), "not a regular file");
    return source;
}

std::size_t read_some(int descriptor, std::string& buffer, const std::string& subject,
                      const std::atomic<bool>* stop = nullptr) {
    for (;;) {
        if (stop != nullptr && *stop)
            throw Error(ErrorKind::stopped, subject, "stopped while reading");
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            throw error_of(errno, subject, "cannot read");
    }
}

Copied copy_and_hash(int from, int to, const std::string& subject, const std::string& target,
                     const std::atomic<bool>* stop) {
    struct stat status {};
    // A disk that is too small says so before a long copy; file systems without fallocate say it later.
    if (::fstat(from, &status) == 0 && status.st_size > static_cast<off_t>(file_piece) &&
        ::fallocate(to, FALLOC_FL_KEEP_SIZE, 0, status.st_size) != 0 && (errno == ENOSPC || errno == EFBIG))
        throw error_of(errno, target, "cannot write");
    Sha256 hash;
    Copied copied;
    std::string buffer(file_piece, '\0');
    while (const std::size_t got = read_some(from, buffer, subject, stop)) {
        hash.add(buffer.data(), got);
        write_all(to, {buffer.data(), got}, target);
        copied.bytes += static_cast<std::int64_t>(got);
    }
    copied.hash = hash.hex();
    return copied;
}

bool is_temporary(const fs::path& file) {
    return file.filename().string().starts_with(temporary_prefix);
}

} // namespace

std::string sha256_of_file(const fs::path& file, const std::atomic<bool>* stop) {
    const Descriptor source = open_source(file);
    Sha256 hash;
    std::string buffer(file_piece, '\0');
    while (const std::size_t got = read_some(source.get(), buffer, file.string(), stop))
        hash.add(buffer.data(), got);
    return hash.hex();
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

MediaStore::Batch::Batch(MediaStore& store, const std::atomic<bool>* stop)
    : store_(store)
    , stop_(stop) {}

MediaStore::Batch::~Batch() {
    for (const auto& [hash, item] : items_)
        if (!item.temporary.empty())
            ::unlink(item.temporary.c_str());
}

std::string MediaStore::Batch::put_file(const fs::path& file) {
    const Descriptor source = open_source(file);
    const fs::path temporary = store_.catalogue_ / "media" / temporary_name();
    try {
        const Descriptor target = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL);
        const Copied copied =
            copy_and_hash(source.get(), target.get(), file.string(), store_.catalogue_.string(), stop_);
        return keep(temporary, copied.hash, copied.bytes);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

std::string MediaStore::Batch::link_file(const fs::path& file,
                                         const std::function<void(std::int64_t)>& read) {
    const fs::path temporary = store_.catalogue_ / "media" / temporary_name();
    if (::link(file.c_str(), temporary.c_str()) != 0)
        return put_file(file);
    try {
        const Descriptor source = open_source(temporary);
        Sha256 hash;
        std::int64_t bytes = 0;
        std::string buffer(file_piece, '\0');
        while (const std::size_t got = read_some(source.get(), buffer, file.string(), stop_)) {
            hash.add(buffer.data(), got);
            bytes += static_cast<std::int64_t>(got);
            if (read)
                read(bytes);
        }
        return keep(temporary, hash.hex(), bytes);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

std::string MediaStore::Batch::put_bytes(std::string_view bytes) {
    std::string hash = sha256(bytes);
    if (items_.contains(hash))
        return hash;
    const fs::path temporary = store_.catalogue_ / "media" / temporary_name();
    try {
        const Descriptor target = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL);
        write_all(target.get(), bytes, store_.catalogue_.string());
        return keep(temporary, hash, static_cast<std::int64_t>(bytes.size()));
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

std::string MediaStore::Batch::keep(const fs::path& temporary, const std::string& hash, std::int64_t bytes) {
    std::error_code error;
    // An object of another size is damaged; the new one takes its place.
    const bool there = items_.contains(hash) ||
                       fs::file_size(store_.path(hash), error) == static_cast<std::uintmax_t>(bytes);
    if (there)
        ::unlink(temporary.c_str());
    items_.try_emplace(hash, Item{there ? fs::path() : temporary, bytes});
    return hash;
}

std::int64_t MediaStore::Batch::size_of(const std::string& hash) const {
    const auto item = items_.find(hash);
    return item == items_.end() ? -1 : item->second.bytes;
}

/// A sync per file and per folder makes the disk empty its cache each time (2 ms a file); from a few files on
/// the whole file system is synced twice instead: the bytes before they get their names, then the names.
void MediaStore::Batch::commit() {
    std::vector<std::pair<std::string, Descriptor>> fresh;
    std::set<fs::path> folders;
    for (const auto& [hash, item] : items_) {
        // What was there may have come from a process that has not synced its folder yet.
        folders.insert(store_.path(hash).parent_path());
        if (item.temporary.empty())
            continue;
        Descriptor file = open_file(item.temporary, O_RDONLY);
        if (::fchmod(file.get(), 0440) != 0)
            throw error_of(errno, store_.catalogue_.string(), "cannot protect an object");
        fresh.emplace_back(hash, std::move(file));
    }
    for (const fs::path& folder : folders)
        make_folder(folder);
    const fs::path root = store_.catalogue_ / "media";
    const bool many = folders.size() > few;
    if (many)
        sync_file_system(root);
    else
        for (const auto& [hash, file] : fresh)
            if (::fdatasync(file.get()) != 0)
                throw error_of(errno, store_.catalogue_.string(), "cannot sync an object");
    for (const auto& [hash, file] : fresh) {
        if (::rename(items_[hash].temporary.c_str(), store_.path(hash).c_str()) != 0)
            throw error_of(errno, store_.catalogue_.string(), "cannot rename an object");
        items_[hash].temporary.clear();
    }
    if (many) {
        sync_file_system(root);
    } else {
        for (const fs::path& folder : folders)
            sync_folder(folder);
        sync_folder(root);
    }
    items_.clear();
}

MediaStore::MediaStore(fs::path catalogue)
    : catalogue_(std::move(catalogue)) {}

std::string MediaStore::put_file(const fs::path& file) {
    return put_files({file}).front();
}

std::string MediaStore::put_bytes(std::string_view bytes) {
    Batch batch(*this);
    std::string hash = batch.put_bytes(bytes);
    batch.commit();
    return hash;
}

std::vector<std::string> MediaStore::put_files(const std::vector<fs::path>& files) {
    Batch batch(*this);
    std::vector<std::string> hashes;
    hashes.reserve(files.size());
    for (const fs::path& file : files)
        hashes.push_back(batch.put_file(file));
    batch.commit();
    return hashes;
}

fs::path MediaStore::path(const std::string& hash) const {
    if (!is_hash(hash))
        throw Error(ErrorKind::not_found, hash, "not the name of a media object");
    return catalogue_ / "media" / hash.substr(0, 2) / hash;
}

bool MediaStore::has(const std::string& hash) const {
    std::error_code error;
    return is_hash(hash) && fs::is_regular_file(path(hash), error);
}

std::int64_t MediaStore::size_of(const std::string& hash) const {
    std::error_code error;
    const auto size = is_hash(hash) ? fs::file_size(path(hash), error) : 0;
    return error || !is_hash(hash) ? -1 : static_cast<std::int64_t>(size);
}

std::string MediaStore::read(const std::string& hash, std::size_t limit) const {
    const Descriptor file = open_source(path(hash));
    std::string bytes;
    std::string buffer(64 * 1024, '\0');
    while (const std::size_t got = read_some(file.get(), buffer, hash)) {
        if (got > limit - bytes.size())
            throw Error(ErrorKind::full, hash, "the media object is too large to be read whole");
        bytes.append(buffer, 0, got);
    }
    return bytes;
}

fs::path MediaStore::derived_path(const std::string& hash, const std::string& what) const {
    if (!is_hash(hash) || what.empty() || what.find('/') != std::string::npos)
        throw Error(ErrorKind::not_found, hash, "not the name of a derivative");
    return catalogue_ / "derived" / hash.substr(0, 2) / (hash + "." + what);
}

void MediaStore::put_derived(const std::string& hash, const std::string& what, std::string_view bytes) {
    const fs::path file = derived_path(hash, what);
    make_folder(catalogue_ / "derived");
    make_folder(file.parent_path());
    const fs::path temporary = file.parent_path() / temporary_name();
    try {
        const Descriptor target = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL);
        write_all(target.get(), bytes, file.string());
        if (::rename(temporary.c_str(), file.c_str()) != 0)
            throw error_of(errno, file.string(), "cannot rename");
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

fs::path MediaStore::derived_temporary(const std::string& hash) const {
    const fs::path folder = derived_path(hash, "x").parent_path();
    make_folder(catalogue_ / "derived");
    make_folder(folder);
    return folder / temporary_name();
}

void MediaStore::keep_derived(const std::string& hash, const std::string& what, const fs::path& temporary) {
    const fs::path file = derived_path(hash, what);
    const Descriptor written = open_file(temporary, O_RDONLY);
    if (::fchmod(written.get(), 0600) != 0 || ::fdatasync(written.get()) != 0)
        throw error_of(errno, file.string(), "cannot sync");
    if (::rename(temporary.c_str(), file.c_str()) != 0)
        throw error_of(errno, file.string(), "cannot rename");
    sync_folder(file.parent_path());
}

void MediaStore::remove(const std::string& hash) {
    std::error_code error;
    fs::remove(path(hash), error);
    const fs::path beside = catalogue_ / "derived" / hash.substr(0, 2);
    for (const auto& entry : fs::directory_iterator(beside, error))
        if (entry.path().filename().string().starts_with(hash + "."))
            fs::remove(entry.path(), error);
}

void MediaStore::sweep() const {
    std::error_code error;
    const auto remove_if_old = [](const fs::path& file) {
        struct stat status {};
        const bool old =
            ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
            std::chrono::system_clock::now() - std::chrono::system_clock::from_time_t(status.st_mtime) >
                std::chrono::hours(24);
        if (old && is_temporary(file))
            ::unlink(file.c_str());
    };
    for (const auto& entry : fs::directory_iterator(catalogue_, error)) // of a creation that was killed
        remove_if_old(entry.path());
    for (const char* folder : {"media", "derived", "backup"})
        for (auto entry = fs::recursive_directory_iterator(catalogue_ / folder, error);
             !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
            remove_if_old(entry->path());
}

std::vector<MediaStore::Finding>
MediaStore::verify(const std::vector<std::string>& referenced,
                   const std::function<bool(std::int64_t, std::int64_t)>& progress) const {
    std::vector<Finding> findings;
    const std::set<std::string> wanted(referenced.begin(), referenced.end());
    std::error_code error;
    std::int64_t total = 0;
    for (const std::string& hash : wanted)
        if (const auto size = has(hash) ? fs::file_size(path(hash), error) : 0; !error)
            total += static_cast<std::int64_t>(size);
    std::int64_t done = 0;
    std::string buffer(file_piece, '\0');
    for (const std::string& hash : wanted) {
        if (!has(hash)) {
            findings.push_back({Finding::Kind::missing, hash});
            continue;
        }
        try {
            const Descriptor file = open_source(path(hash));
            Sha256 sum;
            while (const std::size_t got = read_some(file.get(), buffer, hash)) {
                sum.add(buffer.data(), got);
                done += static_cast<std::int64_t>(got);
                if (progress && !progress(done, std::max(done, total)))
                    return findings;
            }
            if (sum.hex() != hash)
                findings.push_back({Finding::Kind::damaged, hash});
        } catch (const Error&) { // an unreadable sector is damage like any other
            findings.push_back({Finding::Kind::damaged, hash});
        }
    }
    for (auto entry = fs::recursive_directory_iterator(catalogue_ / "media", error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!entry->is_directory(error) && !wanted.contains(name))
            findings.push_back(
                {is_temporary(name) ? Finding::Kind::temporary : Finding::Kind::unreferenced, name});
    }
    return findings;
}

} // namespace db
