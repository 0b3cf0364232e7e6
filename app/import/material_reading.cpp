#include "app/import/material_reading.h"

#include "app/derivatives.h"
#include "app/import/document_pages.h"
#include "app/import/file_bytes.h"
#include "app/language.h"
#include "app/media_facts.h"
#include "app/sentences.h"
#include "dossier/formats/csv.h"
#include "dossier/formats/docx.h"
#include "dossier/formats/plain_text.h"
#include "dossier/formats/transcript.h"
#include "dossier/formats/xlsx.h"
#include "media/photo.h"

#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;

NotImported refused(const std::string& why) {
    return NotImported(tr("not imported: {0}", {why}));
}

db::MediaRow row_of(const std::string& hash, const fs::path& file, db::MediaStore::Batch& batch) {
    return {.hash = hash, .bytes = batch.size_of(hash), .file_name = name_in_utf8(file)};
}

/// A reader of formats/, its errors as reasons.
template <class Reader>
auto read_with(Reader reader, const std::string& bytes) {
    try {
        return reader(bytes);
    } catch (const formats::Error& error) {
        throw refused(reason(error));
    }
}

} // namespace

db::MediaRow MaterialReader::put(const fs::path& file, db::MediaStore::Batch& batch) {
    try {
        return row_of(batch.put_file(file), file, batch);
    } catch (const db::Error&) {
        // The file of the user, or the store? Only the first is a matter of this one file.
        if (access(file.c_str(), R_OK) != 0)
            throw NotImported(tr("not imported: gone since the folder was read"));
        throw;
    }
}

MaterialReading MaterialReader::read(const PlannedFile& file, db::MediaStore::Batch& batch) {
    try {
        switch (file.type) {
        case FileType::clip:
            return clip(file, batch);
        case FileType::photo:
            return photo(file, batch);
        case FileType::report:
            return report(file, batch);
        default:
            return document(file, batch);
        }
    } catch (const media::Error& error) {
        throw refused(sentence_of(error));
    } catch (const std::bad_alloc&) {
        throw refused(tr("too large for this computer's memory"));
    }
}

MaterialReading MaterialReader::clip(const PlannedFile& file, db::MediaStore::Batch& batch) {
    MediaFacts facts{.clip = probe_.probe(file.path)};
    if (!facts.clip.playable)
        throw refused(sentence_of(media::Error(facts.clip.refusal_fault, facts.clip.refusal)));
    MaterialReading reading;
    reading.kind = facts.clip.has_video() ? dossier::MaterialKind::video : dossier::MaterialKind::audio;
    db::MediaRow row = put(file.path, batch);
    dossier::ClipContent content;
    content.parts.push_back({.media = row.hash});
    content.duration = facts.clip.duration;
    for (const media::ChapterFacts& chapter : facts.clip.chapters)
        content.chapters.push_back({.begin = chapter.begin, .title = chapter.title});
    make_pictures(store_, probe_, row.hash, file.path, facts.clip);
    row.facts = to_json(facts);
    reading.rows.push_back(std::move(row));
    reading.content = std::move(content);
    return reading;
}

MaterialReading MaterialReader::photo(const PlannedFile& file, db::MediaStore::Batch& batch) {
    const media::PicturePtr picture = media::decode_photo(file.path);
    MaterialReading reading{.kind = dossier::MaterialKind::photo};
    db::MediaRow row = put(file.path, batch);
    row.facts = to_json(MediaFacts{.picture = picture->display_size()});
    make_poster(store_, row.hash, *picture);
    reading.content = dossier::PhotoContent{row.hash};
    reading.rows.push_back(std::move(row));
    return reading;
}

MaterialReading MaterialReader::report(const PlannedFile& file, db::MediaStore::Batch& batch) {
    const std::string type = extension(file.path.filename().string());
    formats::ReportResult result;
    if (type == "docx")
        result = read_with(formats::read_docx, file_bytes(file.path, formats::docx_limit));
    else if (type == "md")
        result = read_with(formats::read_markdown, file_bytes(file.path, formats::text_limit));
    else
        result = read_with(formats::read_text, file_bytes(file.path, formats::text_limit));
    if (result.paragraphs.empty())
        throw refused(tr("there is no text in it"));
    MaterialReading reading{.kind = dossier::MaterialKind::report, .notes = std::move(result.notes)};
    reading.rows.push_back(put(file.path, batch));
    reading.content = dossier::ReportContent{.paragraphs = std::move(result.paragraphs),
                                             .original = reading.rows.front().hash};
    return reading;
}

MaterialReading MaterialReader::document(const PlannedFile& file, db::MediaStore::Batch& batch) {
    const WorkFolder folder(work_folder_);
    DocumentPages pages = document_pages(file.path, folder, stop_);
    MaterialReading reading{.kind = dossier::MaterialKind::document};
    reading.rows.push_back(put(file.path, batch));
    dossier::DocumentContent content{.original = reading.rows.front().hash, .text = std::move(pages.text)};
    for (const fs::path& page : pages.pages) {
        reading.rows.push_back(put(page, batch));
        content.pages.push_back(reading.rows.back().hash);
    }
    make_poster(store_, content.original, *media::decode_photo(pages.pages.front(), poster_limit));
    reading.content = std::move(content);
    return reading;
}

formats::PollResult MaterialReader::read_poll(const PlannedFile& file) {
    const bool sheet = extension(file.path.filename().string()) == "xlsx";
    const std::string bytes = file_bytes(file.path, sheet ? formats::xlsx_limit : formats::csv_limit);
    return read_with(
        [&](const std::string& text) {
            return formats::read_poll(sheet ? formats::read_xlsx(text) : formats::read_csv(text));
        },
        bytes);
}

TranscriptReading MaterialReader::read_transcript(const fs::path& file) {
    formats::TranscriptResult result =
        read_with(formats::read_transcript, file_bytes(file, formats::transcript_limit));
    return {.cues = std::move(result.cues), .notes = std::move(result.notes)};
}

} // namespace app
