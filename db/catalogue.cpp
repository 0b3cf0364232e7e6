#include "db/catalogue.h"

#include "db/catalogue_state.h"
#include "db/difference.h"
#include "db/log.h"
#include "db/records.h"
#include "db/search.h"
#include "dossier/formats/json.h"

#include <algorithm>

namespace db {

namespace {

using dossier::Edit;

/// The id of what an edit changes.
struct SubjectOf {
    std::string operator()(const dossier::PutPerson& edit) const { return edit.person.id.text; }
    std::string operator()(const dossier::RemovePerson& edit) const { return edit.person.text; }
    std::string operator()(const dossier::SetText& edit) const { return edit.person.text; }
    std::string operator()(const dossier::SetForm& edit) const { return edit.person.text; }
    std::string operator()(const dossier::PutMaterial& edit) const { return edit.material.id.text; }
    std::string operator()(const dossier::RemoveMaterial& edit) const { return edit.material.text; }
    std::string operator()(const dossier::SetMaterialState& edit) const { return edit.material.text; }
    std::string operator()(const dossier::PutDossier& edit) const { return edit.dossier.id.text; }
    std::string operator()(const dossier::RemoveDossier& edit) const { return edit.dossier.text; }
    std::string operator()(const dossier::PutMeeting& edit) const { return edit.meeting.id.text; }
    std::string operator()(const dossier::RemoveMeeting& edit) const { return edit.meeting.text; }
    std::string operator()(const dossier::SetTranscript& edit) const { return edit.material.text; }
};

dossier::Form* form_with_photo(Edit& edit) {
    dossier::Form* form = nullptr;
    if (auto* put = std::get_if<dossier::PutPerson>(&edit))
        form = &put->person.form;
    else if (auto* set = std::get_if<dossier::SetForm>(&edit))
        form = &set->form;
    return form != nullptr && !form->photo.empty() ? form : nullptr;
}

/// Applies edits and writes their rows of the log, within the caller's transaction.
class Applying {
  public:
    Applying(Session& session, const Author& author, const MediaStore& media)
        : session_(session)
        , records_(session, media)
        , log_(session, author) {}

    void carry_out(const Edit& edit) {
        if (const auto* removal = std::get_if<dossier::RemovePerson>(&edit))
            for (const std::string& id : session_.column<std::string>(
                     "select id from material where person = :1 order by id", {removal->person.text}))
                step(dossier::RemoveMaterial{dossier::MaterialId{id}});
        step(edit);
    }

    std::vector<Edit> take_inverse() {
        std::reverse(inverse_.begin(), inverse_.end());
        return std::move(inverse_);
    }

  private:
    void step(const Edit& edit) {
        Edit inverse = dossier::apply(records_, edit);
        const formats::Shorten hash = [](std::string_view bytes) { return sha256(bytes); };
        const RecordChange& change = records_.change();
        log_.append({.code = std::string(dossier::code(edit)),
                     .subject = std::visit(SubjectOf{}, edit),
                     .person = change.person,
                     .before = formats::to_json(inverse, hash),
                     .after = formats::to_json(edit, hash),
                     .difference = change.before
                                       ? document_difference(*change.before, change.after.value_or(""))
                                       : ""});
        inverse_.push_back(std::move(inverse));
    }

    Session& session_;
    SqlRecords records_;
    LogWriter log_;
    std::vector<Edit> inverse_;
};

void put_row(Session& session, const MediaRow& row) {
    session.run("insert into media(hash, bytes, file_name, facts) values(:1, :2, :3, :4) "
                "on conflict(hash) do update set bytes = excluded.bytes, "
                "file_name = case file_name when '' then excluded.file_name else file_name end, "
                "facts = case excluded.facts when '' then facts else excluded.facts end",
                {row.hash, row.bytes, plain_text(row.file_name), row.facts});
}

/// What a recording left behind that was never filed.
void remove_files_of(const std::filesystem::path& folder, const std::string& id) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().filename().string().starts_with(id))
            std::filesystem::remove(entry.path(), error);
}

} // namespace

const std::filesystem::path& Catalogue::folder() const {
    return state_->folder;
}
MediaStore& Catalogue::media() {
    return state_->media;
}
bool Catalogue::read_only() const {
    return !state_->read_only_reason.empty();
}
std::string Catalogue::read_only_reason() const {
    return state_->read_only_reason;
}
bool Catalogue::unclean() const {
    return state_->presence.after_a_crash();
}

std::vector<Edit> Catalogue::apply(std::span<const Edit> edits) {
    return apply(edits, {});
}

std::vector<Edit> Catalogue::apply(std::span<const Edit> edits, std::span<const MediaRow> media) {
    return apply_with(edits, media, {});
}

std::vector<Edit> Catalogue::apply_with(std::span<const Edit> given, std::span<const MediaRow> media,
                                        const std::function<void(Session&)>& also) {
    std::vector<MediaRow> rows(media.begin(), media.end());
    std::vector<Edit> edits(given.begin(), given.end());
    MediaStore::Batch photos(state_->media);
    for (Edit& edit : edits)
        if (dossier::Form* form = form_with_photo(edit)) {
            form->photo_media = photos.put_bytes(form->photo);
            rows.push_back({form->photo_media, static_cast<std::int64_t>(form->photo.size()), "", ""});
            form->photo.clear();
        }
    std::vector<Edit> inverse;
    if (photos.count() > 0 && !read_only())
        photos.commit();
    write([&](Session& session) {
        for (const MediaRow& row : rows)
            put_row(session, row);
        Applying applying(session, state_->author, state_->media);
        for (const Edit& edit : edits)
            applying.carry_out(edit);
        inverse = applying.take_inverse();
        if (also)
            also(session);
    });
    return inverse;
}

Edit Catalogue::apply(const Edit& edit) {
    return apply(std::span(&edit, 1)).front();
}

void Catalogue::put_media_row(const MediaRow& row) {
    write([&](Session& session) { put_row(session, row); });
}

void Catalogue::set_facts(const std::string& hash, const std::string& facts) {
    write([&](Session& session) {
        session.run("update media set facts = :1 where hash = :2", {facts, hash});
        if (session.changed() == 0)
            throw Error(ErrorKind::not_found, hash, "no such media object");
    });
}

void Catalogue::log_shown(const ShownRow& row) {
    write([&](Session& session) {
        session.run("insert into shown(at, meeting, dossier, material, material_revision, what) "
                    "values(:1, :2, :3, :4, :5, :6)",
                    {row.when.empty() ? utc_now() : row.when, row.meeting.text, row.dossier.text,
                     row.material.text, row.material_revision, row.what});
    });
}

void Catalogue::erase_person(const dossier::PersonId& person) {
    std::vector<std::string> unused;
    std::vector<std::string> recordings;
    write([&](Session& session) {
        recordings = session.column<std::string>("select id from recording where person = :1", {person.text});
        session.run("delete from recording where person = :1", {person.text});
        std::vector<std::string> hashes =
            session.column<std::string>("select hash from media_use where owner = :1 or owner in "
                                        "(select id from material where person = :2)",
                                        {person.text, person.text});
        Applying(session, state_->author, state_->media).carry_out(dossier::RemovePerson{person});
        LogWriter(session, state_->author).append({.code = "erase person", .subject = person.text});
        session.run("delete from person_key where person = :1", {person.text});
        for (const std::string& hash : hashes) {
            session.run("delete from media where hash = :1 and not exists "
                        "(select 1 from media_use where media_use.hash = media.hash)",
                        {hash});
            if (session.changed() > 0)
                unused.push_back(hash);
        }
        // A deleted entry of a search index stays in its segments until they are merged.
        session.run("insert into name_index(name_index) values('optimize')");
        session.run("insert into text_index(text_index) values('optimize')");
    });
    for (const std::string& hash : unused)
        state_->media.remove(hash);
    for (const std::string& id : recordings)
        remove_files_of(state_->folder / "recording", id);
    // The old pages must not outlive the erasure in the WAL; secure_delete has cleared them in the file.
    state_->session->value<std::int64_t>("pragma wal_checkpoint(truncate)");
}

void Catalogue::rebuild_search() {
    write([](Session& session) { rebuild_index(session); });
}

} // namespace db
