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

class Session;

enum class Access { read_write, read_only };

/// Who writes, for the edit log.
struct Author {
    std::string user;     ///< login name of the system account
    std::string terminal; ///< stable id of this machine and account, kept in the XDG state folder
    /// Folder outside the catalogue (XDG state) where the heads of the log that this machine has seen are
    /// kept; verify() finds a log that was cut or made anew since. Empty: nothing is kept.
    std::filesystem::path anchors = {};
};

/// A row of the log that somebody keeps elsewhere (a file, the minutes on paper).
struct Anchor {
    std::string terminal;
    std::int64_t sequence = 0;
    std::string hash;
    bool operator==(const Anchor&) const = default;
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

/// One interview from the moment its recording begins. States: "recording", "filed", "recovered", "empty".
struct Recording {
    dossier::RecordingId id;
    dossier::PersonId person;
    std::string state;
    std::string began;            ///< ISO 8601, UTC
    std::string document;         ///< JSON, written by app: devices, place, interviewer, consent ...
    dossier::MaterialId material; ///< what it was filed as
};

/// "Question n begins", saved when its key is pressed.
struct RecordingMark {
    int question = 0;
    double time = 0; ///< seconds on the interview's time line
    std::string at;  ///< ISO 8601, UTC
};

/// One row of the edit log as readers see it. The values of an erased person are empty.
struct LogRow {
    std::string terminal;
    std::int64_t sequence = 0;
    std::string when;
    std::string user;
    std::string code;    ///< dossier::code(edit)
    std::string subject; ///< id
    std::string before;  ///< JSON; photos and long texts as hash
    std::string after;
    /// How the record's document before is had from the one after (difference.h); empty for new records.
    std::string difference;
    std::string hash;
};

/// One catalogue = one connection; use it from one thread at a time (loaders and the save queue open their
/// own). All members throw Error. Paths: `CATALOGUE/catalogue.db` and `media`, `derived`, `recording`,
/// `backup`.
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
    /// Why: "" | "newer" | "medium" | "asked" | "full" (the disk is so full that not even the index of the
    /// write-ahead log fits).
    [[nodiscard]] std::string read_only_reason() const;
    /// The last writer did not close (a crash): quick_check is due.
    [[nodiscard]] bool unclean() const;

    // Writing: one transaction per call, log rows included. Throws dossier::Conflict and Error, then nothing
    // was written. A photo inside a form goes to the media store and becomes its photo_media.
    /// Returns the inverse edits, last first. RemovePerson takes the person's materials out first, each as an
    /// edit of its own, so that the inverse brings them back. Records may refer to each other in any order
    /// within one call; a reference to nothing is foreign_key.
    std::vector<dossier::Edit> apply(std::span<const dossier::Edit> edits);
    /// The rows of the media these edits refer to, in the same transaction (put the objects first).
    std::vector<dossier::Edit> apply(std::span<const dossier::Edit> edits, std::span<const MediaRow> media);
    dossier::Edit apply(const dossier::Edit& edit);
    void put_media_row(const MediaRow& row);
    void set_facts(const std::string& hash, const std::string& facts);
    void log_shown(const ShownRow& row);
    /// Recordings. Each call is durable when it returns and has its row in the log.
    void begin_recording(const Recording& recording);
    void set_recording_document(const dossier::RecordingId& id, const std::string& document);
    void mark_recording(const dossier::RecordingId& id, const RecordingMark& mark);
    /// Edits, media rows and the recording's new state in one transaction: filed once, or not at all.
    void end_recording(const dossier::RecordingId& id, const std::string& state,
                       const dossier::MaterialId& material, std::span<const dossier::Edit> edits,
                       std::span<const MediaRow> media);
    /// Those in the state "recording", oldest first.
    std::vector<Recording> open_recordings();
    std::optional<Recording> recording(const dossier::RecordingId& id);
    /// Those filed as this material, oldest first.
    std::vector<Recording> recordings_of(const dossier::MaterialId& material);
    /// In the order they were made.
    std::vector<RecordingMark> recording_marks(const dossier::RecordingId& id);

    /// Erases a person for good (no dossier may name it): record, materials, media nobody else uses, and the
    /// key of the person's values in the log. The log keeps that it happened. Backups keep what they hold.
    void erase_person(const dossier::PersonId& person);
    /// Makes the search index anew from the records.
    void rebuild_search();

    // Reading.
    std::optional<dossier::Person> person(const dossier::PersonId& id);
    /// By id or by unambiguous name. Throws not_found or ambiguous.
    dossier::Person find_person(const std::string& id_or_name);
    std::vector<dossier::PersonId> persons_named(const std::string& matching_name);
    /// The persons whose form was imported from these bytes.
    std::vector<dossier::PersonId> persons_of_form_bytes(const std::string& hash);
    /// The persons whose form has this identity number (without spaces, in capitals).
    std::vector<dossier::PersonId> persons_of_identity(const std::string& number);
    std::vector<dossier::Material> materials(const dossier::PersonId& person);
    std::optional<dossier::Material> material(const dossier::MaterialId& id);
    std::optional<dossier::Dossier> dossier(const dossier::DossierId& id);
    std::optional<dossier::Meeting> meeting(const dossier::MeetingId& id);
    std::vector<dossier::Meeting> meetings(); ///< newest last, without agenda items
    std::optional<dossier::Meeting> newest_meeting();
    /// By number or title. Throws not_found, ambiguous.
    std::optional<dossier::Meeting> find_meeting(const std::string& number_or_title);
    std::optional<MediaRow> media_row(const std::string& hash);
    /// Every object that has a row: what a record shows, and what the log may bring back.
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

    /// Newest first; of a record, of all records of a person, or (empty) of all.
    std::vector<LogRow> log(const std::string& subject_or_all, int limit);
    /// The last row of each terminal's chain, to be kept elsewhere.
    std::vector<Anchor> log_heads();
    std::vector<ShownRow> shown(const dossier::MeetingId& meeting);
    /// Raised by every committed write of any process: cheap to poll.
    std::int64_t data_version();

    // Care.
    /// The damaged pages of a catalogue that does not open any more, from its file alone.
    static std::vector<Damage> damage_from_outside(const std::filesystem::path& folder);
    /// Database, every media hash, every reference, the log's chains (also against `anchors`); each damage
    /// named. Files nobody refers to and temporary files are notes. `progress` (may be empty) gets bytes of
    /// media and returns false to cancel.
    std::vector<Damage> verify(const std::function<bool(std::int64_t done, std::int64_t total)>& progress,
                               const std::vector<Anchor>& anchors = {});
    std::vector<Damage> quick_check();
    /// One file (a tar, see backup.h): database through the backup API and, unless without_media, every media
    /// object, with a manifest of hashes. It appears under its name when it is complete and durable. Returns
    /// the media objects that are missing or damaged: those are not in it. Throws exists.
    std::vector<Damage> backup(const std::filesystem::path& file, bool with_media,
                               const std::function<bool(std::int64_t, std::int64_t)>& progress);
    /// Makes a catalogue of a backup in a folder that is empty or not there. Every hash is verified before
    /// the catalogue appears. Throws exists, corrupt, not_ours ...; then the folder is as it was.
    static void restore(const std::filesystem::path& file, const std::filesystem::path& folder,
                        const std::function<bool(std::int64_t, std::int64_t)>& progress);

  private:
    struct State;
    explicit Catalogue(std::unique_ptr<State> state);
    /// Carries work(Session&) out in one transaction.
    template <class Work>
    void write(Work&& work);
    std::vector<dossier::Edit> apply_with(std::span<const dossier::Edit> edits,
                                          std::span<const MediaRow> media,
                                          const std::function<void(Session&)>& also);
    std::unique_ptr<State> state_;
};

} // namespace db
