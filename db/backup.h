// A catalogue as one file and back: a tar that other programs can unpack and check by hand.
#pragma once

#include "db/media_store.h"
#include "db/session.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace db {

/// The archive (ustar):
///   backup.txt            "dossier-backup 1", when, heads of the log
///   catalogue.db          the database, one file, no WAL
///   media/ab/abcd...      the objects, named by their SHA-256
///   manifest-sha256.txt   "hash  name" of all of the above: `sha256sum -c manifest-sha256.txt`
/// The manifest comes last: an archive without it is a cut one.

/// Thrown within, and caught, where a CopyProgress says false.
struct CopyCancelled {};
/// false cancels: nothing stays.
using CopyProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

/// Written beside its place and renamed when durable. Objects that are missing or damaged are left out and
/// returned.
std::vector<MediaStore::Finding> write_backup(Session& session, const MediaStore& store,
                                              const std::filesystem::path& file, bool with_media,
                                              const CopyProgress& progress);
/// Into a folder that is empty or not there; all or nothing.
void read_backup(const std::filesystem::path& file, const std::filesystem::path& folder,
                 const CopyProgress& progress);

} // namespace db
