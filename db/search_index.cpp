#include "db/records.h"
#include "db/search.h"
#include "dossier/order/pinyin.h"
#include "dossier/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace db {

namespace {

struct Piece {
    double time = -1;
    std::string body;
    auto operator<=>(const Piece&) const = default;
};

/// Long texts are cut at line ends, so that a snippet does not read a whole book.
constexpr std::size_t piece_size = 32'768;

void add_piece(std::vector<Piece>& pieces, const std::string& text, double time = -1) {
    std::string rest = plain_text(text);
    while (rest.size() > piece_size) {
        std::size_t cut = rest.rfind('\n', piece_size);
        if (cut == std::string::npos || cut < piece_size / 2) {
            cut = piece_size;
            while (cut > 0 && (static_cast<unsigned char>(rest[cut]) & 0xc0U) == 0x80)
                --cut;
        }
        pieces.push_back({time, rest.substr(0, cut)});
        rest.erase(0, cut);
    }
    if (!dossier::trimmed(rest).empty())
        pieces.push_back({time, rest});
}

std::vector<Piece> pieces_of(const dossier::Person& person) {
    std::string text;
    for (const std::string& element : person.form.texts)
        if (!element.empty())
            text += element + "\n";
    for (const dossier::FamilyMember& member : person.form.family) {
        for (const std::string& element : member.texts)
            if (!element.empty())
                text += element + " ";
        text += "\n";
    }
    std::vector<Piece> pieces;
    add_piece(pieces, text);
    return pieces;
}

struct PiecesOfContent {
    std::vector<Piece>& pieces;

    void operator()(std::monostate /*drawn*/) const {}
    void operator()(const dossier::PhotoContent& /*photo*/) const {}
    void operator()(const dossier::PollContent& poll) const {
        std::string text;
        std::set<std::string> said;
        const auto say = [&](const std::string& words) {
            if (!words.empty() && said.insert(words).second)
                text += words + "\n";
        };
        for (const dossier::PollSheet& sheet : poll.sheets) {
            say(sheet.title);
            say(sheet.unit);
            for (const dossier::PollCount& count : sheet.counts) {
                say(count.question);
                say(count.group);
                say(count.option);
            }
        }
        add_piece(pieces, text);
    }
    void operator()(const dossier::ReportContent& report) const {
        std::string text;
        for (const dossier::Paragraph& paragraph : report.paragraphs) {
            for (const dossier::Paragraph::Run& run : paragraph.runs)
                text += run.text;
            for (const std::string& cell : paragraph.cells)
                text += cell + " ";
            text += "\n";
        }
        add_piece(pieces, text);
    }
    void operator()(const dossier::ClipContent& clip) const {
        for (const dossier::Chapter& chapter : clip.chapters)
            add_piece(pieces, chapter.title, chapter.begin);
        for (const dossier::Cue& cue : clip.transcript)
            add_piece(pieces, cue.text, cue.begin);
    }
    void operator()(const dossier::DocumentContent& document) const { add_piece(pieces, document.text); }
};

std::vector<Piece> pieces_of(const dossier::Material& material) {
    std::vector<Piece> pieces;
    add_piece(pieces, material.title);
    std::visit(PiecesOfContent{pieces}, material.content);
    return pieces;
}

/// The pieces of a person's form (material empty) or of a material.
void replace_pieces(Session& session, const std::string& person, const std::string& material, bool is_new,
                    std::vector<Piece> pieces) {
    if (!is_new) {
        // Only what differs is written: a transcript of an hour is saved again and again while one cell is
        // typed.
        std::multimap<Piece, std::int64_t> old;
        const std::string where =
            material.empty() ? "person = :1 and material = ''" : "material = :1 and material <> ''";
        session.each<std::int64_t, double, std::string>(
            "select number, time, body from text_piece where " + where,
            {material.empty() ? person : material},
            [&](std::int64_t number, double time, const std::string& body) {
                old.emplace(Piece{time, body}, number);
            });
        std::vector<Piece> fresh;
        for (const Piece& piece : pieces)
            if (const auto same = old.find(piece); same != old.end())
                old.erase(same);
            else
                fresh.push_back(piece);
        for (const auto& [piece, number] : old) {
            session.run("insert into text_index(text_index, rowid, body) values('delete', :1, :2)",
                        {number, piece.body});
            session.run("delete from text_piece where number = :1", {number});
        }
        pieces = std::move(fresh);
    }
    for (const Piece& piece : pieces) {
        const auto number = session.value<std::int64_t>(
            "insert into text_piece(person, material, time, body) values(:1, :2, :3, :4) returning number",
            {person, material, piece.time, piece.body});
        session.run("insert into text_index(rowid, body) values(:1, :2)", {number, piece.body});
    }
}

std::vector<std::string> split(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

/// Everything the name can be typed as, without its duplicates.
std::string reading_keys(const dossier::Person& person) {
    std::set<std::string> keys;
    for (const order::Variant& variant : order::name_variants(person.name, person.pinyin)) {
        keys.insert(variant.full);
        keys.insert(variant.initials);
    }
    std::string joined;
    for (const std::string& key : keys) {
        if (!joined.empty())
            joined += ' ';
        joined += plain_text(key);
    }
    return joined;
}

void remove_name(Session& session, std::int64_t number, const std::string& name,
                 const std::string& readings) {
    session.run("insert into name_index(name_index, rowid, name) values('delete', :1, :2)", {number, name});
    for (const std::string& key : split(readings))
        session.run("delete from name_reading where key = :1 and person = :2", {key, number});
}

void add_name(Session& session, std::int64_t number, const dossier::Person& person) {
    session.run("insert into name_index(rowid, name) values(:1, :2)", {number, plain_text(person.name)});
    const std::string readings = reading_keys(person);
    for (const std::string& key : split(readings))
        session.run("insert into name_reading(key, person) values(:1, :2) on conflict do nothing",
                    {key, number});
    session.run("update person set readings = :1 where number = :2", {readings, number});
}

} // namespace

void index_person(Session& session, std::int64_t number, const dossier::Person* before,
                  const dossier::Person* after) {
    const bool same_name = before != nullptr && after != nullptr && before->name == after->name &&
                           before->pinyin == after->pinyin;
    if (before != nullptr && !same_name)
        remove_name(session, number, plain_text(before->name),
                    session.value<std::string>("select readings from person where number = :1", {number}));
    if (after != nullptr && !same_name)
        add_name(session, number, *after);
    if (after != nullptr)
        replace_pieces(session, after->id.text, "", before == nullptr, pieces_of(*after));
    else if (before != nullptr)
        replace_pieces(session, before->id.text, "", false, {});
}

void index_material(Session& session, const dossier::Material* material, const std::string& id, bool is_new) {
    replace_pieces(session, material != nullptr ? material->person.text : "", id, is_new,
                   material != nullptr ? pieces_of(*material) : std::vector<Piece>{});
}

void rebuild_index(Session& session) {
    session.run("insert into name_index(name_index) values('delete-all')");
    session.run("delete from name_reading");
    session.run("delete from text_piece");
    session.run("insert into text_index(text_index) values('rebuild')");
    // Records are read in steps: a statement must not run over tables that change under it.
    for (std::int64_t last = 0;;) {
        std::vector<std::pair<std::int64_t, std::string>> documents;
        session.each<std::int64_t, std::string>(
            "select person, document from person_document where person > :1 order by person limit 200",
            {last},
            [&](std::int64_t number, const std::string& text) { documents.emplace_back(number, text); });
        if (documents.empty())
            break;
        for (const auto& [number, document] : documents) {
            const dossier::Person person = person_of(document, std::to_string(number));
            add_name(session, number, person);
            replace_pieces(session, person.id.text, "", true, pieces_of(person));
        }
        last = documents.back().first;
    }
    for (std::int64_t last = 0;;) {
        std::vector<std::pair<std::int64_t, std::string>> documents;
        session.each<std::int64_t, std::string>(
            "select number, document from material where number > :1 order by number limit 200", {last},
            [&](std::int64_t number, const std::string& text) { documents.emplace_back(number, text); });
        if (documents.empty())
            break;
        for (const auto& [number, document] : documents) {
            const dossier::Material material = material_of(document, std::to_string(number));
            index_material(session, &material, material.id.text, true);
        }
        last = documents.back().first;
    }
}

} // namespace db
