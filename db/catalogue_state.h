// What one open catalogue consists of; shared by the files that implement Catalogue.
#pragma once

#include "db/catalogue.h"
#include "db/folder.h"
#include "db/session.h"

namespace db {

struct Catalogue::State {
    std::filesystem::path folder;
    Author author;
    MediaStore media;
    Presence presence; ///< before the session, so that it outlives the connection
    std::unique_ptr<Session> session;
    std::string read_only_reason;
    std::int64_t commits = 0;
    std::vector<Anchor> anchors; ///< what this machine has seen of the log
    bool anchors_hold = true;    ///< the log still has all of them

    [[nodiscard]] std::filesystem::path anchor_file();
    void read_anchors();
    void keep_anchors() noexcept;
};

template <class Work>
void Catalogue::write(Work&& work) {
    if (read_only())
        throw Error(ErrorKind::read_only, state_->folder.string(),
                    "the catalogue is open for reading only: " + state_->read_only_reason);
    Transaction transaction(*state_->session);
    work(*state_->session);
    transaction.commit();
    ++state_->commits;
}

/// CATALOGUE/catalogue.db
inline std::filesystem::path database_file(const std::filesystem::path& folder) {
    return folder / "catalogue.db";
}

} // namespace db
