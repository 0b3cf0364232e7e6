// What edits read and write (dossier::Records), as rows; within the caller's transaction.
#pragma once

#include "db/media_store.h"
#include "db/session.h"
#include "dossier/edit.h"

#include <optional>
#include <string>

namespace db {

/// What the last put or remove did, for the log.
struct RecordChange {
    std::string person;                ///< whose key protects the old values; empty for a meeting
    std::optional<std::string> before; ///< the document; none: the record is new
    std::optional<std::string> after;  ///< none: the record is gone
};

/// A photo in a form must be a media object already (Form::photo_media).
class SqlRecords : public dossier::Records {
  public:
    SqlRecords(Session& session, const MediaStore& media)
        : session_(session)
        , media_(media) {}

    std::optional<dossier::Person> person(const dossier::PersonId& id) override;
    std::optional<dossier::Material> material(const dossier::MaterialId& id) override;
    std::optional<dossier::Dossier> dossier(const dossier::DossierId& id) override;
    std::optional<dossier::Meeting> meeting(const dossier::MeetingId& id) override;
    bool person_in_use(const dossier::PersonId& id) override;
    void put(const dossier::Person& person) override;
    void put(const dossier::Material& material) override;
    void put(const dossier::Dossier& dossier) override;
    void put(const dossier::Meeting& meeting) override;
    void remove(const dossier::PersonId& id) override;
    void remove(const dossier::MaterialId& id) override;
    void remove(const dossier::DossierId& id) override;
    void remove(const dossier::MeetingId& id) override;

    [[nodiscard]] const RecordChange& change() const { return change_; }

  private:
    /// The row a record was read from: an edit reads before it writes.
    struct Row {
        std::string id;
        std::int64_t number = 0;
        std::string document;
        std::string person;
        bool there = false;
    };
    void read_person(const std::string& id);
    void read_material(const std::string& id);
    void put_agenda(const dossier::Meeting& meeting);
    void use_media(const std::string& owner, const std::vector<std::string>& hashes, bool is_new);

    Session& session_;
    const MediaStore& media_;
    Row person_;
    Row material_;
    RecordChange change_;
};

/// Valid UTF-8 without NUL, for the columns beside a document.
std::string plain_text(const std::string& text);
/// The media objects a material shows or was made from.
std::vector<std::string> media_of(const dossier::Content& content);
/// Reads a document; a damaged one becomes Error(corrupt, subject).
dossier::Person person_of(const std::string& document, const std::string& id);
dossier::Material material_of(const std::string& document, const std::string& id);
dossier::Dossier dossier_of(const std::string& document, const std::string& id);
dossier::Meeting meeting_of(const std::string& document, const std::string& id);

} // namespace db
