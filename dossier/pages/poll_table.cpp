#include "dossier/pages/poll_table.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace pages {

namespace {

/// More than any poll has voters; sums of such counts cannot overflow.
constexpr std::int64_t most_votes = 1'000'000'000'000;

template <class T>
std::size_t place_of(std::vector<T>& list, const T& value) {
    const auto at = std::find(list.begin(), list.end(), value);
    if (at != list.end())
        return static_cast<std::size_t>(at - list.begin());
    list.push_back(value);
    return list.size() - 1;
}

/// One row as the sheet has it, before rows of equal options are put together.
struct RawRow {
    std::string question, group;
    std::vector<std::string> options;
    std::vector<std::int64_t> counts;
};

std::vector<RawRow> raw_rows(const dossier::PollSheet& sheet) {
    std::vector<RawRow> rows;
    for (const dossier::PollCount& count : sheet.counts) {
        auto row = std::find_if(rows.begin(), rows.end(), [&](const RawRow& r) {
            return r.question == count.question && r.group == count.group;
        });
        if (row == rows.end())
            row = rows.insert(rows.end(), {count.question, count.group, {}, {}});
        const std::size_t option = place_of(row->options, count.option);
        row->counts.resize(row->options.size());
        row->counts[option] += std::clamp<std::int64_t>(count.count, 0, most_votes);
    }
    return rows;
}

bool contains_all(const std::vector<std::string>& list, const std::vector<std::string>& some) {
    return std::all_of(some.begin(), some.end(), [&](const std::string& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    });
}

void add_row(PollTable& table, const RawRow& raw, std::int64_t valid) {
    PollRow row{raw.question, raw.group, std::vector<std::int64_t>(table.options.size()), 0};
    for (std::size_t i = 0; i < raw.options.size(); ++i) {
        const auto at = std::find(table.options.begin(), table.options.end(), raw.options[i]);
        row.counts[static_cast<std::size_t>(at - table.options.begin())] = raw.counts[i];
    }
    // How many a group has is not on the sheet: its ballots are its counts.
    const std::int64_t sum = std::accumulate(row.counts.begin(), row.counts.end(), std::int64_t{0});
    row.base = row.group.empty() ? std::max(sum, valid) : sum;
    table.rows.push_back(std::move(row));
}

} // namespace

std::vector<PollTable> tables_of(const dossier::PollSheet& sheet) {
    const std::int64_t valid = std::clamp<std::int64_t>(sheet.returned, 0, most_votes) -
                               std::clamp<std::int64_t>(sheet.invalid, 0, most_votes);
    std::vector<PollTable> tables;
    for (const RawRow& raw : raw_rows(sheet)) {
        // A row may lack options nobody chose; then it belongs to the table above.
        if (tables.empty() || !contains_all(tables.back().options, raw.options))
            tables.push_back({raw.options, {}});
        add_row(tables.back(), raw, valid);
    }
    return tables;
}

std::optional<int> standing_of(const std::string& option) {
    static const std::array<std::vector<const char*>, 5> scale{
        std::vector<const char*>{"优秀", "优", "好", "满意", "同意", "赞成", "认同", "不存在", "健康", "支持",
                                 "A"},
        {"称职", "良好", "良", "较好", "比较满意", "较满意", "基本满意", "基本认同", "偶尔存在", "合格",
         "基本同意", "B"},
        {"基本称职", "一般", "中", "基本合格", "一定程度存在", "亚健康", "缓议", "C"},
        {"不称职", "较差", "差", "不满意", "不同意", "反对", "不认同", "存在", "不健康", "不合格", "不支持",
         "D"},
        {"不了解", "弃权", "不清楚", "未填", "不定等次"}};
    for (std::size_t i = 0; i < scale.size(); ++i)
        for (const char* name : scale[i])
            if (option == name)
                return static_cast<int>(i);
    return std::nullopt;
}

std::vector<Color> option_colors(const std::vector<std::string>& options) {
    // Two shades of each standing, then a wheel of quiet colours for options of no scale.
    static constexpr std::array<std::array<Color, 2>, 5> standings{{{rgb(0x2b5876), rgb(0x4a7b9d)},
                                                                    {rgb(0x86b0c9), rgb(0xa9c9da)},
                                                                    {rgb(0xe0b868), rgb(0xecd39c)},
                                                                    {rgb(0xb04a3c), rgb(0xcf8177)},
                                                                    {rgb(0xa3a8ad), rgb(0xc3c7ca)}}};
    static constexpr std::array wheel{rgb(0x2b5876), rgb(0x86b0c9), rgb(0x6a8f5f), rgb(0xe0b868),
                                      rgb(0xb57b52), rgb(0x8a6d94), rgb(0xa3a8ad), rgb(0xb04a3c),
                                      rgb(0x4f9a94), rgb(0xc9a0a8)};
    std::vector<Color> colors;
    const auto taken = [&](Color color) {
        return std::find(colors.begin(), colors.end(), color) != colors.end();
    };
    for (std::size_t i = 0; i < options.size(); ++i) {
        Color color = wheel[i % wheel.size()];
        if (const std::optional<int> standing = standing_of(options[i])) {
            const auto& shades = standings[static_cast<std::size_t>(*standing)];
            color = taken(shades[0]) ? shades[1] : shades[0];
        }
        for (std::size_t n = 0; n < wheel.size() && taken(color); ++n)
            color = wheel[(i + n) % wheel.size()];
        while (taken(color)) // more options than colours: slightly lighter each round
            color = {color.red + (1 - color.red) * 0.13, color.green + (1 - color.green) * 0.13,
                     color.blue + (1 - color.blue) * 0.13};
        colors.push_back(color);
    }
    return colors;
}

bool is_dark(Color color) {
    return 0.3 * color.red + 0.59 * color.green + 0.11 * color.blue < 0.55;
}

namespace {

std::optional<std::size_t> find(const std::vector<std::string>& options,
                                std::initializer_list<const char*> names) {
    for (const char* name : names)
        for (std::size_t i = 0; i < options.size(); ++i)
            if (options[i] == name)
                return i;
    return std::nullopt;
}

struct Pair {
    DerivedRate rate;
    std::size_t first, second;
};

std::optional<Pair> derived_pair(const std::vector<std::string>& options) {
    const auto excellent = find(options, {"优秀"});
    const auto competent = find(options, {"称职"});
    if (excellent && competent)
        return Pair{DerivedRate::excellent, *excellent, *competent};
    const auto satisfied = find(options, {"满意"});
    const auto rather = find(options, {"比较满意", "较满意", "基本满意"});
    if (satisfied && rather)
        return Pair{DerivedRate::satisfied, *satisfied, *rather};
    return std::nullopt;
}

} // namespace

std::optional<DerivedRate> derived_rate(const PollTable& table) {
    const auto pair = derived_pair(table.options);
    return pair ? std::optional(pair->rate) : std::nullopt;
}

std::int64_t derived_count(const PollTable& table, const PollRow& row) {
    const auto pair = derived_pair(table.options);
    return pair ? row.counts[pair->first] + row.counts[pair->second] : 0;
}

std::string percent(std::int64_t count, std::int64_t base) {
    if (base <= 0)
        return "0.00";
    const auto hundredths = (count * 20000 + base) / (2 * base);
    const std::string fraction = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (fraction.size() < 2 ? "0" : "") + fraction;
}

} // namespace pages
