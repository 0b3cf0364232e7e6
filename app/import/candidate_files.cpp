// The files of a candidate and polls; the form is in candidate_import.cpp.
#include "app/import/candidate_import.h"

#include "app/import/file_bytes.h"
#include "app/import/names.h"
#include "app/import/who.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/sentences.h"

#include <algorithm>

namespace app {

using Result = ImportLine::Result;

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
