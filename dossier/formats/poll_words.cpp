#include "dossier/formats/poll_words.h"

#include "dossier/text.h"

#include <algorithm>
#include <array>

namespace formats {

namespace {

struct Word {
    std::string_view text;
    PollWord word;
};

constexpr auto words = std::to_array<Word>({
    {"姓名", PollWord::candidate},     {"候选人", PollWord::candidate},    {"考察对象", PollWord::candidate},
    {"测评对象", PollWord::candidate}, {"被测评人", PollWord::candidate},  {"推荐人选", PollWord::candidate},
    {"人选", PollWord::candidate},     {"candidate", PollWord::candidate}, {"name", PollWord::candidate},
    {"person", PollWord::candidate},   {"表名", PollWord::sheet},          {"测评表", PollWord::sheet},
    {"推荐类型", PollWord::sheet},     {"测评类型", PollWord::sheet},      {"类型", PollWord::sheet},
    {"sheet", PollWord::sheet},        {"poll", PollWord::sheet},          {"form", PollWord::sheet},
    {"问题", PollWord::question},      {"题目", PollWord::question},       {"测评项目", PollWord::question},
    {"评价项目", PollWord::question},  {"测评内容", PollWord::question},   {"评价内容", PollWord::question},
    {"项目", PollWord::question},      {"内容", PollWord::question},       {"指标", PollWord::question},
    {"question", PollWord::question},  {"item", PollWord::question},       {"投票人类别", PollWord::group},
    {"人员类别", PollWord::group},     {"参评人员", PollWord::group},      {"参会人员", PollWord::group},
    {"类别", PollWord::group},         {"票种", PollWord::group},          {"分类", PollWord::group},
    {"group", PollWord::group},        {"votergroup", PollWord::group},    {"voters", PollWord::group},
    {"选项", PollWord::option},        {"评价", PollWord::option},         {"意见", PollWord::option},
    {"等次", PollWord::option},        {"option", PollWord::option},       {"answer", PollWord::option},
    {"choice", PollWord::option},      {"票数", PollWord::count},          {"得票", PollWord::count},
    {"得票数", PollWord::count},       {"人数", PollWord::count},          {"数量", PollWord::count},
    {"count", PollWord::count},        {"votes", PollWord::count},         {"number", PollWord::count},
    {"发出", PollWord::issued},        {"发出票数", PollWord::issued},     {"发出票", PollWord::issued},
    {"发放", PollWord::issued},        {"发票", PollWord::issued},         {"发票数", PollWord::issued},
    {"issued", PollWord::issued},      {"distributed", PollWord::issued},  {"收回", PollWord::returned},
    {"收回票数", PollWord::returned},  {"收回票", PollWord::returned},     {"回收", PollWord::returned},
    {"回收票数", PollWord::returned},  {"returned", PollWord::returned},   {"received", PollWord::returned},
    {"无效", PollWord::invalid},       {"无效票", PollWord::invalid},      {"无效票数", PollWord::invalid},
    {"废票", PollWord::invalid},       {"invalid", PollWord::invalid},     {"spoiled", PollWord::invalid},
    {"有效", PollWord::valid},         {"有效票", PollWord::valid},        {"有效票数", PollWord::valid},
    {"valid", PollWord::valid},        {"标题", PollWord::title},          {"title", PollWord::title},
    {"日期", PollWord::date},          {"时间", PollWord::date},           {"date", PollWord::date},
    {"单位", PollWord::unit},          {"unit", PollWord::unit},           {"合计", PollWord::total},
    {"小计", PollWord::total},         {"总计", PollWord::total},          {"total", PollWord::total},
    {"sum", PollWord::total},          {"序号", PollWord::ignored},        {"名次", PollWord::ignored},
    {"排名", PollWord::ignored},       {"备注", PollWord::ignored},        {"现任职务", PollWord::ignored},
    {"职务", PollWord::ignored},       {"性别", PollWord::ignored},        {"出生年月", PollWord::ignored},
    {"no", PollWord::ignored},         {"no.", PollWord::ignored},         {"rank", PollWord::ignored},
    {"remark", PollWord::ignored},     {"remarks", PollWord::ignored},     {"note", PollWord::ignored},
    {"post", PollWord::ignored},
});

constexpr auto options = std::to_array<std::string_view>({"优秀",
                                                          "称职",
                                                          "基本称职",
                                                          "不称职",
                                                          "优",
                                                          "良",
                                                          "中",
                                                          "良好",
                                                          "一般",
                                                          "较差",
                                                          "好",
                                                          "较好",
                                                          "差",
                                                          "满意",
                                                          "比较满意",
                                                          "较满意",
                                                          "基本满意",
                                                          "不满意",
                                                          "不了解",
                                                          "同意",
                                                          "不同意",
                                                          "弃权",
                                                          "缓议",
                                                          "认同",
                                                          "基本认同",
                                                          "不认同",
                                                          "合格",
                                                          "基本合格",
                                                          "不合格",
                                                          "推荐",
                                                          "不推荐",
                                                          "不存在",
                                                          "偶尔存在",
                                                          "一定程度存在",
                                                          "存在",
                                                          "健康",
                                                          "亚健康",
                                                          "不健康",
                                                          "赞成",
                                                          "反对",
                                                          "excellent",
                                                          "good",
                                                          "fair",
                                                          "poor",
                                                          "competent",
                                                          "basicallycompetent",
                                                          "incompetent",
                                                          "agree",
                                                          "disagree",
                                                          "abstain",
                                                          "defer",
                                                          "satisfied",
                                                          "fairlysatisfied",
                                                          "dissatisfied",
                                                          "unknown",
                                                          "yes",
                                                          "no",
                                                          "recommend"});

} // namespace

std::string poll_key(std::string_view text) {
    std::string key;
    int depth = 0;
    for (char32_t c : dossier::code_points(text)) {
        if (c >= U'Ａ' && c <= U'ｚ')
            c = c - U'Ａ' + U'A';
        if (c == U'（' || c == U'(') {
            ++depth;
        } else if (c == U'）' || c == U')') {
            depth = std::max(0, depth - 1);
        } else if (depth == 0 && !dossier::is_space_or_invisible(c) && c != U'：' && c != U':') {
            dossier::append_utf8(key, c >= U'A' && c <= U'Z' ? c + 32 : c);
        }
    }
    return key;
}

std::optional<PollWord> poll_word(std::string_view text) {
    if (text.size() > 64)
        return std::nullopt;
    const std::string key = poll_key(text);
    for (const Word& word : words)
        if (word.text == key)
            return word.word;
    if (text.find('%') != std::string_view::npos || key.ends_with("率") || key.ends_with("比例") ||
        key.ends_with("占比") || key.ends_with("rate") || key.ends_with("share"))
        return PollWord::ignored;
    return std::nullopt;
}

bool is_known_option(std::string_view text) {
    return text.size() <= 64 && std::find(options.begin(), options.end(), poll_key(text)) != options.end();
}

bool is_everybody(std::string_view text) {
    const std::string key = poll_key(text);
    return key == "全体" || key == "全部" || key == "所有" || key == "all" || key == "everybody";
}

std::optional<std::int64_t> poll_number(std::string_view text) {
    if (text.size() > 64)
        return std::nullopt;
    std::string digits;
    std::size_t fraction = std::string::npos;
    bool ended = false;
    for (char32_t c : dossier::code_points(text)) {
        if (c >= U'０' && c <= U'９')
            c = c - U'０' + U'0';
        if (dossier::is_space_or_invisible(c) || c == U',' || c == U'，')
            continue;
        if (c >= U'0' && c <= U'9' && !ended)
            digits += static_cast<char>(c);
        else if (c == U'.' && fraction == std::string::npos && !digits.empty())
            fraction = digits.size();
        else if (!digits.empty() && (c == U'票' || c == U'人' || c == U'张' || c == U'份' || c == U'名'))
            ended = true;
        else
            return std::nullopt;
    }
    if (fraction != std::string::npos) {
        if (digits.find_first_not_of('0', fraction) != std::string::npos)
            return std::nullopt;
        digits.resize(fraction);
    }
    if (digits.empty() || digits.size() > 9)
        return std::nullopt;
    return std::stoll(digits);
}

} // namespace formats
