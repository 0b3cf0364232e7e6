#include "app/import/names.h"

#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace app {

namespace {

constexpr std::array material_words{
    U"照片", U"相片", U"图片", U"头像", U"证件", U"视频", U"录像", U"影像", U"音频", U"录音", U"采访",
    U"访谈", U"面谈", U"谈话", U"讲话", U"发言", U"述职", U"考察", U"材料", U"报告", U"测评", U"推荐",
    U"民主", U"投票", U"得票", U"评议", U"民意", U"问卷", U"表决", U"任免", U"审批", U"简历", U"履历",
    U"附件", U"档案", U"扫描", U"文档", U"文件", U"资料", U"其他", U"其它", U"演讲", U"答辩", U"面试",
    U"片段", U"现场", U"会议", U"名单", U"名册", U"汇总", U"统计", U"候选", U"正面", U"侧面", U"上午",
    U"下午", U"第",   U"部分", U"原始", U"备份", U"新建", U"补充", U"说明", U"最终", U"修改", U"常委",
    U"党委", U"党组", U"干部", U"单位", U"方案", U"成员", U"安排", U"公示", U"字幕", U"记录", U"个人",
    U"年度", U"考核", U"总结", U"市直", U"批",   U"拟",   U"工作", U"学历", U"学位", U"证书"};

constexpr std::array latin_words{
    "photo",  "picture",  "image",  "img",    "video",    "vid",    "movie",      "mov",
    "clip",   "audio",    "sound",  "voice",  "record",   "rec",    "talk",       "interview",
    "part",   "take",     "dsc",    "dscn",   "pxl",      "wechat", "screenshot", "scan",
    "card",   "form",     "resume", "cv",     "misc",     "other",  "material",   "front",
    "side",   "report",   "poll",   "vote",   "document", "doc",    "attachment", "file",
    "speech", "question", "answer", "camera", "cam",      "test",   "sample"};

// The hundred-odd surnames that cover nearly everybody; a folder of another name is still a candidate where
// its contents say so.
constexpr std::u32string_view surnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    U"沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
    U"向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌"
    U"毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦"
    U"麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
    U"明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强"
    U"帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓"
    U"修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉"
    U"植衡富尧闭由";
constexpr std::array compound_surnames{U"上官", U"诸葛", U"令狐", U"长孙", U"东方", U"夏侯",
                                       U"皇甫", U"宇文", U"轩辕", U"慕容", U"万俟", U"公孙",
                                       U"端木", U"呼延", U"独孤", U"拓跋"};

constexpr std::u32string_view separators = U"_-－—–― \t\u3000()（）[]【】.。、,，+&#@~～:：";

bool is_separator(char32_t c) {
    return separators.find(c) != std::u32string_view::npos;
}
bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool is_middle_dot(char32_t c) {
    return c == 0xb7 || c == 0x2022 || c == 0x2027 || c == 0x30fb || c == 0xff65;
}

std::size_t find_material_word(std::u32string_view text) {
    std::size_t first = std::u32string_view::npos;
    for (const char32_t* word : material_words)
        first = std::min(first, text.find(word));
    return first;
}

bool name_like(std::u32string_view text) {
    std::size_t characters = 0;
    std::size_t dots = 0;
    for (const char32_t c : text) {
        if (dossier::is_han(c))
            ++characters;
        else if (is_middle_dot(c))
            ++dots;
        else
            return false;
    }
    if (find_material_word(text) != std::u32string_view::npos || characters < 2)
        return false;
    if (dots > 0)
        return !is_middle_dot(text.front()) && !is_middle_dot(text.back()) && characters <= 18;
    return characters <= 4;
}

std::u32string_view without_separators(std::u32string_view text) {
    while (!text.empty() && is_separator(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_separator(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace

Numbered leading_number(std::string_view name) {
    const std::u32string text = dossier::code_points(name);
    std::size_t end = 0;
    int number = 0;
    while (end < text.size() && end < 9 && is_digit(text[end]))
        number = number * 10 + static_cast<int>(text[end++] - U'0');
    std::size_t rest = end;
    while (rest < text.size() && is_separator(text[rest]))
        ++rest;
    if (end == 0 || rest == text.size() || is_digit(text[rest]))
        return {.number = std::nullopt, .rest = std::string(name)};
    return {.number = number, .rest = dossier::utf8(std::u32string_view(text).substr(rest))};
}

bool is_material_word(std::string_view text) {
    if (find_material_word(dossier::code_points(text)) != std::u32string_view::npos)
        return true;
    std::string letters;
    for (const char c : text)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (static_cast<unsigned char>(c) >= 0x80)
            return false;
    if (letters.ends_with('s'))
        letters.pop_back();
    return letters.empty() || std::any_of(latin_words.begin(), latin_words.end(),
                                          [&](const char* word) { return letters == word; });
}

bool looks_like_name(std::string_view text) {
    return name_like(dossier::code_points(dossier::matching_name(text)));
}

bool has_surname(std::string_view text) {
    const std::u32string name = dossier::code_points(dossier::matching_name(text));
    const auto begins_name = [&](const char32_t* surname) { return name.starts_with(surname); };
    return name_like(name) && (surnames.find(name.front()) != std::u32string_view::npos ||
                               std::any_of(compound_surnames.begin(), compound_surnames.end(), begins_name) ||
                               std::any_of(name.begin(), name.end(), is_middle_dot));
}

std::optional<PersonPrefix> person_prefix(std::string_view stem) {
    const std::u32string whole = dossier::code_points(leading_number(stem).rest);
    const std::u32string_view text = without_separators(whole);
    std::size_t end = 0;
    while (end < text.size() && !is_separator(text[end]) && !is_digit(text[end]))
        ++end;
    // 张　三_面谈: a two-character name may be spaced.
    if (end == 1 && text.size() > 2 && (text[1] == U'　' || text[1] == U' ') && dossier::is_han(text[2]))
        for (end = 3; end < text.size() && !is_separator(text[end]) && !is_digit(text[end]);)
            ++end;
    std::u32string_view person = text.substr(0, end);
    if (const std::size_t word = find_material_word(person); word != std::u32string_view::npos)
        person = person.substr(0, word);
    const std::u32string_view rest = without_separators(text.substr(person.size()));
    const std::string name = dossier::matching_name(dossier::utf8(person));
    if (!looks_like_name(name))
        return std::nullopt;
    return PersonPrefix{.person = name, .rest = dossier::utf8(rest)};
}

bool belongs_to(std::string_view stem, std::string_view base) {
    const auto begins = [](std::string_view text, std::string_view base) {
        if (base.empty() || !text.starts_with(base))
            return false;
        const std::u32string rest = dossier::code_points(text.substr(base.size()));
        return rest.empty() || is_separator(rest.front()) || is_digit(rest.front()) ||
               find_material_word(rest) == 0;
    };
    return begins(stem, base) || begins(leading_number(stem).rest, base);
}

} // namespace app
