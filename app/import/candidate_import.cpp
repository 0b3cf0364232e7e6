#include "app/import/candidate_import.h"

#include "app/import/file_bytes.h"
#include "app/import/names.h"
#include "app/import/who.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/sentences.h"

#include <algorithm>

namespace app {

namespace {

using Result = ImportLine::Result;
using dossier::Field;

std::string with_remarks(std::string text, const formats::Notes& notes) {
    for (const formats::Note& note : notes)
        if (const std::string said = remark(note); !said.empty())
            text.append(language_is_chinese() ? "；" : "; ").append(said);
    return text;
}

/// What differs, for people: names of elements, the family, the photo, elements nobody knows.
std::string differences(const dossier::Form& a, const dossier::Form& b) {
    std::string list = field_names(dossier::differing_fields(a, b));
    const auto add = [&](bool differs, const std::string& what) {
        if (!differs)
            return;
        if (!list.empty())
            list += language_is_chinese() ? "、" : ", ";
        list += what;
    };
    add(a.family != b.family, tr("family members"));
    add(a.photo_media != b.photo_media, tr("photo"));
    add(a.unknown != b.unknown || a.lrm_unknown != b.lrm_unknown, tr("elements of other programs"));
    return list;
}

} // namespace

CandidateImport::CandidateImport(db::Catalogue& catalogue, MaterialReader& reader, ImportGroup& group,
                                 ImportState& state, const std::atomic<bool>& stop, dossier::Person person,
                                 bool known)
    : catalogue_(catalogue)
    , reader_(reader)
    , group_(group)
    , state_(state)
    , stop_(stop)
    , person_(std::move(person))
    , known_(known) {
    if (known)
        materials_ = catalogue.materials(person_.id);
}

void CandidateImport::say(const std::filesystem::path& path, Result result, std::string text) {
    state_.refused = state_.refused || result == Result::refused;
    group_.say({.path = path, .result = result, .text = std::move(text)});
}

void CandidateImport::make_person() {
    if (known_)
        return;
    group_.add(dossier::PutPerson{person_});
    known_ = true;
}

// --- the form --------------------------------------------------------------------------------------------

void CandidateImport::say_form(const PlannedFile& file, Result result, std::string text,
                               const formats::Notes& notes) {
    say(file.path, result, with_remarks(std::move(text), notes));
    for (const auto& photo : file.beside)
        say(photo, result, tr("photo of the form {0}", {name_in_utf8(file.path)}));
}

void CandidateImport::store_file(const PlannedFile& file, const FormReading& reading) {
    group_.add(db::MediaRow{.hash = group_.batch().put_bytes(reading.bytes),
                            .bytes = static_cast<std::int64_t>(reading.bytes.size()),
                            .file_name = name_in_utf8(file.path)});
}

/// The file itself is kept, as evidence of what was imported; its photo is an object of its own.
void CandidateImport::store(const PlannedFile& file, FormReading& reading) {
    store_file(file, reading);
    dossier::Form& form = reading.form;
    if (form.photo.empty())
        return;
    form.photo_media = group_.batch().put_bytes(form.photo);
    group_.add(
        db::MediaRow{.hash = form.photo_media,
                     .bytes = static_cast<std::int64_t>(form.photo.size()),
                     .file_name = name_in_utf8(file.beside.empty() ? file.path : file.beside.front())});
    form.photo.clear();
    form.photo.shrink_to_fit();
}

void CandidateImport::form(const PlannedFile& file, FormReading& reading) {
    // The photo of an .lrm is a file of its own.
    const bool same_photo = file.beside.empty() || reading.form.photo.empty() ||
                            person_.form.photo_media == db::sha256(reading.form.photo);
    if (known_ && person_.form_bytes == reading.hash && same_photo) {
        state_.formed.insert(person_.id);
        say_form(file, Result::unchanged, tr("unchanged: form of {0}", {said_person(person_)}), {});
        return;
    }
    if (!state_.formed.insert(person_.id).second) {
        say_form(
            file, Result::left_out,
            tr("left out: another form of {0} came with this import; import this one alone to replace it",
               {said_person(person_)}),
            {});
        return;
    }
    if (known_ && person_.has_form)
        other_form(file, reading);
    else
        new_form(file, reading);
}

void CandidateImport::new_form(const PlannedFile& file, FormReading& reading) {
    store(file, reading);
    if (known_) { // came without a form before
        group_.add(dossier::SetForm{.person = person_.id,
                                    .form = reading.form,
                                    .source = file.path.filename().string(),
                                    .form_bytes = reading.hash,
                                    .revision = person_.revision});
    }
    person_.name = dossier::matching_name(reading.form[Field::name]);
    person_.form = std::move(reading.form);
    person_.has_form = true;
    person_.source = name_in_utf8(file.path);
    person_.form_bytes = reading.hash;
    make_person();
    say_form(file, Result::imported, tr("imported: form of {0}", {said_person(person_)}), reading.notes);
}

void CandidateImport::other_form(const PlannedFile& file, FormReading& reading) {
    dossier::Form form = reading.form;
    if (!form.photo.empty())
        form.photo_media = db::sha256(form.photo);
    form.photo.clear();
    const std::string differing = differences(person_.form, form);
    if (differing.empty()) {
        say_form(file, Result::unchanged,
                 tr("unchanged: form of {0} (the same contents)", {said_person(person_)}), reading.notes);
        return;
    }
    if (person_.edited_here) {
        keep_both(file, reading, differing);
        return;
    }
    store(file, reading);
    group_.add(dossier::SetForm{.person = person_.id,
                                .form = reading.form,
                                .source = name_in_utf8(file.path),
                                .form_bytes = reading.hash,
                                .revision = person_.revision});
    person_.form = std::move(reading.form);
    person_.form_bytes = reading.hash;
    ++person_.revision;
    say_form(file, Result::revised,
             tr("new revision: form of {0}, differs in {1}; the old one stays in the log",
                {said_person(person_), differing}),
             reading.notes);
}

void CandidateImport::keep_both(const PlannedFile& file, const FormReading& reading,
                                const std::string& differing) {
    const std::string said = tr("kept both: the form of {0} was edited here, and the file differs in {1}",
                                {said_person(person_), differing});
    const std::string& hash = reading.hash;
    const bool there = std::any_of(materials_.begin(), materials_.end(), [&](const dossier::Material& m) {
        return dossier::original_of(m.content) == hash;
    });
    if (there) {
        say_form(file, Result::unchanged, said, reading.notes);
        return;
    }
    store_file(file, reading);
    dossier::Material material{.id = dossier::MaterialId::make(),
                               .person = person_.id,
                               .kind = dossier::MaterialKind::document,
                               .title = tr("imported form that differs"),
                               .file_name = file.name,
                               .content = dossier::DocumentContent{.original = hash, .text = differing}};
    group_.add(dossier::PutMaterial{material});
    materials_.push_back(std::move(material));
    person_.conflict_note = name_in_utf8(file.path) + ": " + differing;
    group_.add(dossier::PutPerson{person_});
    say_form(file, Result::kept_both, said, reading.notes);
}

// --- files -----------------------------------------------------------------------------------------------

dossier::Material* CandidateImport::same_bytes(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error)
        return nullptr;
    std::string hash;
    for (dossier::Material& material : materials_) {
        const std::string original = dossier::original_of(material.content);
        // Size first, so that only a file that can be the same is read for its hash.
        if (original.empty() || static_cast<std::uintmax_t>(catalogue_.media().size_of(original)) != size)
            continue;
        if (hash.empty())
            hash = db::sha256_of_file(file, &stop_);
        if (hash == original)
            return &material;
    }
    return nullptr;
}

void CandidateImport::unchanged(const PlannedFile& file, dossier::Material& material) {
    claimed_.insert(material.id);
    say(file.path, Result::unchanged,
        tr("unchanged: {0} of {1}", {kind_name(material.kind), said_person(person_)}));
    if (transcripts(file, material))
        group_.add(dossier::PutMaterial{material});
}

void CandidateImport::file(const PlannedFile& file) {
    try {
        if (dossier::Material* material = same_bytes(file.path)) {
            unchanged(file, *material);
            return;
        }
        if (file.type == FileType::poll) {
            own_poll(file);
            return;
        }
        MaterialReading reading = reader_.read(file, group_.batch());
        for (db::MediaRow& row : reading.rows)
            group_.add(std::move(row));
        if (std::holds_alternative<dossier::ClipContent>(reading.content))
            state_.new_clips.push_back(dossier::original_of(reading.content));
        put(file, reading.kind, std::move(reading.content), reading.notes);
    } catch (const NotImported& error) {
        say(file.path, Result::refused, error.what());
        for (const auto& beside : file.beside)
            say(beside, Result::refused, tr("not imported: the clip beside it was not"));
    }
}

/// The wrong person's material is the worst fault there is: a file that bears the name of somebody else of
/// the catalogue comes in, but its line says so.
std::string CandidateImport::another_name(const PlannedFile& file) {
    const std::optional<PersonPrefix> prefix = person_prefix(stem(name_in_utf8(file.path)));
    if (!prefix || prefix->person == person_.name || catalogue_.persons_named(prefix->person).empty())
        return {};
    return tr("careful: the file bears the name of {0}", {prefix->person});
}

/// A new material, or a new revision of the one that came from a file of this name. What was approved is not
/// touched: the new one stands beside it.
bool CandidateImport::put(const PlannedFile& file, dossier::MaterialKind kind, dossier::Content content,
                          const formats::Notes& notes) {
    make_person();
    const auto old = std::find_if(materials_.begin(), materials_.end(), [&](const dossier::Material& m) {
        return m.kind == kind && m.file_name == file.name && !claimed_.contains(m.id) &&
               m.state != dossier::MaterialState::approved && m.state != dossier::MaterialState::locked;
    });
    const bool revised = old != materials_.end();
    dossier::Material material{.id = revised ? old->id : dossier::MaterialId::make(),
                               .person = person_.id,
                               .kind = kind,
                               .title = revised ? old->title : file.title,
                               .file_name = file.name,
                               .content = std::move(content)};
    claimed_.insert(material.id);
    const char* pattern = revised ? N_("new revision: {0} of {1}") : N_("imported: {0} of {1}");
    std::string text = with_remarks(tr(pattern, {kind_name(kind), said_person(person_)}), notes);
    if (const std::string careful = another_name(file); !careful.empty())
        text.append(language_is_chinese() ? "；" : "; ").append(careful);
    say(file.path, revised ? Result::revised : Result::imported, std::move(text));
    transcripts(file, material);
    group_.add(dossier::PutMaterial{material});
    if (revised)
        *old = std::move(material);
    else
        materials_.push_back(std::move(material));
    return revised;
}

/// Reads the first good transcript beside a clip into it, Chinese before other languages. True: it changed.
bool CandidateImport::transcripts(const PlannedFile& file, dossier::Material& material) {
    auto* clip = std::get_if<dossier::ClipContent>(&material.content);
    std::vector<std::filesystem::path> paths = file.beside;
    if (clip == nullptr)
        return false;
    const auto foreign = [](const std::filesystem::path& path) {
        const std::string language = extension(stem(path.filename().string()));
        return !language.empty() && !language.starts_with("zh") && !language.starts_with("ch") &&
               !language.starts_with("cn");
    };
    std::stable_partition(paths.begin(), paths.end(), [&](const auto& path) { return !foreign(path); });
    bool taken = false;
    bool changed = false;
    for (const std::filesystem::path& path : paths) {
        try {
            if (taken) {
                say(path, Result::left_out, tr("left out: another transcript of the clip was taken"));
                continue;
            }
            TranscriptReading reading = MaterialReader::read_transcript(path);
            taken = true;
            if (reading.cues == clip->transcript) {
                say(path, Result::unchanged, tr("unchanged: transcript of {0}", {name_in_utf8(file.path)}));
            } else if (!clip->transcript_state.empty()) {
                say(path, Result::left_out, tr("left out: the transcript was edited here"));
            } else {
                changed = true;
                const bool first = clip->transcript.empty();
                clip->transcript = std::move(reading.cues);
                const char* pattern =
                    first ? N_("imported: transcript of {0}") : N_("new revision: transcript of {0}");
                say(path, first ? Result::imported : Result::revised,
                    with_remarks(tr(pattern, {name_in_utf8(file.path)}), reading.notes));
            }
        } catch (const NotImported& error) {
            say(path, Result::refused, error.what());
        }
    }
    return changed;
}

// --- polls -----------------------------------------------------------------------------------------------

void CandidateImport::own_poll(const PlannedFile& file) {
    formats::PollResult result = reader_.read_poll(file);
    const auto own = std::find_if(result.polls.begin(), result.polls.end(), [&](const auto& poll) {
        return poll.candidate.empty() || poll.candidate == person_.name;
    });
    if (own == result.polls.end())
        throw NotImported(tr("not imported: a poll sheet, but not one row is about {0}", {person_.name}));
    db::MediaRow row = MaterialReader::put(file.path, group_.batch());
    own->poll.original = row.hash;
    group_.add(std::move(row));
    put(file, dossier::MaterialKind::poll, std::move(own->poll), result.notes);
}

bool CandidateImport::poll(const PlannedFile& file, dossier::PollContent content, const std::string& hash) {
    for (const dossier::Material& material : materials_)
        if (dossier::original_of(material.content) == hash)
            return false;
    const auto old = std::find_if(materials_.begin(), materials_.end(), [&](const dossier::Material& m) {
        return m.kind == dossier::MaterialKind::poll && m.file_name == file.name &&
               m.state != dossier::MaterialState::approved && m.state != dossier::MaterialState::locked;
    });
    content.original = hash;
    group_.add(dossier::PutMaterial{{.id = old == materials_.end() ? dossier::MaterialId::make() : old->id,
                                     .person = person_.id,
                                     .kind = dossier::MaterialKind::poll,
                                     .title = file.title,
                                     .file_name = file.name,
                                     .content = std::move(content)}});
    return true;
}

} // namespace app
