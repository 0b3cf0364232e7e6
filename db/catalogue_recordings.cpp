#include "db/catalogue_state.h"
#include "db/log.h"
#include "db/records.h"

namespace db {

namespace {

Recording recording_of(const std::string& id, const std::string& person, const std::string& state,
                       const std::string& began, const std::string& document, const std::string& material) {
    return {{id}, {person}, state, began, document, {material}};
}

constexpr const char* columns = "select id, person, state, began, document, material from recording ";

std::string person_of_recording(Session& session, const std::string& id) {
    const auto row = session.one<std::string>("select person from recording where id = :1", {id});
    if (!row)
        throw Error(ErrorKind::not_found, id, "no such recording");
    return std::get<0>(*row);
}

} // namespace

void Catalogue::begin_recording(const Recording& recording) {
    write([&](Session& session) {
        if (!session.one<std::int64_t>("select 1 from person where id = :1", {recording.person.text}))
            throw Error(ErrorKind::not_found, recording.person.text, "no such person");
        session.run("insert into recording(id, person, state, began, document, material) "
                    "values(:1, :2, 'recording', :3, :4, '')",
                    {recording.id.text, recording.person.text,
                     recording.began.empty() ? utc_now() : recording.began, plain_text(recording.document)});
        LogWriter(session, state_->author)
            .append({.code = "begin recording",
                     .subject = recording.id.text,
                     .person = recording.person.text,
                     .after = recording.document});
    });
}

void Catalogue::set_recording_document(const dossier::RecordingId& id, const std::string& document) {
    write([&](Session& session) {
        const auto old = session.one<std::string, std::string>(
            "select person, document from recording where id = :1", {id.text});
        if (!old)
            throw Error(ErrorKind::not_found, id.text, "no such recording");
        session.run("update recording set document = :1 where id = :2", {plain_text(document), id.text});
        LogWriter(session, state_->author)
            .append({.code = "change recording",
                     .subject = id.text,
                     .person = std::get<0>(*old),
                     .before = std::get<1>(*old),
                     .after = document});
    });
}

void Catalogue::mark_recording(const dossier::RecordingId& id, const RecordingMark& mark) {
    write([&](Session& session) {
        const std::string person = person_of_recording(session, id.text);
        const std::string at = mark.at.empty() ? utc_now() : mark.at;
        session.run("insert into recording_mark(recording, position, question, time, at) select :1, "
                    "1 + count(*), :2, :3, :4 from recording_mark where recording = :5",
                    {id.text, std::int64_t{mark.question}, mark.time, at, id.text});
        LogWriter(session, state_->author)
            .append({.code = "mark recording",
                     .subject = id.text,
                     .person = person,
                     .after = R"({"question":)" + std::to_string(mark.question) + R"(,"time":)" +
                              std::to_string(mark.time) + "}"});
    });
}

void Catalogue::end_recording(const dossier::RecordingId& id, const std::string& state,
                              const dossier::MaterialId& material, std::span<const dossier::Edit> edits,
                              std::span<const MediaRow> media) {
    apply_with(edits, media, [&](Session& session) {
        const std::string person = person_of_recording(session, id.text);
        session.run("update recording set state = :1, material = :2 where id = :3 and state = 'recording'",
                    {state, material.text, id.text});
        // Two who recover at once: the second one's edits go with its transaction.
        if (session.changed() == 0)
            throw Error(ErrorKind::exists, id.text, "the recording is filed already");
        LogWriter(session, state_->author)
            .append({.code = "end recording",
                     .subject = id.text,
                     .person = person,
                     .after = R"({"state":")" + state + R"(","material":")" + material.text + R"("})"});
    });
}

std::vector<Recording> Catalogue::open_recordings() {
    std::vector<Recording> list;
    state_->session->each<std::string, std::string, std::string, std::string, std::string, std::string>(
        std::string(columns) + "where state = 'recording' order by id", {},
        [&](const auto&... values) { list.push_back(recording_of(values...)); });
    return list;
}

std::vector<Recording> Catalogue::recordings_of(const dossier::MaterialId& material) {
    std::vector<Recording> list;
    state_->session->each<std::string, std::string, std::string, std::string, std::string, std::string>(
        std::string(columns) + "where material = :1 order by id", {material.text},
        [&](const auto&... values) { list.push_back(recording_of(values...)); });
    return list;
}

std::optional<Recording> Catalogue::recording(const dossier::RecordingId& id) {
    std::optional<Recording> found;
    state_->session->each<std::string, std::string, std::string, std::string, std::string, std::string>(
        std::string(columns) + "where id = :1", {id.text},
        [&](const auto&... values) { found = recording_of(values...); });
    return found;
}

std::vector<RecordingMark> Catalogue::recording_marks(const dossier::RecordingId& id) {
    std::vector<RecordingMark> list;
    state_->session->each<std::int64_t, double, std::string>(
        "select question, time, at from recording_mark where recording = :1 order by position", {id.text},
        [&](const std::int64_t& question, const double& time, const std::string& at) {
            list.push_back({static_cast<int>(question), time, at});
        });
    return list;
}

} // namespace db
