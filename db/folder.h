// The catalogue's folder: what kind of medium it lies on, who has it open, durable files.
#pragma once

#include "db/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace db {

/// A file descriptor that closes itself.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : number_(number) {}
    Descriptor(Descriptor&& other) noexcept
        : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();
    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_ = -1;
};

/// The Error of an errno; `what` says what could not be done.
Error error_of(int number, const std::string& subject, const std::string& what);

/// open(2) with O_CLOEXEC. Throws Error.
Descriptor open_file(const std::filesystem::path& file, int flags, unsigned mode = 0600);
void write_all(int descriptor, std::string_view bytes, const std::string& subject);
/// Makes the names in a folder durable.
void sync_folder(const std::filesystem::path& folder);
/// Makes everything on the folder's file system durable.
void sync_file_system(const std::filesystem::path& folder);
void make_folder(const std::filesystem::path& folder);
/// Temp + fsync + rename + fsync(folder).
void write_durably(const std::filesystem::path& file, std::string_view bytes);
/// A name for a temporary file beside others; verify and sweep know it by its beginning.
/// How much is read or written at a time, in bytes.
inline constexpr std::size_t file_piece = 1U << 20U;
inline constexpr std::string_view temporary_prefix = "tmp-";
std::string temporary_name();

/// The name of the network file system `folder` lies on, or empty: SQLite's WAL needs shared memory.
std::string network_file_system(const std::filesystem::path& folder);
/// For tests: the kinds statfs and mountinfo name.
std::string network_kind(std::uint64_t statfs_type, std::string_view mount_type);
/// Whether files can be made in the folder (permission and medium).
bool can_write(const std::filesystem::path& folder);

/// Says that a writer is at work. `CATALOGUE/catalogue.lock` holds the word "open" as long as a writer has
/// not closed; each writer holds a shared lock on it. Whoever gets it alone and reads "open" comes after a
/// crash.
class Presence {
  public:
    Presence() = default;
    explicit Presence(const std::filesystem::path& folder);
    Presence(Presence&&) noexcept = default;
    Presence& operator=(Presence&&) noexcept = default;
    ~Presence();
    [[nodiscard]] bool after_a_crash() const { return after_a_crash_; }

  private:
    Descriptor lock_;
    bool after_a_crash_ = false;
};

/// "2024-05-01T08:30:00.123Z"
std::string utc_now();

} // namespace db
