#include "db/backup.h"
#include "db/care.h"
#include "db/catalogue_state.h"
#include "db/log.h"
#include "db/sqlite/checked_file.h"

namespace db {

namespace {

void append(std::vector<Damage>& all, std::vector<Damage> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Names of the files a damaged object came from, so that people know what to import again.
std::string origin(Session& session, const std::string& hash) {
    const auto row = session.one<std::string>("select file_name from media where hash = :1", {hash});
    return row ? std::get<0>(*row) : "";
}

Damage damage_of(Session& session, const MediaStore::Finding& finding) {
    switch (finding.kind) {
    case MediaStore::Finding::Kind::missing:
        return {Damage::Kind::media_missing, finding.hash, origin(session, finding.hash)};
    case MediaStore::Finding::Kind::damaged:
        return {Damage::Kind::media_damaged, finding.hash, origin(session, finding.hash)};
    case MediaStore::Finding::Kind::unreferenced:
        return {Damage::Kind::note, finding.hash, "no record refers to this file"};
    case MediaStore::Finding::Kind::temporary:
        break;
    }
    return {Damage::Kind::note, finding.hash, "a temporary file"};
}

} // namespace

std::vector<Damage> Catalogue::quick_check() {
    std::vector<Damage> found = structure_damage(*state_->session);
    if (!state_->anchors_hold)
        found.push_back({Damage::Kind::log_chain, "log", "the log is not the one this machine has seen"});
    return found;
}

std::vector<Damage> Catalogue::damage_from_outside(const std::filesystem::path& folder) {
    std::vector<Damage> found;
    for (const std::int64_t page : sqlite::damaged_pages(database_file(folder)))
        found.push_back(
            {Damage::Kind::database, "page " + std::to_string(page), "the sum of the page is wrong"});
    return found;
}

std::vector<Damage> Catalogue::verify(const std::function<bool(std::int64_t, std::int64_t)>& progress,
                                      const std::vector<Anchor>& given) {
    Session& session = *state_->session;
    std::vector<Damage> found = database_damage(session, database_file(state_->folder), !read_only());
    append(found, record_damage(session));
    std::vector<Anchor> anchors = given;
    anchors.insert(anchors.end(), state_->anchors.begin(), state_->anchors.end());
    try {
        append(found, verify_log(session, anchors));
    } catch (const Error&) {
        found.push_back({Damage::Kind::database, "log", "a page of this table cannot be read"});
    }
    try {
        for (const MediaStore::Finding& finding : state_->media.verify(referenced_media(), progress))
            found.push_back(damage_of(session, finding));
    } catch (const Error& error) {
        found.push_back({Damage::Kind::database, "media", error.what()});
    }
    return found;
}

std::vector<Damage> Catalogue::backup(const std::filesystem::path& file, bool with_media,
                                      const std::function<bool(std::int64_t, std::int64_t)>& progress) {
    std::vector<Damage> found;
    for (const MediaStore::Finding& finding :
         write_backup(*state_->session, state_->media, file, with_media, progress))
        found.push_back(damage_of(*state_->session, finding));
    return found;
}

void Catalogue::restore(const std::filesystem::path& file, const std::filesystem::path& folder,
                        const std::function<bool(std::int64_t, std::int64_t)>& progress) {
    read_backup(file, folder, progress);
}

} // namespace db
