#include "dossier/party_date.h"

#include "dossier/text.h"

#include <array>

namespace dossier {

namespace {

struct Party {
    std::string_view short_name;
    std::string_view full_name;
};
/// The eight democratic parties with the short forms of GB/T 4762 and of the forms.
constexpr std::array<Party, 11> parties{{{"民革", "中国国民党革命委员会"},
                                         {"民盟", "中国民主同盟"},
                                         {"民建", "中国民主建国会"},
                                         {"民进", "中国民主促进会"},
                                         {"农工党", "中国农工民主党"},
                                         {"农工", "中国农工民主党"},
                                         {"致公党", "中国致公党"},
                                         {"致公", "中国致公党"},
                                         {"九三学社", "九三学社"},
                                         {"九三", "九三学社"},
                                         {"台盟", "台湾民主自治同盟"}}};

bool is_separator(char32_t c) {
    return c == U'；' || c == U';' || c == U'、' || c == U'，' || c == U',' || c == U'\n';
}

bool is_bracket(char32_t c) {
    return c == U'(' || c == U')' || c == U'（' || c == U'）' || c == U'〔' || c == U'〕' || c == U'[' ||
           c == U']';
}

/// Belongs to a date that has begun.
bool is_date_character(char32_t c) {
    return is_digit(c) || c == U'.' || c == U'．' || c == U'-' || c == U'/' || c == U'年' || c == U'月' ||
           c == U'日';
}

/// "民建会员" and "民建盟员" name the party as "民建" does.
std::string without_member_word(std::string text) {
    for (const std::string_view word : {"会员", "盟员", "党员", "社员", "成员"})
        if (text.size() > word.size() && text.ends_with(word))
            return text.substr(0, text.size() - word.size());
    return text;
}

void add_word(PartyDate& result, const std::string& word) {
    if (word.empty())
        return;
    if (word.starts_with("无党派")) {
        result.none = true;
        result.none_word = "无党派";
    } else if (word == "群众" || word == "共青团员" || word == "无") {
        result.none = true;
        result.none_word = word == "无" ? "" : word;
    } else if (word.find("中共") != std::string::npos || word.find("中国共产党") != std::string::npos ||
               word == "党员" || word == "预备党员" || word == "预备" || word == "入党" || word == "加入") {
        if (!result.cpc)
            result.cpc = Date{};
    } else if (const std::string party = without_member_word(word); !party_full_name(party).empty()) {
        result.parties.push_back(party);
    } else {
        result.understood = false;
    }
}

void add_date(PartyDate& result, const std::string& text) {
    const std::optional<Date> date = parse_date(text);
    if (!date)
        result.understood = false;
    else if (!result.cpc || result.cpc->year == 0)
        result.cpc = date;
}

} // namespace

PartyDate parse_party_date(std::string_view text) {
    PartyDate result;
    result.understood = !trimmed(text).empty();
    std::string word;
    std::string date;
    const auto finish = [&] {
        if (!date.empty())
            add_date(result, date);
        add_word(result, word);
        word.clear();
        date.clear();
    };
    for (const char32_t c : code_points(text)) {
        if (is_space_or_invisible(c))
            continue;
        if (is_separator(c) || is_bracket(c)) {
            finish();
        } else if (is_digit(c) || (!date.empty() && is_date_character(c))) {
            if (!word.empty()) {
                add_word(result, word);
                word.clear();
            }
            append_utf8(date, c);
        } else {
            if (!date.empty()) {
                add_date(result, date);
                date.clear();
            }
            append_utf8(word, c);
        }
    }
    finish();
    return result;
}

std::string display_party_date(std::string_view text) {
    std::string out;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9')
            ++end;
        if (end > begin) {
            out += display_date(text.substr(begin, end - begin));
        } else {
            while (end < text.size() && (text[end] < '0' || text[end] > '9'))
                ++end;
            out += text.substr(begin, end - begin);
        }
        begin = end;
    }
    return out;
}

std::string political_status(const PartyDate& party) {
    if (party.cpc)
        return "中共党员";
    if (!party.parties.empty())
        return party.parties.front();
    return party.none_word;
}

std::string_view party_full_name(std::string_view name) {
    for (const Party& party : parties)
        if (party.short_name == name || party.full_name == name)
            return party.full_name;
    return {};
}

} // namespace dossier
