#include "db/records.h"

#include "db/media_store.h"
#include "db/search.h"
#include "dossier/formats/error.h"
#include "dossier/formats/json.h"
#include "dossier/text.h"

#include <algorithm>
#include <map>

namespace db {

using dossier::Field;

namespace {

/// Reads a document with `reader`.
template <class Reader>
auto read_document(const std::string& document, const std::string& id, Reader reader) {
    try {
        return reader(document, formats::Expand{});
    } catch (const formats::Error&) {
        throw Error(ErrorKind::corrupt, id, "a stored document cannot be read");
    }
}

struct MediaOfContent {
    std::vector<std::string> operator()(std::monostate /*drawn*/) const { return {}; }
    std::vector<std::string> operator()(const dossier::PollContent& poll) const { return {poll.original}; }
    std::vector<std::string> operator()(const dossier::ReportContent& report) const {
        return {report.original};
    }
    std::vector<std::string> operator()(const dossier::PhotoContent& photo) const { return {photo.media}; }
    std::vector<std::string> operator()(const dossier::ClipContent& clip) const {
        std::vector<std::string> hashes;
        for (const dossier::ClipPart& part : clip.parts)
            hashes.push_back(part.media);
        return hashes;
    }
    std::vector<std::string> operator()(const dossier::DocumentContent& document) const {
        std::vector<std::string> hashes = document.pages;
        hashes.push_back(document.original);
        return hashes;
    }
};

} // namespace

std::string plain_text(const std::string& text) {
    std::string plain = dossier::is_valid_utf8(text) ? text : dossier::utf8(dossier::code_points(text));
    std::erase(plain, '\0');
    return plain;
}

std::vector<std::string> media_of(const dossier::Content& content) {
    std::vector<std::string> hashes = std::visit(MediaOfContent{}, content);
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    std::erase_if(hashes, [](const std::string& hash) { return !is_hash(hash); });
    return hashes;
}

dossier::Person person_of(const std::string& document, const std::string& id) {
    return read_document(document, id, formats::person_from_json);
}
dossier::Material material_of(const std::string& document, const std::string& id) {
    return read_document(document, id, formats::material_from_json);
}
dossier::Dossier dossier_of(const std::string& document, const std::string& id) {
    return read_document(document, id, formats::dossier_from_json);
}
dossier::Meeting meeting_of(const std::string& document, const std::string& id) {
    return read_document(document, id, formats::meeting_from_json);
}

void SqlRecords::read_person(const std::string& id) {
    person_ = {.id = id};
    session_.each<std::int64_t, std::string>(
        "select number, document from person join person_document on person = number where id = :1", {id},
        [&](std::int64_t number, const std::string& document) {
            person_ = {.id = id, .number = number, .document = document, .person = id, .there = true};
        });
}

void SqlRecords::read_material(const std::string& id) {
    material_ = {.id = id};
    session_.each<std::int64_t, std::string, std::string>(
        "select number, document, person from material where id = :1", {id},
        [&](std::int64_t number, const std::string& document, const std::string& person) {
            material_ = {.id = id, .number = number, .document = document, .person = person, .there = true};
        });
}

std::optional<dossier::Person> SqlRecords::person(const dossier::PersonId& id) {
    read_person(id.text);
    if (!person_.there)
        return std::nullopt;
    return person_of(person_.document, id.text);
}

std::optional<dossier::Material> SqlRecords::material(const dossier::MaterialId& id) {
    read_material(id.text);
    if (!material_.there)
        return std::nullopt;
    return material_of(material_.document, id.text);
}

std::optional<dossier::Dossier> SqlRecords::dossier(const dossier::DossierId& id) {
    const auto row = session_.one<std::string>("select document from dossier where id = :1", {id.text});
    if (!row)
        return std::nullopt;
    return dossier_of(std::get<0>(*row), id.text);
}

std::optional<dossier::Meeting> SqlRecords::meeting(const dossier::MeetingId& id) {
    const auto row = session_.one<std::string>("select document from meeting where id = :1", {id.text});
    if (!row)
        return std::nullopt;
    return meeting_of(std::get<0>(*row), id.text);
}

bool SqlRecords::person_in_use(const dossier::PersonId& id) {
    return session_.one<std::int64_t>("select 1 from dossier where person = :1 limit 1", {id.text})
        .has_value();
}

void SqlRecords::use_media(const std::string& owner, const std::vector<std::string>& hashes, bool is_new) {
    if (!is_new)
        session_.run("delete from media_use where owner = :1", {owner});
    for (const std::string& hash : hashes) {
        // The importer writes the row with name and facts; whoever puts a record alone gets a bare one.
        if (!session_.one<std::int64_t>("select 1 from media where hash = :1", {hash}))
            session_.run("insert into media(hash, bytes, file_name, facts) values(:1, :2, '', '')",
                         {hash, media_.size_of(hash)});
        session_.run("insert into media_use(owner, hash) values(:1, :2)", {owner, hash});
    }
}

void SqlRecords::put(const dossier::Person& person) {
    const std::string& id = person.id.text;
    if (!dossier::is_uuid(id))
        throw Error(ErrorKind::constraint, id, "not an id");
    if (person_.id != id)
        read_person(id);
    const std::string document = formats::to_json(person);
    const dossier::Form& form = person.form;
    const Values columns{plain_text(person.name),
                         plain_text(form[Field::sex]),
                         plain_text(form[Field::birth]),
                         plain_text(form[Field::present_post]),
                         std::int64_t{person.has_form},
                         plain_text(person.form_bytes),
                         dossier::identity_number(form),
                         person.revision,
                         id};
    std::optional<dossier::Person> before;
    if (person_.there) {
        before = person_of(person_.document, id);
        session_.run("update person set name = :1, sex = :2, birth = :3, present_post = :4, has_form = :5, "
                     "form_bytes = :6, identity = :7, revision = :8 where id = :9",
                     columns);
        session_.run("update person_document set document = :1 where person = :2",
                     {document, person_.number});
    } else {
        person_.number = session_.value<std::int64_t>(
            "insert into person(name, sex, birth, present_post, has_form, form_bytes, identity, "
            "revision, id, readings) values(:1, :2, :3, :4, :5, :6, :7, :8, :9, '') returning number",
            columns);
        session_.run("insert into person_document(person, document) values(:1, :2)",
                     {person_.number, document});
        session_.run("update meta set value = value + 1 where key = 'persons'");
    }
    std::vector<std::string> hashes;
    for (const std::string& hash : {form.photo_media, person.form_bytes})
        if (is_hash(hash) && std::find(hashes.begin(), hashes.end(), hash) == hashes.end())
            hashes.push_back(hash);
    use_media(id, hashes, !person_.there);
    index_person(session_, person_.number, before ? &*before : nullptr, &person);
    change_ = {.person = id,
               .before = person_.there ? std::optional(person_.document) : std::nullopt,
               .after = document};
    person_ = {.id = id, .number = person_.number, .document = document, .person = id, .there = true};
}

void SqlRecords::put(const dossier::Material& material) {
    const std::string& id = material.id.text;
    if (!dossier::is_uuid(id))
        throw Error(ErrorKind::constraint, id, "not an id");
    if (material_.id != id)
        read_material(id);
    const std::string document = formats::to_json(material);
    const Values columns{material.person.text,
                         std::string(code(material.kind)),
                         std::string(code(material.state)),
                         plain_text(material.title),
                         material.revision,
                         document,
                         id};
    if (material_.there)
        session_.run("update material set person = :1, kind = :2, state = :3, title = :4, revision = :5, "
                     "document = :6 where id = :7",
                     columns);
    else
        material_.number = session_.value<std::int64_t>(
            "insert into material(person, kind, state, title, revision, document, id) "
            "values(:1, :2, :3, :4, :5, :6, :7) returning number",
            columns);
    use_media(id, media_of(material.content), !material_.there);
    index_material(session_, &material, id, !material_.there);
    change_ = {.person = material.person.text,
               .before = material_.there ? std::optional(material_.document) : std::nullopt,
               .after = document};
    material_ = {.id = id,
                 .number = material_.number,
                 .document = document,
                 .person = material.person.text,
                 .there = true};
}

void SqlRecords::put(const dossier::Dossier& dossier) {
    const std::string& id = dossier.id.text;
    const std::string document = formats::to_json(dossier);
    const auto before = session_.one<std::string>("select document from dossier where id = :1", {id});
    session_.run(before ? "update dossier set person = :1, meeting = nullif(:2, ''), revision = :3, "
                          "document = :4 where id = :5"
                        : "insert into dossier(person, meeting, revision, document, id) "
                          "values(:1, nullif(:2, ''), :3, :4, :5)",
                 {dossier.person.text, dossier.meeting.text, dossier.revision, document, id});
    change_ = {.person = dossier.person.text,
               .before = before ? std::optional(std::get<0>(*before)) : std::nullopt,
               .after = document};
}

/// Only rows that changed are written: a long list grows at its end again and again.
void SqlRecords::put_agenda(const dossier::Meeting& meeting) {
    const std::string& id = meeting.id.text;
    std::map<std::int64_t, std::string> old;
    session_.each<std::int64_t, std::string>(
        "select position, dossier from agenda where meeting = :1", {id},
        [&](std::int64_t position, const std::string& dossier) { old[position] = dossier; });
    std::map<std::int64_t, std::string> wanted;
    for (std::size_t i = 0; i < meeting.items.size(); ++i)
        if (!meeting.items[i].dossier.empty())
            wanted[static_cast<std::int64_t>(i)] = meeting.items[i].dossier.text;
    for (const auto& [position, dossier] : old)
        if (const auto same = wanted.find(position); same == wanted.end() || same->second != dossier)
            session_.run("delete from agenda where meeting = :1 and position = :2", {id, position});
        else
            wanted.erase(same);
    for (const auto& [position, dossier] : wanted)
        session_.run("insert into agenda(meeting, position, dossier) values(:1, :2, :3)",
                     {id, position, dossier});
}

void SqlRecords::put(const dossier::Meeting& given) {
    dossier::Meeting meeting = given;
    const std::string& id = meeting.id.text;
    const auto before =
        session_.one<std::string, std::int64_t>("select document, number from meeting where id = :1", {id});
    const bool taken =
        session_
            .one<std::int64_t>("select 1 from meeting where number = :1 and id <> :2", {meeting.number, id})
            .has_value();
    if (meeting.number <= 0 || taken)
        meeting.number =
            before ? std::get<1>(*before)
                   : session_.value<std::int64_t>("select 1 + coalesce(max(number), 0) from meeting");
    const std::string document = formats::to_json(meeting);
    session_.run(before ? "update meeting set number = :1, title = :2, revision = :3, document = :4 "
                          "where id = :5"
                        : "insert into meeting(number, title, revision, document, id) "
                          "values(:1, :2, :3, :4, :5)",
                 {meeting.number, plain_text(meeting.title), meeting.revision, document, id});
    put_agenda(meeting);
    change_ = {.before = before ? std::optional(std::get<0>(*before)) : std::nullopt, .after = document};
}

void SqlRecords::remove(const dossier::PersonId& id) {
    if (person_.id != id.text)
        read_person(id.text);
    if (!person_.there)
        return;
    const dossier::Person before = person_of(person_.document, id.text);
    index_person(session_, person_.number, &before, nullptr);
    session_.run("delete from media_use where owner = :1", {id.text});
    session_.run("delete from person where id = :1", {id.text});
    session_.run("update meta set value = value - 1 where key = 'persons'");
    change_ = {.person = id.text, .before = person_.document};
    person_ = {};
}

void SqlRecords::remove(const dossier::MaterialId& id) {
    if (material_.id != id.text)
        read_material(id.text);
    if (!material_.there)
        return;
    index_material(session_, nullptr, id.text, false);
    session_.run("delete from media_use where owner = :1", {id.text});
    session_.run("delete from material where id = :1", {id.text});
    change_ = {.person = material_.person, .before = material_.document};
    material_ = {};
}

void SqlRecords::remove(const dossier::DossierId& id) {
    change_ = {};
    if (const auto row = session_.one<std::string, std::string>(
            "select person, document from dossier where id = :1", {id.text}))
        change_ = {.person = std::get<0>(*row), .before = std::get<1>(*row)};
    session_.run("delete from dossier where id = :1", {id.text});
}

void SqlRecords::remove(const dossier::MeetingId& id) {
    change_ = {};
    if (const auto row = session_.one<std::string>("select document from meeting where id = :1", {id.text}))
        change_ = {.before = std::get<0>(*row)};
    session_.run("delete from meeting where id = :1", {id.text});
}

} // namespace db
