#include "dossier/order/standing.h"

#include "dossier/resume.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

namespace order {

namespace {

struct LevelWord {
    std::string_view word;
    int value;
};

/// 公务员法 and 公务员职务与职级并行规定: levels of leading posts, and the ranks that go with them.
constexpr LevelWord level_words[]{
    {"省部级正职", 30},   {"正部级", 30},       {"正部长级", 30},      {"正省级", 30},
    {"省部级副职", 40},   {"副部级", 40},       {"副部长级", 40},      {"副省级", 40},
    {"厅局级正职", 50},   {"正厅级", 50},       {"正厅长级", 50},      {"正局级", 50},
    {"正局长级", 50},     {"正地级", 50},       {"厅局级副职", 60},    {"副厅级", 60},
    {"副厅长级", 60},     {"副局级", 60},       {"副局长级", 60},      {"副地级", 60},
    {"县处级正职", 70},   {"正处级", 70},       {"正处长级", 70},      {"正县级", 70},
    {"正县处级", 70},     {"县处级副职", 80},   {"副处级", 80},        {"副处长级", 80},
    {"副县级", 80},       {"副县处级", 80},     {"乡科级正职", 90},    {"正科级", 90},
    {"正科长级", 90},     {"正乡级", 90},       {"乡科级副职", 100},   {"副科级", 100},
    {"副科长级", 100},    {"副乡级", 100},      {"一级巡视员", 51},    {"二级巡视员", 61},
    {"一级调研员", 71},   {"二级调研员", 72},   {"三级调研员", 81},    {"四级调研员", 82},
    {"一级主任科员", 91}, {"二级主任科员", 92}, {"三级主任科员", 101}, {"四级主任科员", 102},
    {"一级科员", 111},    {"二级科员", 112},
};

constexpr std::string_view vote_options[]{"推荐", "同意推荐", "同意", "赞成", "得票", "得票数", "票数", "√"};

std::optional<int> points_of(std::string_view option) {
    static constexpr std::array<std::pair<std::string_view, int>, 4> points{
        {{"优秀", 100}, {"称职", 80}, {"基本称职", 60}, {"不称职", 40}}};
    for (const auto& [word, value] : points)
        if (word == option)
            return value;
    return std::nullopt;
}

bool contains(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

/// Counts of one question by option; where rows without a group exist they are the sums already.
std::map<std::string, std::int64_t> totals(const dossier::PollSheet& sheet, std::string_view question) {
    std::map<std::string, std::int64_t> grouped;
    std::map<std::string, std::int64_t> sums;
    for (const dossier::PollCount& count : sheet.counts)
        if (count.question == question)
            (count.group.empty() ? sums : grouped)[count.option] += count.count;
    return sums.empty() ? grouped : sums;
}

std::vector<std::string> questions(const dossier::PollSheet& sheet) {
    std::vector<std::string> all;
    for (const dossier::PollCount& count : sheet.counts)
        if (std::find(all.begin(), all.end(), count.question) == all.end())
            all.push_back(count.question);
    return all;
}

} // namespace

std::optional<PostLevel> post_level(std::string_view post) {
    std::optional<PostLevel> best;
    for (const LevelWord& row : level_words)
        if (contains(post, row.word) && (!best || row.value < best->value))
            best = PostLevel{row.value, std::string(row.word)};
    return best;
}

std::optional<Votes> votes(const dossier::PollContent& poll) {
    for (const dossier::PollSheet& sheet : poll.sheets) {
        if (!contains(sheet.title, "推荐") && !contains(sheet.title, "表决"))
            continue;
        std::optional<std::int64_t> most;
        for (const std::string& question : questions(sheet)) {
            const auto counts = totals(sheet, question);
            for (const std::string_view option : vote_options)
                if (const auto found = counts.find(std::string(option)); found != counts.end())
                    most = std::max(most.value_or(0), found->second);
        }
        if (most)
            return Votes{*most, sheet.returned - sheet.invalid, sheet.title};
    }
    return std::nullopt;
}

std::string Score::text() const {
    if (ballots <= 0)
        return "";
    const std::int64_t hundredths = (points * 100 * 2 + ballots) / (2 * ballots);
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%lld.%02lld", static_cast<long long>(hundredths / 100),
                  static_cast<long long>(hundredths % 100));
    return buffer.data();
}

std::optional<Score> score(const dossier::PollContent& poll) {
    for (const dossier::PollSheet& sheet : poll.sheets) {
        Score whole{0, 0, sheet.title};
        Score all{0, 0, sheet.title};
        for (const std::string& question : questions(sheet))
            for (const auto& [option, count] : totals(sheet, question)) {
                const auto points = points_of(option);
                // No meeting has such counts; their sums could overflow.
                if (!points || count < 0 || count > 1'000'000'000)
                    continue;
                for (Score* one : {&all, contains(question, "总体") ? &whole : nullptr})
                    if (one) {
                        one->points += *points * count;
                        one->ballots += count;
                    }
            }
        if (whole.ballots > 0)
            return whole;
        if (all.ballots > 0)
            return all;
    }
    return std::nullopt;
}

Entry entry_of(const dossier::Person& person, std::span<const dossier::Material> materials) {
    Entry entry;
    entry.person = person.id;
    entry.name = person.name;
    entry.pinyin = person.pinyin;
    entry.level = post_level(person.form[dossier::Field::present_post]);
    entry.birth = dossier::birth_of(person.form).value_or(dossier::Date{});
    const dossier::Resume resume = dossier::parse_resume(person.form[dossier::Field::resume]);
    for (const dossier::ResumeEntry& line : resume.entries)
        if (line.dated)
            entry.post_since = line.begin;
    for (const dossier::Material& material : materials) {
        const auto* poll = std::get_if<dossier::PollContent>(&material.content);
        if (!poll)
            continue;
        if (!entry.votes)
            entry.votes = votes(*poll);
        if (!entry.score)
            entry.score = score(*poll);
    }
    return entry;
}

} // namespace order
