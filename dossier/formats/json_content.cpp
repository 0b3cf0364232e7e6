#include "dossier/formats/json_value.h"

#include <array>

namespace formats {

using dossier::Paragraph;
using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 6> content_codes{"none",  "poll", "report",
                                                        "photo", "clip", "document"};
constexpr std::array<std::string_view, 5> paragraph_codes{"text", "title", "heading", "table row",
                                                          "page break"};
constexpr std::array<std::string_view, 4> align_codes{"justify", "left", "center", "right"};

template <class Enum, std::size_t N>
Enum value_of(const std::array<std::string_view, N>& codes, const std::string& code) {
    for (std::size_t i = 0; i < N; ++i)
        if (codes.at(i) == code)
            return static_cast<Enum>(i);
    throw Error(Fault::wrong_type, code);
}

template <class T>
T must(std::optional<T> value, const std::string& code) {
    if (!value)
        throw Error(Fault::wrong_type, code);
    return *value;
}

struct ContentWriter {
    const JsonWriter& writer;

    json operator()(const std::monostate&) const { return json::object(); }

    json operator()(const dossier::PollContent& poll) const {
        json object = json::object();
        json& sheets = object["sheets"] = json::array();
        for (const dossier::PollSheet& sheet : poll.sheets) {
            json item = json::object();
            writer.put(item, "title", sheet.title);
            writer.put(item, "date", sheet.date);
            writer.put(item, "unit", sheet.unit);
            JsonWriter::put(item, "issued", sheet.issued);
            JsonWriter::put(item, "returned", sheet.returned);
            JsonWriter::put(item, "invalid", sheet.invalid);
            json& counts = item["counts"] = json::array();
            for (const dossier::PollCount& count : sheet.counts) {
                json row = json::object();
                writer.put(row, "question", count.question);
                writer.put(row, "group", count.group);
                writer.put(row, "option", count.option);
                JsonWriter::put(row, "count", count.count);
                counts.push_back(std::move(row));
            }
            sheets.push_back(std::move(item));
        }
        writer.put(object, "original", poll.original);
        return object;
    }

    [[nodiscard]] json paragraph(const Paragraph& paragraph) const {
        json item = json::object();
        item["kind"] = paragraph_codes.at(static_cast<std::size_t>(paragraph.kind));
        item["align"] = align_codes.at(static_cast<std::size_t>(paragraph.align));
        JsonWriter::put(item, "level", std::int64_t{paragraph.level});
        JsonWriter::put(item, "indent", paragraph.indent);
        writer.put(item, "cells", paragraph.cells);
        if (paragraph.runs.empty())
            return item;
        json& runs = item["runs"] = json::array();
        for (const Paragraph::Run& run : paragraph.runs) {
            json piece = json::object();
            writer.put(piece, "text", run.text);
            JsonWriter::put(piece, "bold", run.bold);
            JsonWriter::put(piece, "italic", run.italic);
            JsonWriter::put(piece, "underline", run.underline);
            runs.push_back(std::move(piece));
        }
        return item;
    }

    json operator()(const dossier::ReportContent& report) const {
        json object = json::object();
        json& paragraphs = object["paragraphs"] = json::array();
        for (const Paragraph& item : report.paragraphs)
            paragraphs.push_back(paragraph(item));
        writer.put(object, "original", report.original);
        return object;
    }

    json operator()(const dossier::PhotoContent& photo) const {
        json object = json::object();
        writer.put(object, "media", photo.media);
        return object;
    }

    json operator()(const dossier::ClipContent& clip) const {
        json object = json::object();
        json& parts = object["parts"] = json::array();
        for (const dossier::ClipPart& part : clip.parts) {
            json item = json::object();
            writer.put(item, "media", part.media);
            JsonWriter::put(item, "in", part.in);
            JsonWriter::put(item, "out", part.out);
            JsonWriter::put(item, "offset", part.offset);
            parts.push_back(std::move(item));
        }
        JsonWriter::put(object, "duration", clip.duration);
        for (const dossier::Chapter& chapter : clip.chapters) {
            json item = json::object();
            JsonWriter::put(item, "begin", chapter.begin);
            writer.put(item, "title", chapter.title);
            JsonWriter::put(item, "question", std::int64_t{chapter.question});
            object["chapters"].push_back(std::move(item));
        }
        if (!clip.transcript.empty())
            object["transcript"] = writer.cues(clip.transcript);
        writer.put(object, "transcript_state", clip.transcript_state);
        writer.put(object, "withheld", clip.withheld);
        return object;
    }

    json operator()(const dossier::DocumentContent& document) const {
        json object = json::object();
        writer.put(object, "original", document.original);
        writer.put(object, "pages", document.pages);
        writer.put(object, "text", document.text);
        return object;
    }
};

struct ContentReader {
    const JsonReader& reader;

    [[nodiscard]] dossier::PollContent poll(const json& value) const {
        dossier::PollContent content;
        for (const json& item : JsonReader::array(value, "sheets")) {
            dossier::PollSheet sheet{.title = reader.text(item, "title"),
                                     .date = reader.text(item, "date"),
                                     .unit = reader.text(item, "unit"),
                                     .issued = JsonReader::integer(item, "issued"),
                                     .returned = JsonReader::integer(item, "returned"),
                                     .invalid = JsonReader::integer(item, "invalid"),
                                     .counts = {}};
            for (const json& row : JsonReader::array(item, "counts"))
                sheet.counts.push_back({reader.text(row, "question"), reader.text(row, "group"),
                                        reader.text(row, "option"), JsonReader::integer(row, "count")});
            content.sheets.push_back(std::move(sheet));
        }
        content.original = reader.text(value, "original");
        return content;
    }

    [[nodiscard]] dossier::ReportContent report(const json& value) const {
        dossier::ReportContent content;
        for (const json& item : JsonReader::array(value, "paragraphs")) {
            Paragraph paragraph{.kind = value_of<Paragraph::Kind>(paragraph_codes, reader.text(item, "kind")),
                                .level = static_cast<int>(JsonReader::integer(item, "level")),
                                .align = value_of<Paragraph::Align>(align_codes, reader.text(item, "align")),
                                .indent = JsonReader::flag(item, "indent"),
                                .runs = {},
                                .cells = reader.texts(JsonReader::array(item, "cells"))};
            for (const json& run : JsonReader::array(item, "runs"))
                paragraph.runs.push_back({reader.text(run, "text"), JsonReader::flag(run, "bold"),
                                          JsonReader::flag(run, "italic"),
                                          JsonReader::flag(run, "underline")});
            content.paragraphs.push_back(std::move(paragraph));
        }
        content.original = reader.text(value, "original");
        return content;
    }

    [[nodiscard]] dossier::ClipContent clip(const json& value) const {
        dossier::ClipContent content;
        for (const json& item : JsonReader::array(value, "parts"))
            content.parts.push_back({reader.text(item, "media"), JsonReader::number(item, "in"),
                                     JsonReader::number(item, "out"), JsonReader::number(item, "offset")});
        content.duration = JsonReader::number(value, "duration");
        for (const json& item : JsonReader::array(value, "chapters"))
            content.chapters.push_back({JsonReader::number(item, "begin"), reader.text(item, "title"),
                                        static_cast<int>(JsonReader::integer(item, "question"))});
        content.transcript = reader.cues(JsonReader::array(value, "transcript"));
        content.transcript_state = reader.text(value, "transcript_state");
        content.withheld = reader.text(value, "withheld");
        return content;
    }
};

} // namespace

json JsonWriter::cues(const std::vector<dossier::Cue>& cues) const {
    json list = json::array();
    for (const dossier::Cue& cue : cues) {
        json item = json::object();
        put(item, "begin", cue.begin);
        put(item, "end", cue.end);
        put(item, "speaker", cue.speaker);
        put(item, "text", cue.text);
        list.push_back(std::move(item));
    }
    return list;
}

std::vector<dossier::Cue> JsonReader::cues(const json& value) const {
    std::vector<dossier::Cue> cues;
    for (const json& item : value)
        cues.push_back(
            {number(item, "begin"), number(item, "end"), text(item, "speaker"), text(item, "text")});
    return cues;
}

json JsonWriter::content(const dossier::Content& content) const {
    json object = std::visit(ContentWriter{*this}, content);
    object["content"] = content_codes.at(content.index());
    return object;
}

dossier::Content JsonReader::content(const json& value) const {
    const ContentReader reader{*this};
    const std::string code = text(value, "content");
    if (code == "none")
        return {};
    if (code == "poll")
        return reader.poll(value);
    if (code == "report")
        return reader.report(value);
    if (code == "photo")
        return dossier::PhotoContent{text(value, "media")};
    if (code == "clip")
        return reader.clip(value);
    if (code == "document")
        return dossier::DocumentContent{text(value, "original"), texts(array(value, "pages")),
                                        text(value, "text")};
    throw Error(Fault::wrong_type, "content");
}

json JsonWriter::material(const dossier::Material& material) const {
    json object = json::object();
    put(object, "id", material.id.text);
    put(object, "person", material.person.text);
    object["kind"] = dossier::code(material.kind);
    put(object, "title", material.title);
    put(object, "file_name", material.file_name);
    object["state"] = dossier::code(material.state);
    put(object, "revision", material.revision);
    object["content"] = content(material.content);
    return object;
}

dossier::Material JsonReader::material(const json& value) const {
    const std::string kind = text(value, "kind");
    const std::string state = text(value, "state");
    return {.id = {text(value, "id")},
            .person = {text(value, "person")},
            .kind = must(dossier::material_kind_of(kind), kind),
            .title = text(value, "title"),
            .file_name = text(value, "file_name"),
            .state = must(dossier::material_state_of(state), state),
            .revision = integer(value, "revision"),
            .content = content(value.at("content"))};
}

} // namespace formats
