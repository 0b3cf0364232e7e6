#include "support/page_samples.h"

#include <algorithm>
#include <cmath>

namespace support {

using dossier::FamilyField;
using dossier::Field;

namespace {

dossier::FamilyMember member(std::array<std::string, 5> texts) {
    dossier::FamilyMember row;
    row.texts = std::move(texts);
    return row;
}

} // namespace

dossier::Person sample_person() {
    dossier::Person person;
    person.id = {"01900000-0000-7000-8000-000000000001"};
    person.name = "张明";
    person.has_form = true;
    dossier::Form& f = person.form;
    f[Field::name] = "张　明";
    f[Field::sex] = "男";
    f[Field::birth] = "197003";
    f[Field::ethnicity] = "汉族";
    f[Field::native_place] = "江东清河";
    f[Field::birth_place] = "江东临州";
    f[Field::party_joined] = "199206";
    f[Field::work_started] = "199107";
    f[Field::health] = "健康";
    f[Field::professional_title] = "高级经济师";
    f[Field::expertise] = "经济管理、城市规划";
    f[Field::fulltime_education] = "大学";
    f[Field::fulltime_degree] = "经济学学士";
    f[Field::fulltime_education_school] = "江东大学经济管理学院国民经济管理专业";
    f[Field::inservice_education] = "研究生";
    f[Field::inservice_degree] = "管理学硕士";
    f[Field::inservice_education_school] = "中州大学公共管理学院行政管理专业";
    f[Field::inservice_degree_school] = "中州大学公共管理学院";
    f[Field::present_post] = "临州市发展和改革委员会党组成员、副主任（正处级）";
    f[Field::proposed_post] = "临州市交通运输局党组书记、局长";
    f[Field::relinquished_post] = "临州市发展和改革委员会党组成员、副主任职务";
    f[Field::resume] =
        "1987.09--1991.07  江东大学经济管理学院国民经济管理专业学习\n"
        "1991.07--1995.03  临州市计划委员会综合科科员\n"
        "1995.03--1998.11  临州市计划委员会综合科副主任科员\n"
        "1998.11--2003.05  临州市发展计划委员会固定资产投资科副科长、科长\n"
        "（其间：2000.09--2003.06  中州大学公共管理学院行政管理专业在职研究生学习，获管理学硕士学位）\n"
        "2003.05--2009.12  临州市发展和改革委员会固定资产投资科科长\n"
        "2009.12--2014.08  清河县人民政府副县长、党组成员\n"
        "2014.08--2018.05  清河县委常委、常务副县长（其间：2016.03--2016.07  "
        "中共江东省委党校中青年干部培训班学习）\n"
        "2018.05--         临州市发展和改革委员会党组成员、副主任（正处级）";
    f[Field::awards] =
        "2011年10月，经临州市人民政府批准，授予“全市重点工程建设先进工作者”称号；2016年2月，经江东省"
        "人民政府批准，记二等功一次。";
    f[Field::assessments] = "2021年年度考核称职；2022年年度考核优秀；2023年年度考核优秀。";
    f[Field::reason] = "工作需要。";
    f[Field::reporting_unit] = "中共临州市委组织部";
    f[Field::age_date] = "20240630";
    f[Field::filled_date] = "20240628";
    f[Field::filled_by] = "林晓";
    f[Field::identity_number] = "";
    f[Field::editor_version] = "3.2.1.16";
    f.family = {member({"妻子", "李文静", "197208", "中共党员", "临州市第一人民医院内科主任医师"}),
                member({"儿子", "张一鸣", "199911", "共青团员", "中州大学计算机学院硕士研究生在读"}),
                member({"父亲", "张建国", "194301", "中共党员", "清河县粮食局退休干部"}),
                member({"母亲", "王秀英", "194506", "群众", "清河县城关镇居民（已去世）"})};
    return person;
}

dossier::Person long_person() {
    dossier::Person person = sample_person();
    person.id = {"01900000-0000-7000-8000-000000000002"};
    person.name = "阿依古丽·买买提";
    dossier::Form& f = person.form;
    f[Field::name] = person.name;
    f[Field::sex] = "女";
    f[Field::ethnicity] = "维吾尔族";
    f[Field::native_place] = "江东省清河县";
    f[Field::party_joined] = "200108；民建";
    f[Field::fulltime_degree_school] = "江东大学外国语学院英语语言文学专业（辅修法学）";
    // It cuts characters of four bytes anew each time.
    // clang-format off
    f[Field::present_post] = "临州市人民代表大会常务委员会法制工作委员会主任，临州市㛃𠮷𬱖䶮研究会副会长、"
                             "秘书长，江东省第十三届人民代表大会代表";
    // clang-format on
    f[Field::proposed_post] =
        "临州市人民政府副市长、党组成员，临州高新技术产业开发区党工委副书记、管委会主任（兼）";
    f[Field::relinquished_post] = "临州市人民代表大会常务委员会法制工作委员会主任职务";
    std::string resume;
    for (int year = 1988; year < 2024; ++year)
        resume += std::to_string(year) + ".07--" + std::to_string(year + 1) +
                  ".07  临州市清河县某某镇人民政府镇长助理、党政办公室主任，兼任农业农村服务中心主任（第" +
                  std::to_string(year - 1987) + "任）\n";
    resume += "2024.07--         临州市人民代表大会常务委员会法制工作委员会主任";
    f[Field::resume] = resume;
    for (int i = 0; i < 6; ++i)
        f.family.push_back(
            member({"弟弟", "买买提·艾力" + std::to_string(i), "19750" + std::to_string(i + 1), "无党派人士",
                    "临州市人民代表大会常务委员会办公室综合二处二级调研员，临州市青年联合会委员"}));
    return person;
}

dossier::Dossier sample_dossier(const dossier::Person& person) {
    dossier::Dossier dossier;
    dossier.id = {"01900000-0000-7000-8000-000000000101"};
    dossier.person = person.id;
    return dossier;
}

pages::ImagePtr sample_photo(int width, int height) {
    auto image = std::make_shared<pages::Image>();
    image->width = width;
    image->height = height;
    image->bgra.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    const auto inside = [](double x, double y, double cx, double cy, double rx, double ry) {
        return (x - cx) * (x - cx) / (rx * rx) + (y - cy) * (y - cy) / (ry * ry) <= 1;
    };
    std::size_t at = 0;
    for (int py = 0; py < height; ++py) {
        for (int px = 0; px < width; ++px, at += 4) {
            const double x = (px + 0.5) / width;
            const double y = (py + 0.5) / height;
            std::uint32_t c = 0x8fb0cf;
            if (inside(x, y, 0.5, 1.1, 0.46, 0.42))
                c = 0x2c3540;
            if (inside(x, y, 0.5, 0.92, 0.10, 0.22))
                c = 0xf4f4f4;
            if (inside(x, y, 0.5, 0.40, 0.23, 0.26))
                c = 0x22201f;
            if (inside(x, y, 0.5, 0.45, 0.20, 0.24))
                c = 0xe2b997;
            image->bgra[at] = static_cast<std::uint8_t>(c & 255);
            image->bgra[at + 1] = static_cast<std::uint8_t>((c >> 8) & 255);
            image->bgra[at + 2] = static_cast<std::uint8_t>((c >> 16) & 255);
            image->bgra[at + 3] = 255;
        }
    }
    return image;
}

std::vector<std::int8_t> sample_peaks() {
    std::vector<std::int8_t> peaks;
    for (int i = 0; i < 4000; ++i) {
        const double loud = std::abs(std::sin(i * 0.011) * std::sin(i * 0.13 + 1) * std::sin(i * 0.0031));
        peaks.push_back(static_cast<std::int8_t>(-110 * loud));
        peaks.push_back(static_cast<std::int8_t>(105 * loud));
    }
    return peaks;
}

dossier::ReportContent sample_report() {
    using dossier::Paragraph;
    dossier::ReportContent report;
    const auto add = [&](Paragraph::Kind kind, int level, const std::string& text) {
        Paragraph p;
        p.kind = kind;
        p.level = level;
        p.runs.push_back({text, false, false, false});
        report.paragraphs.push_back(p);
    };
    add(Paragraph::Kind::title, 0, "张明同志考察材料");
    add(Paragraph::Kind::text, 0,
        "张明，男，汉族，1970年3月生，江东清河人，1991年7月参加工作，1992年6月加入中国共产党，在职研究生学历"
        "，管理学硕士，"
        "高级经济师。现任临州市发展和改革委员会党组成员、副主任（正处级）。");
    add(Paragraph::Kind::heading, 1, "一、主要表现");
    for (int i = 0; i < 4; ++i) {
        add(Paragraph::Kind::heading, 2,
            std::string("（") + (std::array{"一", "二", "三", "四"})[static_cast<std::size_t>(i)] + "）" +
                (std::array{"政治坚定，大局意识强", "业务精通，善谋发展", "作风扎实，敢于担当",
                            "严于律己，清正廉洁"})[static_cast<std::size_t>(i)]);
        for (int k = 0; k < 3; ++k)
            add(Paragraph::Kind::text, 0,
                "第" + std::to_string(i * 3 + k + 1) +
                    "段：该同志长期从事经济综合工作，熟悉宏观经济管理和投资体制改革，先后参与编制全市“十三五”"
                    "“十四五”规划，"
                    "牵头推进重点项目126个、总投资3,480."
                    "5亿元；工作中注重调查研究，每年深入基层60天以上，提出的“"
                    "放管服”改革举措被省里推广。同志们反映，他讲政治、顾大局，分管的工作年年有进步，群众满意"
                    "率达到98.6%。");
    }
    add(Paragraph::Kind::heading, 1, "二、主要不足");
    add(Paragraph::Kind::text, 0, "有时工作要求过急，与基层同志谈心谈话还不够经常。");
    add(Paragraph::Kind::heading, 1, "三、考核情况");
    for (int year = 2019; year < 2024; ++year) {
        Paragraph row;
        row.kind = Paragraph::Kind::table_row;
        row.cells = {std::to_string(year) + "年", year % 2 ? "优秀" : "称职", "市委组织部",
                     "记三等功、嘉奖各一次"};
        if (year == 2019)
            row.cells = {"年度", "等次", "考核单位", "备注"};
        report.paragraphs.push_back(row);
    }
    Paragraph sign;
    sign.align = Paragraph::Align::right;
    sign.runs = {{"考察组", false, false, false}};
    report.paragraphs.push_back(sign);
    sign.runs = {{"2024年6月20日", false, false, false}};
    report.paragraphs.push_back(sign);
    return report;
}

dossier::PollContent sample_poll() {
    dossier::PollContent poll;
    dossier::PollSheet sheet;
    sheet.title = "民主测评";
    sheet.date = "2024-06-12";
    sheet.unit = "临州市发展和改革委员会";
    sheet.issued = 126;
    sheet.returned = 124;
    sheet.invalid = 2;
    sheet.counts = {{"总体评价", "", "优秀", 96},
                    {"总体评价", "", "称职", 21},
                    {"总体评价", "", "基本称职", 4},
                    {"总体评价", "", "不称职", 1}};
    for (const char* q : {"德", "能", "勤", "绩", "廉"}) {
        sheet.counts.push_back({q, "", "优秀", 90 + static_cast<int>(q[1] & 7)});
        sheet.counts.push_back({q, "", "称职", 25 - static_cast<int>(q[1] & 7)});
        sheet.counts.push_back({q, "", "基本称职", 7});
        sheet.counts.push_back({q, "", "不称职", 0});
    }
    poll.sheets.push_back(sheet);
    dossier::PollSheet groups = sheet;
    groups.title = "民意调查";
    groups.counts.clear();
    for (const char* g : {"领导班子成员", "中层干部", "一般干部职工"})
        for (const auto& [option, count] :
             {std::pair{"满意", 30}, {"比较满意", 8}, {"不满意", 2}, {"不了解", 1}})
            groups.counts.push_back({"总体评价", g, option, count});
    groups.returned = 125;
    groups.invalid = 2;
    poll.sheets.push_back(groups);
    return poll;
}

dossier::Meeting sample_meeting() {
    dossier::Meeting meeting;
    meeting.id = {"01900000-0000-7000-8000-000000000201"};
    meeting.title = "中共临州市委常委会讨论干部任免名单";
    meeting.body = "中共临州市委常委会";
    meeting.date = "2024-07-02";
    meeting.place = "市委常委会议室";
    return meeting;
}

std::vector<pages::ListLine> sample_list(int candidates) {
    std::vector<pages::ListLine> lines;
    for (int i = 0; i < candidates; ++i) {
        if (i % 6 == 0)
            lines.push_back({1, i % 12 ? "县（市、区）领导班子" : "市直部门领导班子", 0, {}, {}});
        if (i % 3 == 0)
            lines.push_back({2, "交通运输局", 0, {}, {}});
        pages::ListLine line;
        line.number = i + 1;
        line.person = i % 4 == 3 ? long_person() : sample_person();
        line.dossier = sample_dossier(line.person);
        lines.push_back(line);
    }
    return lines;
}

} // namespace support
