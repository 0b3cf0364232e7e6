// Start here: one catalogue, opened, migrated and verified; typed queries; every write is one transaction
// with its edit-log rows.
#pragma once

#include "db/error.h"
#include "db/media_store.h"
#include "dossier/edit.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace db {

enum class Access { read_write, read_only };

/// Who writes, for the edit log.
struct Author {
    std::string user;     ///< login name of the system account
    std::string terminal; ///< stable id of this machine and account, kept in the XDG state folder
};

/// One line of a roster or of a search.
struct PersonLine {
    dossier::PersonId id;
    std::string name;
    std::string sex;
    std::string birth;
    std::string present_post;
    bool has_form = false;
};

/// What the catalogue knows of a media object beyond its bytes.
struct MediaRow {
    std::string hash;
    std::int64_t bytes = 0;
    std::string file_name; ///< base name at import
    std::string facts;     ///< JSON of media::ClipFacts, loudness, picture size; written by app
};

/// One problem verify() found.
struct Damage {
    enum class Kind { database, media_missing, media_damaged, reference, log_chain, note };
    Kind kind;
    std::string subject; ///< table and row, hash, log sequence
    std::string detail;
};

/// One row of what was shown when.
struct ShownRow {
    std::string when; ///< ISO 8601, UTC
    dossier::MeetingId meeting;
    dossier::DossierId dossier;
    dossier::MaterialId material;
    std::int64_t material_revision = 0;
    std::string what; ///< "shown", "black", "white", "left"
};

/// One row of the edit log as readers see it.
struct LogRow {
    std::string terminal;
    std::int64_t sequence = 0;
    std::string when;
    std::string user;
    std::string code;    ///< dossier::code(edit)
    std::string subject; ///< id
    std::string before;  ///< JSON; photos and long texts as hash
    std::string after;
    std::string hash;
};

/// One catalogue = one connection; use it from one thread at a time (loaders and the save queue open their
/// own). All members throw Error. Paths: `CATALOGUE/catalogue.db` and the folders of design.md "Storage".
class Catalogue {
  public:
    /// Makes an empty catalogue; the folder may exist if it is empty. Throws exists.
    static Catalogue create(const std::filesystem::path& folder, Author author);
    /// Opens and migrates (after a backup). A newer catalogue, and one on a medium that cannot be written,
    /// opens read only whatever `access` says: see read_only(). Throws not_found, not_ours, corrupt, network,
    /// busy.
    static Catalogue open(const std::filesystem::path& folder, Author author,
                          Access access = Access::read_write);
    Catalogue(Catalogue&&) noexcept;
    Catalogue& operator=(Catalogue&&) noexcept;
    ~Catalogue();

    [[nodiscard]] const std::filesystem::path& folder() const;
    [[nodiscard]] MediaStore& media();
    [[nodiscard]] bool read_only() const;
    /// Why: "" | "newer" | "medium" | "asked".
    [[nodiscard]] std::string read_only_reason() const;
    /// The last writer did not close (a crash): quick_check is due.
    [[nodiscard]] bool unclean() const;

    // Writing: one transaction per call, log rows included. Returns the inverse edits, last first.
    std::vector<dossier::Edit> apply(std::span<const dossier::Edit> edits);
    dossier::Edit apply(const dossier::Edit& edit);
    void put_media_row(const MediaRow& row);
    void set_facts(const std::string& hash, const std::string& facts);
    void log_shown(const ShownRow& row);

    // Reading.
    std::optional<dossier::Person> person(const dossier::PersonId& id);
    /// By id or by unambiguous name. Throws not_found or ambiguous.
    dossier::Person find_person(const std::string& id_or_name);
    std::vector<dossier::PersonId> persons_named(const std::string& matching_name);
    /// The persons whose form was imported from these bytes.
    std::vector<dossier::PersonId> persons_of_form_bytes(const std::string& hash);
    std::vector<dossier::Material> materials(const dossier::PersonId& person);
    std::optional<dossier::Material> material(const dossier::MaterialId& id);
    std::optional<dossier::Dossier> dossier(const dossier::DossierId& id);
    std::optional<dossier::Meeting> meeting(const dossier::MeetingId& id);
    std::vector<dossier::Meeting> meetings(); ///< newest last, without agenda items
    std::optional<dossier::Meeting> newest_meeting();
    /// By number or title. Throws not_found, ambiguous.
    std::optional<dossier::Meeting> find_meeting(const std::string& number_or_title);
    std::optional<MediaRow> media_row(const std::string& hash);
    std::vector<std::string> referenced_media();

    /// Persons in the order they were made, `after` exclusive: pages of a roster.
    std::vector<PersonLine> roster(const std::string& after, int limit);
    std::int64_t person_count();
    /// Names by 1..n Chinese characters anywhere, pinyin (all readings) or initials as prefix; best first.
    std::vector<PersonLine> search(const std::string& text, int limit);
    /// Full text of forms, reports, documents, transcripts.
    struct TextHit {
        dossier::PersonId person;
        dossier::MaterialId material; ///< empty: the form
        std::string snippet;
        double time = -1; ///< of the transcript line; -1 otherwise
    };
    std::vector<TextHit> search_text(const std::string& text, int limit);

    std::vector<LogRow> log(const std::string& subject_or_all, int limit);
    std::vector<ShownRow> shown(const dossier::MeetingId& meeting);
    /// Raised by every committed write of any process: cheap to poll.
    std::int64_t data_version();

    // Care.
    std::vector<Damage> verify(const std::function<bool(std::int64_t done, std::int64_t total)>& progress);
    std::vector<Damage> quick_check();
    /// One file: database (through the backup API) and, unless without_media, every media object.
    void backup(const std::filesystem::path& file, bool with_media,
                const std::function<bool(std::int64_t, std::int64_t)>& progress);
    static void restore(const std::filesystem::path& file, const std::filesystem::path& folder,
                        const std::function<bool(std::int64_t, std::int64_t)>& progress);

  private:
    struct State;
    explicit Catalogue(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace db
