#include "db/catalogue_state.h"
#include "db/log.h"
#include "db/records.h"
#include "db/search.h"
#include "dossier/person.h"

#include <algorithm>
#include <charconv>

namespace db {

namespace {

using dossier::MaterialId;
using dossier::MeetingId;
using dossier::PersonId;

std::vector<PersonId> person_ids(Session& session, const std::string& where, const std::string& value) {
    std::vector<PersonId> ids;
    for (std::string& id :
         session.column<std::string>("select id from person where " + where + " order by id", {value}))
        ids.push_back({std::move(id)});
    return ids;
}

} // namespace

std::optional<dossier::Person> Catalogue::person(const PersonId& id) {
    return SqlRecords(*state_->session, state_->media).person(id);
}

dossier::Person Catalogue::find_person(const std::string& id_or_name) {
    const Snapshot snapshot(*state_->session);
    if (std::optional<dossier::Person> found = person({id_or_name}))
        return std::move(*found);
    const std::vector<PersonId> ids = persons_named(dossier::matching_name(id_or_name));
    if (ids.empty())
        throw Error(ErrorKind::not_found, id_or_name, "no such person");
    if (ids.size() > 1)
        throw Error(ErrorKind::ambiguous, id_or_name, "several persons have this name");
    return person(ids.front()).value();
}

std::vector<PersonId> Catalogue::persons_named(const std::string& matching_name) {
    return person_ids(*state_->session, "name = :1", plain_text(matching_name));
}

std::vector<PersonId> Catalogue::persons_of_form_bytes(const std::string& hash) {
    return hash.empty() ? std::vector<PersonId>{}
                        : person_ids(*state_->session, "form_bytes <> '' and form_bytes = :1", hash);
}

std::vector<PersonId> Catalogue::persons_of_identity(const std::string& number) {
    return number.empty() ? std::vector<PersonId>{}
                          : person_ids(*state_->session, "identity <> '' and identity = :1", number);
}

std::vector<dossier::Material> Catalogue::materials(const PersonId& person) {
    std::vector<dossier::Material> list;
    state_->session->each<std::string, std::string>(
        "select id, document from material where person = :1 order by id", {person.text},
        [&](const std::string& id, const std::string& document) {
            list.push_back(material_of(document, id));
        });
    return list;
}

std::optional<dossier::Material> Catalogue::material(const MaterialId& id) {
    return SqlRecords(*state_->session, state_->media).material(id);
}
std::optional<dossier::Dossier> Catalogue::dossier(const dossier::DossierId& id) {
    return SqlRecords(*state_->session, state_->media).dossier(id);
}
std::optional<dossier::Meeting> Catalogue::meeting(const MeetingId& id) {
    return SqlRecords(*state_->session, state_->media).meeting(id);
}

std::vector<dossier::Meeting> Catalogue::meetings() {
    std::vector<dossier::Meeting> list;
    state_->session->each<std::string, std::string>("select id, document from meeting order by number", {},
                                                    [&](const std::string& id, const std::string& document) {
                                                        list.push_back(meeting_of(document, id));
                                                        list.back().items.clear();
                                                    });
    return list;
}

std::optional<dossier::Meeting> Catalogue::newest_meeting() {
    const auto row = state_->session->one<std::string>("select id from meeting order by number desc limit 1");
    return row ? meeting({std::get<0>(*row)}) : std::nullopt;
}

std::optional<dossier::Meeting> Catalogue::find_meeting(const std::string& number_or_title) {
    Session& session = *state_->session;
    const Snapshot snapshot(session);
    const std::string wanted = plain_text(number_or_title);
    std::vector<std::string> ids =
        session.column<std::string>("select id from meeting where title = :1 order by number", {wanted});
    std::int64_t number = 0;
    const char* end = wanted.data() + wanted.size();
    const bool is_number = std::from_chars(wanted.data(), end, number).ptr == end && !wanted.empty();
    // A title wins over a number only where nobody could mean the number.
    if (is_number) {
        std::vector<std::string> numbered =
            session.column<std::string>("select id from meeting where number = :1", {number});
        if (!numbered.empty())
            ids = std::move(numbered);
    }
    if (ids.empty())
        ids = session.column<std::string>("select id from meeting where id = :1", {wanted});
    if (ids.empty())
        throw Error(ErrorKind::not_found, number_or_title, "no such meeting");
    if (ids.size() > 1)
        throw Error(ErrorKind::ambiguous, number_or_title, "several meetings have this title");
    return meeting({ids.front()});
}

std::optional<MediaRow> Catalogue::media_row(const std::string& hash) {
    std::optional<MediaRow> found;
    state_->session->each<std::int64_t, std::string, std::string>(
        "select bytes, file_name, facts from media where hash = :1", {hash},
        [&](std::int64_t bytes, const std::string& file_name, const std::string& facts) {
            found = MediaRow{hash, bytes, file_name, facts};
        });
    return found;
}

std::vector<std::string> Catalogue::referenced_media() {
    return state_->session->column<std::string>("select hash from media order by hash");
}

std::vector<PersonLine> Catalogue::roster(const std::string& after, int limit) {
    std::vector<PersonLine> lines;
    using Text = std::string;
    state_->session->each<Text, Text, Text, Text, Text, std::int64_t>(
        "select id, name, sex, birth, present_post, has_form from person where id > :1 order by id limit :2",
        {after, std::int64_t{limit}},
        [&](const Text& id, const Text& name, const Text& sex, const Text& birth, const Text& post,
            std::int64_t has_form) {
            lines.push_back({PersonId{id}, name, sex, birth, post, has_form != 0});
        });
    return lines;
}

std::int64_t Catalogue::person_count() {
    return state_->session->value<std::int64_t>(
        "select cast(value as integer) from meta where key = 'persons'");
}

std::vector<PersonLine> Catalogue::search(const std::string& text, int limit) {
    return search_names(*state_->session, text, limit);
}

std::vector<Catalogue::TextHit> Catalogue::search_text(const std::string& text, int limit) {
    return search_texts(*state_->session, text, limit);
}

std::vector<LogRow> Catalogue::log(const std::string& subject_or_all, int limit) {
    const Snapshot snapshot(*state_->session);
    return read_log(*state_->session, subject_or_all, limit);
}

std::vector<Anchor> Catalogue::log_heads() {
    return db::log_heads(*state_->session);
}

std::vector<ShownRow> Catalogue::shown(const MeetingId& meeting) {
    std::vector<ShownRow> rows;
    using Text = std::string;
    state_->session->each<Text, Text, Text, std::int64_t, Text>(
        "select at, dossier, material, material_revision, what from shown where meeting = :1 order by number",
        {meeting.text},
        [&](const Text& at, const Text& dossier, const Text& material, std::int64_t revision,
            const Text& what) {
            rows.push_back({at, meeting, dossier::DossierId{dossier}, MaterialId{material}, revision, what});
        });
    return rows;
}

std::int64_t Catalogue::data_version() {
    // SQLite counts what other connections commit; our own are added.
    return state_->session->value<std::int64_t>("pragma data_version") + state_->commits;
}

} // namespace db
