// Everything a person can change, as values; applying one gives the edit that undoes it.
#pragma once

#include "dossier/meeting.h"
#include "dossier/person.h"
#include "dossier/transcript_change.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace dossier {

/// Makes a person, or restores one exactly as it was.
struct PutPerson {
    Person person;
    bool operator==(const PutPerson&) const = default;
};
/// Takes a person with all its materials out; only valid when no dossier names it.
struct RemovePerson {
    PersonId person;
    bool operator==(const RemovePerson&) const = default;
};
/// One element of the form, typed.
struct SetText {
    PersonId person;
    Field field = Field::name;
    std::string text;
    std::int64_t revision = 0; ///< the revision the writer saw; 0 = whatever it is
    bool operator==(const SetText&) const = default;
};
/// A whole new form (an import, the family table).
struct SetForm {
    PersonId person;
    Form form;
    std::string source;
    std::string form_bytes;
    std::int64_t revision = 0;
    bool operator==(const SetForm&) const = default;
};
struct PutMaterial {
    Material material;
    bool operator==(const PutMaterial&) const = default;
};
/// The material leaves the person's list; the log and the media keep it.
struct RemoveMaterial {
    MaterialId material;
    bool operator==(const RemoveMaterial&) const = default;
};
struct SetMaterialState {
    MaterialId material;
    MaterialState state = MaterialState::entered;
    std::int64_t revision = 0;
    bool operator==(const SetMaterialState&) const = default;
};
struct PutDossier {
    Dossier dossier;
    bool operator==(const PutDossier&) const = default;
};
struct RemoveDossier {
    DossierId dossier;
    bool operator==(const RemoveDossier&) const = default;
};
/// The whole meeting with its agenda, in order.
struct PutMeeting {
    Meeting meeting;
    bool operator==(const PutMeeting&) const = default;
};
struct RemoveMeeting {
    MeetingId meeting;
    bool operator==(const RemoveMeeting&) const = default;
};

/// Cells of a clip's transcript and its state. Small in the log however long the transcript is, for it is
/// saved while people type; it holds as long as the cells and the state it starts from are there, whatever
/// else of the material has changed.
struct SetTranscript {
    MaterialId material;
    CueChange change;
    std::string state_before; ///< ClipContent::transcript_state
    std::string state;
    bool operator==(const SetTranscript&) const = default;
};

using Edit =
    std::variant<PutPerson, RemovePerson, SetText, SetForm, PutMaterial, RemoveMaterial, SetMaterialState,
                 PutDossier, RemoveDossier, PutMeeting, RemoveMeeting, SetTranscript>;

/// Format version of the edits as written to the log; raise it when a struct above changes.
/// 2: questions of a meeting, numbers of chapters; transcripts.
inline constexpr int edit_version = 2;
/// "put person", "set text", ...: the name of the edit in the log.
std::string_view code(const Edit& edit);

/// The edit cannot be done: its subject is gone, or somebody changed it since the writer looked.
struct Conflict : std::runtime_error {
    enum class Kind { missing, stale, still_used };
    Conflict(Kind kind, std::string subject)
        : std::runtime_error("edit conflict on " + subject)
        , kind(kind)
        , subject(std::move(subject)) {}
    Kind kind;
    std::string subject; ///< id of the record
};

/// What edits read and write. The catalogue implements it in SQL within one transaction, tests in memory.
class Records {
  public:
    virtual ~Records() = default;
    virtual std::optional<Person> person(const PersonId& id) = 0;
    virtual std::optional<Material> material(const MaterialId& id) = 0;
    virtual std::optional<Dossier> dossier(const DossierId& id) = 0;
    virtual std::optional<Meeting> meeting(const MeetingId& id) = 0;
    virtual bool person_in_use(const PersonId& id) = 0; ///< some dossier names it
    virtual void put(const Person& person) = 0;
    virtual void put(const Material& material) = 0;
    virtual void put(const Dossier& dossier) = 0;
    virtual void put(const Meeting& meeting) = 0;
    virtual void remove(const PersonId& id) = 0;
    virtual void remove(const MaterialId& id) = 0;
    virtual void remove(const DossierId& id) = 0;
    virtual void remove(const MeetingId& id) = 0;
};

/// Carries `edit` out on `records`, raising the revision of what it changes; returns the edit that undoes it.
/// Throws Conflict, then nothing was written. Text is stored tidy().
Edit apply(Records& records, const Edit& edit);

} // namespace dossier
