#include "db/search.h"

#include "db/sqlite/tokenizer.h"
#include "db/typed_name.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <unordered_set>

namespace db {

namespace {

constexpr const char* line_columns =
    "select number, id, name, sex, birth, present_post, has_form from person ";

/// Collects lines, each person once, until there are enough.
class Lines {
  public:
    Lines(Session& session, int limit)
        : session_(session)
        , limit_(static_cast<std::size_t>(std::max(limit, 0))) {}

    [[nodiscard]] bool full() const { return lines_.size() >= limit_; }
    [[nodiscard]] std::int64_t missing() const {
        // Persons of an earlier tier come again in a later one.
        return static_cast<std::int64_t>(limit_ + lines_.size());
    }

    [[nodiscard]] bool empty() const { return lines_.empty(); }

    /// `wanted(name)` decides about each row.
    template <class Wanted>
    void add(const std::string& rest_of_query, Values values, Wanted&& wanted) {
        if (full())
            return;
        session_.each<std::int64_t, std::string, std::string, std::string, std::string, std::string,
                      std::int64_t>(
            line_columns + rest_of_query, std::move(values),
            [&](std::int64_t number, const std::string& id, const std::string& name, const std::string& sex,
                const std::string& birth, const std::string& post, std::int64_t has_form) {
                if (wanted(name) && seen_.insert(number).second)
                    lines_.push_back({dossier::PersonId{id}, name, sex, birth, post, has_form != 0});
                return !full();
            });
    }

    void add(const std::string& rest_of_query, Values values) {
        add(rest_of_query, std::move(values), [](const std::string& /*name*/) { return true; });
    }

    std::vector<PersonLine> take() { return std::move(lines_); }

  private:
    Session& session_;
    std::size_t limit_;
    std::vector<PersonLine> lines_;
    std::unordered_set<std::int64_t> seen_;
};

/// The least text greater than every text that begins with `prefix`; code points compare as their bytes do.
std::string after_prefix(const std::string& prefix) {
    std::u32string characters = dossier::code_points(prefix);
    while (!characters.empty() && characters.back() >= 0x10ffff)
        characters.pop_back();
    if (characters.empty())
        return "\xf4\x8f\xbf\xbf";
    characters.back() = characters.back() == 0xd7ff ? 0xe000 : characters.back() + 1;
    return dossier::utf8(characters);
}

bool is_pinyin(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// ü, ' and - as people type pinyin: "lü", "xi'an".
std::string typed_letters(const std::string& text) {
    std::string letters;
    for (const char32_t c : dossier::code_points(lower(text))) {
        if (c == U'ü' || c == U'Ü')
            letters += 'v';
        else if (c != U'\'' && c != U'’' && c != U'-')
            dossier::append_utf8(letters, c);
    }
    return letters;
}

std::string phrase_of(const std::string& text) {
    std::string phrase = "\"";
    for (const char c : text)
        phrase += c == '"' ? "\"\"" : std::string(1, c);
    return phrase + "\"";
}

/// Candidates that are read as typed; so many that the search stays fast.
constexpr std::int64_t most_candidates = 1000;

void add_mixed(Lines& lines, const std::string& typed) {
    const auto wanted = [&](const std::string& name) { return reads_as(typed, lower(name)); };
    if (is_pinyin(typed)) {
        for (const std::string& initials : possible_initials(typed))
            lines.add("join name_reading on name_reading.person = number where key >= :1 and key < :2 "
                      "order by key, name_reading.person limit :3",
                      {initials, after_prefix(initials), most_candidates}, wanted);
        return;
    }
    const auto letters =
        std::find_if(typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const std::string front(typed.begin(), letters);
    if (!front.empty() && letters != typed.end())
        lines.add("where name >= :1 and name < :2 order by name, id limit :3",
                  {front, after_prefix(front), most_candidates}, wanted);
}

} // namespace

std::vector<PersonLine> search_names(Session& session, const std::string& text, int limit) {
    Lines lines(session, limit);
    std::string name = dossier::matching_name(text);
    std::erase(name, '\0');
    if (name.empty() || limit <= 0)
        return {};
    const Snapshot snapshot(session);
    const std::string letters = typed_letters(name);
    if (is_pinyin(letters))
        lines.add("join name_reading on name_reading.person = number where key >= :1 and key < :2 "
                  "order by key, name_reading.person limit :3",
                  {letters, after_prefix(letters), lines.missing() * 4});
    lines.add("where name = :1 order by id limit :2", {name, lines.missing()});
    lines.add("where name >= :1 and name < :2 order by name, id limit :3",
              {name, after_prefix(name), lines.missing()});
    lines.add("where number in (select rowid from name_index where name_index match :1 limit :2) limit :3",
              {phrase_of(name), lines.missing(), lines.missing()});
    if (lines.empty())
        add_mixed(lines, letters);
    return lines.take();
}

std::vector<Catalogue::TextHit> search_texts(Session& session, const std::string& text, int limit) {
    const std::string expression = sqlite::match_expression(dossier::utf8(dossier::code_points(text)));
    std::vector<Catalogue::TextHit> hits;
    if (expression.empty() || limit <= 0)
        return hits;
    session.each<std::string, std::string, double, std::string>(
        "select person, material, time, snippet(text_index, 0, '', '', '…', 32) "
        "from text_index join text_piece on number = text_index.rowid "
        "where text_index match :1 order by text_index.rowid desc limit :2",
        {expression, std::int64_t{limit}},
        [&](const std::string& person, const std::string& material, double time, const std::string& snippet) {
            hits.push_back({dossier::PersonId{person}, dossier::MaterialId{material}, snippet, time});
        });
    return hits;
}

} // namespace db
