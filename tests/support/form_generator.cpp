#include "support/form_generator.h"

#include <array>

namespace support {

using dossier::FamilyField;
using dossier::Field;
using dossier::Form;

namespace {

using Words = std::vector<std::string>;

const Words surnames{"丁", "于", "万", "卫", "马", "王", "毛", "文", "方",   "尹",   "孔",   "邓",  "艾",
                     "左", "石", "龙", "叶", "田", "史", "付", "白", "包",   "冯",   "边",   "朱",  "乔",
                     "伍", "任", "华", "向", "全", "庄", "刘", "江", "汤",   "许",   "阮",   "孙",  "李",
                     "杨", "张", "陈", "林", "单", "查", "曾", "解", "欧阳", "司马", "尉迟", "长孙"};
const Words men{"伟",   "强",   "建国", "志远", "明",   "文博", "海",  "德厚",
                "晓东", "国栋", "思远", "立新", "振华", "青山", "一凡"};
const Words women{"芳",   "敏",   "静怡", "丽",   "晓梅", "秀英", "婷", "雅琴",
                  "文静", "若兰", "红",   "月华", "思雨", "慧",   "玉"};
const Words minority{"阿依古丽·买买提", "卜杜热·吐尔逊", "迪丽娜尔·阿不都", "扎西·多吉", "卓玛·央金"};
const Words rare{"𠮷", "䶮", "㛃", "喆", "堃", "𬱖", "昇"};
const Words provinces{"云岭", "东屏", "海澜", "北原", "南溪", "西柏"};
const Words counties{"青河", "白石", "长汀湾", "平川", "永安渡", "临江", "双桥", "龙泉岭"};
const Words offices{"财政局",           "审计局", "民政局", "人力资源和社会保障局",
                    "发展和改革委员会", "教育局", "水利局", "统计局"};
const Words ranks{"科员", "副科长", "科长", "副局长", "党组成员、副局长", "党组书记、局长"};
const Words majors{"经济系经济学专业", "中文系汉语言文学专业", "法律系法学专业", "水利工程系水利水电专业",
                   "数学系统计学专业"};
const Words degrees{"经济学学士", "文学学士", "法学学士", "工学学士", "理学学士"};
const Words parties{"", "民建", "九三", "民盟", "无党派"};

std::string two(int value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

/// A month, counted from the year 0.
struct Month {
    int count = 0;
    [[nodiscard]] std::string digits() const { return std::to_string(count / 12) + two(count % 12 + 1); }
    [[nodiscard]] std::string dotted() const {
        return std::to_string(count / 12) + "." + two(count % 12 + 1);
    }
};
Month month(int year, int number) {
    return {year * 12 + number - 1};
}

constexpr int this_year = 2024;

std::string identity_number(Random& random, Month birth, int day, bool woman) {
    std::string number = "990" + std::to_string(random.between(100, 999)) + birth.digits() + two(day) +
                         std::to_string(random.between(10, 99)) +
                         std::to_string(2 * random.between(0, 4) + (woman ? 0 : 1));
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (number[i] - '0') * weights.at(i);
    return number + "10X98765432"[sum % 11];
}

struct Person {
    Month birth;
    Month work;
    bool woman = false;
};

void fill_person(Random& random, Form& form, Person& person) {
    person.woman = random.one_in(3);
    person.birth = month(random.between(1964, 1995), random.between(1, 12));
    person.work = month(person.birth.count / 12 + 22, 7);
    const int day = random.between(1, 28);
    form[Field::name] = fictional_name(random, person.woman);
    form[Field::sex] = std::string(person.woman ? "女" : "男");
    form[Field::birth] = random.one_in(4) ? person.birth.digits() + two(day) : person.birth.digits();
    form[Field::ethnicity] =
        random.pick<std::string>({"汉族", "汉族", "汉族", "回族", "维吾尔族", "藏族", "壮族"});
    form[Field::native_place] = fictional_place(random);
    form[Field::birth_place] = random.one_in(3) ? fictional_place(random) : form[Field::native_place];
    const Month joined{person.birth.count + 12 * random.between(19, 28) + random.between(0, 11)};
    const std::string& party = random.pick(parties);
    form[Field::party_joined] = party.empty()                           ? joined.digits()
                                : random.one_in(2) || party == "无党派" ? party
                                                                        : joined.digits() + "；" + party;
    form[Field::work_started] = person.work.digits();
    form[Field::retirement_month] = random.one_in(2) ? Month{person.birth.count + 12 * 61}.digits() : "";
    form[Field::health] = random.one_in(9) ? "一般" : "健康";
    form[Field::professional_title] = random.one_in(3) ? "高级经济师" : "";
    form[Field::expertise] = random.one_in(2) ? "经济管理" : "";
    form[Field::identity_number] = identity_number(random, person.birth, day, person.woman);
}

void fill_education(Random& random, Form& form, const std::string& school) {
    const std::string major = random.pick(majors);
    form[Field::fulltime_education] = "大学";
    form[Field::fulltime_degree] = random.pick(degrees);
    form[Field::fulltime_education_school] = school + major;
    if (random.one_in(2)) {
        form[Field::inservice_education] = "研究生";
        form[Field::inservice_degree] = random.one_in(2) ? "公共管理硕士" : "";
        form[Field::inservice_education_school] = school + "公共管理学院";
        form[Field::inservice_degree_school] = random.one_in(3) ? "海澜大学管理学院" : "";
    }
}

/// The résumé, and the present post at its end.
void fill_career(Random& random, Form& form, const Person& person, const std::string& school) {
    std::string resume = month(person.work.count / 12 - 4, 9).dotted() + "--" + person.work.dotted() + "  " +
                         form[Field::fulltime_education_school] + "学习";
    const std::string city = form[Field::native_place].substr(0, 6) + random.pick(counties) + "市";
    std::string unit = city + random.pick(offices);
    Month from = person.work;
    for (std::size_t rank = 0;; ++rank) {
        const Month to{from.count + random.between(20, 70)};
        const std::string post = unit + ranks[std::min(rank, ranks.size() - 1)];
        const bool last = to.count >= this_year * 12 || rank + 1 == ranks.size();
        resume.append("\n").append(from.dotted()).append("--");
        resume.append(last ? "       " : to.dotted()).append("  ").append(post);
        if (!last && random.one_in(4))
            resume += std::string("\n（其间：") + Month{from.count + 3}.dotted() + "--" +
                      Month{from.count + 15}.dotted() + "  " + school + "在职学习）";
        if (last) {
            form[Field::present_post] = post;
            break;
        }
        from = to;
        if (random.one_in(3))
            unit = city + random.pick(offices);
    }
    form[Field::resume] = resume;
    form[Field::proposed_post] = city + "人民政府副市长";
    form[Field::relinquished_post] = form[Field::present_post];
    form[Field::reason] = "该同志政治素质好，熟悉" + random.pick(offices) + "工作，拟提拔任用。";
}

void add_member(Random& random, Form& form, const std::string& appellation, Month birth, bool woman,
                const std::string& work) {
    dossier::FamilyMember member;
    member[FamilyField::appellation] = appellation;
    member[FamilyField::name] = fictional_name(random, woman);
    member[FamilyField::birth] = birth.digits();
    const bool minor = birth.count > (this_year - 18) * 12;
    member[FamilyField::political_status] = std::string(minor ? "" : random.one_in(2) ? "群众" : "中共党员");
    member[FamilyField::work] = work;
    form.family.push_back(std::move(member));
}

void fill_family(Random& random, Form& form, const Person& person) {
    const int year = person.birth.count / 12;
    add_member(random, form, person.woman ? "丈夫" : "妻子",
               month(year + random.between(-3, 3), random.between(1, 12)), !person.woman,
               random.pick(counties) + "市第一中学教师");
    const bool daughter = random.one_in(2);
    if (year < 1993)
        add_member(random, form, daughter ? "女儿" : "儿子",
                   month(year + random.between(25, 31), random.between(1, 12)), daughter,
                   random.pick(counties) + "市实验学校学生");
    const bool dead = random.one_in(4);
    add_member(random, form, "父亲", month(year - random.between(22, 34), 5), false,
               random.pick(counties) + (dead ? "县农民（已去世）" : "县农民"));
    add_member(random, form, "母亲", month(year - random.between(20, 30), 8), true,
               random.pick(counties) + "县退休教师");
    while (random.one_in(4))
        add_member(random, form, "姐姐", month(year - random.between(1, 6), 3), true,
                   random.pick(counties) + "市职工");
    if (random.one_in(5))
        form.family.emplace_back();
}

void append_number(std::string& bytes, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xffU);
}

std::uint32_t crc32(std::string_view bytes) {
    static const std::array<std::uint32_t, 256> table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < made.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value & 1U ? 0xedb88320U ^ (value >> 1U) : value >> 1U;
            made.at(i) = value;
        }
        return made;
    }();
    std::uint32_t crc = 0xffffffffU;
    for (const char c : bytes)
        crc = table.at((crc ^ static_cast<unsigned char>(c)) & 0xffU) ^ (crc >> 8U);
    return crc ^ 0xffffffffU;
}

std::uint32_t adler32(std::string_view bytes) {
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : bytes) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16U | a;
}

void append_chunk(std::string& png, const std::string& type, const std::string& data) {
    append_number(png, static_cast<std::uint32_t>(data.size()));
    png += type + data;
    append_number(png, crc32(type + data));
}

/// zlib without compression.
std::string stored(const std::string& data) {
    std::string out("\x78\x01", 2);
    for (std::size_t at = 0; at < data.size(); at += 65535) {
        const std::size_t length = std::min<std::size_t>(65535, data.size() - at);
        out += at + length == data.size() ? '\x01' : '\0';
        for (const std::size_t value : {length, ~length & 0xffffU}) {
            out += static_cast<char>(value & 0xffU);
            out += static_cast<char>(value >> 8U & 0xffU);
        }
        out += data.substr(at, length);
    }
    append_number(out, adler32(data));
    return out;
}

} // namespace

std::string fictional_place(Random& random) {
    return random.pick(provinces) + random.pick(counties);
}

std::string fictional_name(Random& random, bool woman) {
    if (random.one_in(25))
        return random.pick(minority);
    std::string name = random.pick(surnames) + random.pick(woman ? women : men);
    if (random.one_in(20))
        name += random.pick(rare);
    return name;
}

std::string drawn_portrait(Random& random) {
    constexpr int width = 96;
    constexpr int height = 120;
    const auto shade = [&](int low, int high) {
        return static_cast<unsigned char>(random.between(low, high));
    };
    const std::array<unsigned char, 3> wall{shade(150, 220), shade(170, 230), shade(190, 250)};
    const std::array<unsigned char, 3> skin{shade(200, 240), shade(160, 200), shade(120, 170)};
    const std::array<unsigned char, 3> coat{shade(20, 90), shade(20, 90), shade(30, 120)};
    const int radius = random.between(18, 26);
    std::string rows;
    for (int y = 0; y < height; ++y) {
        rows += '\0';
        for (int x = 0; x < width; ++x) {
            const int dx = x - width / 2;
            const int dy = y - 50;
            const bool face = dx * dx * 4 + dy * dy * 3 < radius * radius * 4;
            const bool body = y > 80 && dx * dx < (y - 78) * 60;
            for (const unsigned char value : face ? skin : body ? coat : wall)
                rows += static_cast<char>(value);
        }
    }
    std::string png("\x89PNG\r\n\x1a\n", 8);
    std::string header;
    append_number(header, width);
    append_number(header, height);
    header += std::string("\x08\x02\0\0\0", 5);
    append_chunk(png, "IHDR", header);
    append_chunk(png, "IDAT", stored(rows));
    append_chunk(png, "IEND", "");
    return png;
}

Form FormGenerator::form() {
    Form form = form_without_photo();
    form.photo = drawn_portrait(random_);
    return form;
}

Form FormGenerator::form_without_photo() {
    Form form;
    Person person;
    fill_person(random_, form, person);
    const std::string school = random_.pick(provinces) + "大学";
    fill_education(random_, form, school);
    fill_career(random_, form, person, school);
    fill_family(random_, form, person);
    form[Field::awards] = random_.one_in(3)
                              ? "2019年10月，经" + random_.pick(counties) + "市委批准，授予先进工作者称号。"
                              : "无";
    form[Field::assessments] = "2021年年度考核称职;2022年年度考核优秀;2023年年度考核称职。";
    form[Field::reporting_unit] = "中共" + random_.pick(counties) + "市委组织部";
    form[Field::age_date] = "20240615";
    form[Field::filled_date] = "20240601";
    form[Field::filled_by] = fictional_name(random_, false);
    form[Field::editor_version] = "3.2.1.16";
    return form;
}

} // namespace support
