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

/// "form of 张三", and a word of caution where folder or file bear the name of somebody else.
std::string CandidateImport::form_of(const PlannedFile& file) const {
    std::string said = tr("form of {0}", {said_person(person_)});
    const std::string name = name_in_utf8(file.path);
    const std::optional<PersonPrefix> prefix = person_prefix(stem(name));
    const bool other_folder = has_surname(folder_) && folder_ != person_.name;
    const bool other_file =
        prefix && has_surname(prefix->person) && name.find(person_.name) == std::string::npos;
    if (other_folder || other_file)
        said.append(language_is_chinese() ? "；" : "; ")
            .append(tr(other_folder ? N_("careful: the folder bears the name of {0}")
                                    : N_("careful: the file bears the name of {0}"),
                       {other_folder ? folder_ : prefix->person}));
    return said;
}

void CandidateImport::form(const PlannedFile& file, FormReading& reading, const std::string& folder) {
    folder_ = folder;
    // The photo of an .lrm is a file of its own.
    const bool same_photo = file.beside.empty() || reading.form.photo.empty() ||
                            person_.form.photo_media == db::sha256(reading.form.photo);
    if (known_ && person_.form_bytes == reading.hash && same_photo) {
        state_.formed.insert(person_.id);
        say_form(file, Result::unchanged, tr("unchanged: {0}", {form_of(file)}), {});
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
    say_form(file, Result::imported, tr("imported: {0}", {form_of(file)}), reading.notes);
}

void CandidateImport::other_form(const PlannedFile& file, FormReading& reading) {
    dossier::Form form = reading.form;
    if (!form.photo.empty())
        form.photo_media = db::sha256(form.photo);
    form.photo.clear();
    const std::string differing = differences(person_.form, form);
    if (differing.empty()) {
        say_form(file, Result::unchanged, tr("unchanged: {0} (the same contents)", {form_of(file)}),
                 reading.notes);
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
    say_form(
        file, Result::revised,
        tr("new revision, differs in {1}; the old one stays in the log: {0}", {form_of(file), differing}),
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

} // namespace app
