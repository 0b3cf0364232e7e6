// One piece of evidence about a candidate, and the content each kind of it has.
#pragma once

#include "dossier/id.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dossier {

/// In the official order of a dossier. Card and form are drawn from the person's Form and are not stored.
enum class MaterialKind { card, form, poll, report, photo, audio, video, document };
inline constexpr int material_kind_count = 8;

/// "card", "form", ...: used in the database, in --json and in --only.
std::string_view code(MaterialKind kind);
std::optional<MaterialKind> material_kind_of(std::string_view code);

/// entered -> submitted -> approved -> locked; submitted -> returned -> submitted.
enum class MaterialState { entered, submitted, returned, approved, locked };
std::string_view code(MaterialState state);
std::optional<MaterialState> material_state_of(std::string_view code);

/// A line of a transcript on the material's time line, seconds.
struct Cue {
    double begin = 0;
    double end = 0;
    std::string speaker; ///< may be empty
    std::string text;
    bool operator==(const Cue&) const = default;
};

/// Where a question begins on the material's time line, seconds.
struct Chapter {
    double begin = 0;
    std::string title;
    int question = 0; ///< its number in the list of questions; 0 = not one of them
    bool operator==(const Chapter&) const = default;
};

/// One stretch of a media object on the material's time line; seconds. The part shows [in, out) of the object
/// from `offset` on; out <= 0 means "to its end".
struct ClipPart {
    std::string media; ///< SHA-256 in hex
    double in = 0;
    double out = 0;
    double offset = 0;
    bool operator==(const ClipPart&) const = default;
};

/// Audio or video: 1..n parts on one time line.
struct ClipContent {
    std::vector<ClipPart> parts;
    double duration = 0; ///< of the time line, seconds; 0 = unknown
    std::vector<Chapter> chapters;
    std::vector<Cue> transcript;
    std::string transcript_state; ///< "", "in progress", "ready", "checked"
    /// Why it must not be shown, e.g. "consent missing"; empty = may be shown.
    std::string withheld;
    bool operator==(const ClipContent&) const = default;
};

struct PhotoContent {
    std::string media;
    bool operator==(const PhotoContent&) const = default;
};

/// One paragraph of a report; `level` 0 = text, 1..3 = heading. A table row has its cells.
struct Paragraph {
    enum class Kind { text, title, heading, table_row, page_break };
    enum class Align { justify, left, center, right };
    struct Run {
        std::string text;
        bool bold = false;
        bool italic = false;
        bool underline = false;
        bool operator==(const Run&) const = default;
    };
    Kind kind = Kind::text;
    int level = 0;
    Align align = Align::justify;
    bool indent = true; ///< first line by two characters, as official documents do
    std::vector<Run> runs;
    std::vector<std::string> cells;
    bool operator==(const Paragraph&) const = default;
};

/// 考察材料 read from docx, txt or md; the original is kept as media.
struct ReportContent {
    std::vector<Paragraph> paragraphs;
    std::string original; ///< SHA-256 of the file it was read from; may be empty
    bool operator==(const ReportContent&) const = default;
};

/// One count of a poll: question x voter group x option.
struct PollCount {
    std::string question;
    std::string group; ///< empty = all voters
    std::string option;
    std::int64_t count = 0;
    bool operator==(const PollCount&) const = default;
};

/// One sheet of a poll: one vote at one time. valid = returned - invalid (sources.md: polls).
struct PollSheet {
    std::string title; ///< e.g. 民主测评
    std::string date;
    std::string unit;
    std::int64_t issued = 0;
    std::int64_t returned = 0;
    std::int64_t invalid = 0;
    std::vector<PollCount> counts; ///< in the order of the file: questions, options and groups keep it
    bool operator==(const PollSheet&) const = default;
};

struct PollContent {
    std::vector<PollSheet> sheets;
    std::string original;
    bool operator==(const PollContent&) const = default;
};

/// A document turned into page pictures and text at import.
struct DocumentContent {
    std::string original;           ///< SHA-256 of the file
    std::vector<std::string> pages; ///< SHA-256 of the page pictures, in order (derivatives)
    std::string text;
    bool operator==(const DocumentContent&) const = default;
};

/// monostate: card and form, which are drawn from the person.
using Content =
    std::variant<std::monostate, PollContent, ReportContent, PhotoContent, ClipContent, DocumentContent>;

/// SHA-256 of the object the content was made from: a clip's first part, a photo, the file of a report, poll
/// or document; empty where there is none.
std::string original_of(const Content& content);

struct Material {
    MaterialId id;
    PersonId person;
    MaterialKind kind = MaterialKind::document;
    std::string title;
    std::string file_name; ///< base name of the file it came from
    MaterialState state = MaterialState::entered;
    std::int64_t revision = 1;
    Content content;
    bool operator==(const Material&) const = default;
};

} // namespace dossier
