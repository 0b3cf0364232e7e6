#include "app/sample/person_generator.h"

#include "app/sample/relatives.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace app::sample {

namespace {

using dossier::Date;
using Words = std::string_view;

Date plus_months(const Date& date, int months) {
    const int all = date.year * 12 + date.month - 1 + months;
    return {all / 12, all % 12 + 1, 0};
}

std::string dotted(const Date& date) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d.%02d", date.year, date.month);
    return text.data();
}

std::string day_digits(const Date& date) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d%02d%02d", date.year, date.month, date.day);
    return text.data();
}

/// Everything of one person while it is made.
struct Making {
    FictionalPerson person;
    Random random;
    const PersonOptions& options;
    Date work_started;
    std::string education, degree, school;                   ///< full-time
    std::string later_education, later_degree, later_school; ///< in service
    std::string remark_study;                                ///< （其间：...） for the in-service study
    Date later_begin, later_end;

    dossier::Form& form() { return person.form; }
    void set(dossier::Field field, std::string text) { person.form[field] = std::move(text); }
};

void make_identity(Making& making, std::uint64_t seed, std::uint64_t index) {
    FictionalPerson& person = making.person;
    Random& random = making.random;
    const PersonOptions& options = making.options;
    person.track = options.track.value_or(static_cast<Track>(random.between(0, track_count - 1)));
    person.female = options.female.value_or(random.chance(person.track == Track::military ? 0.08 : 0.32));
    const int age =
        options.age.value_or(person.track == Track::youth ? random.between(31, 38) : random.between(38, 58));
    // Born so that this is the age at the options' date.
    const int month = random.between(1, 12);
    const bool had_birthday = month <= options.date.month;
    person.birth = {options.date.year - age - (had_birthday ? 0 : 1), month, random.between(1, 28)};
    Random name_random = Random::of(seed, index, "name");
    person.name = options.name ? *options.name
                               : make_name(name_random, person.female, person.birth.year, options.name_kind);
    person.party_member = person.track == Track::county || person.track == Track::youth ||
                          person.track == Track::military || random.chance(0.84);
}

/// 17 digits and the check digit of ISO 7064. The region 99 belongs to no place, so that the number is
/// nobody's.
std::string identity_number(Random& random, const Date& birth, bool female) {
    std::string number = "9901" + std::to_string(random.between(10, 99)) + day_digits(birth);
    const int serial = random.between(10, 499) * 2 + (female ? 0 : 1);
    std::array<char, 16> tail{};
    std::snprintf(tail.data(), tail.size(), "%03d", serial % 1000);
    number += tail.data();
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * (number[i] - '0');
    return number + "10X98765432"[sum % 11];
}

void add_study(Making& making, const Date& begin, const Date& end, std::string text) {
    making.person.studies.push_back({begin, end, std::move(text)});
}

std::string degree_name(Making& making, Words level) {
    return std::string(making.random.pick(field_of(making.person.track).degrees)) + std::string(level);
}

void make_studies(Making& making) {
    FictionalPerson& person = making.person;
    Random& random = making.random;
    if (person.track == Track::military) { // from the school into the army, the academy in service
        making.work_started = {person.birth.year + 18 + (person.birth.month >= 9 ? 1 : 0), 12, 0};
        making.education = "大学";
        making.degree = degree_name(making, "学士");
        making.school = std::string(random.pick(field_of(Track::military).universities)) +
                        std::string(random.pick(field_of(Track::military).majors));
        return;
    }
    const int first_year = person.birth.year + (person.birth.month >= 9 ? 19 : 18);
    const Field& field = field_of(person.track);
    const std::string major(random.pick(field.majors));
    const double luck = random.real(0, 1);
    const bool young = person.birth.year >= 1978;
    if (!young && luck < 0.18) {
        const std::string school(field.secondary);
        add_study(making, {first_year - 3, 9, 0}, {first_year, 7, 0}, school + "学习");
        making.education = "中专";
        making.school = school;
    } else if (!young && luck < 0.42) {
        const std::string school = std::string(field.college);
        add_study(making, {first_year, 9, 0}, {first_year + 3, 7, 0}, school + "学习");
        making.education = "大专";
        making.school = school;
    } else {
        const int years = person.track == Track::health ? 5 : 4;
        const std::string school = std::string(random.pick(field.universities)) + major;
        add_study(making, {first_year, 9, 0}, {first_year + years, 7, 0}, school + "学习");
        making.education = "大学";
        making.degree = degree_name(making, "学士");
        making.school = school;
        if (random.chance(young ? 0.4 : 0.12)) {
            person.studies.back().end.month = 9; // forms leave no gap between two schools
            const std::string graduate =
                std::string(random.pick(field.universities)) + std::string(random.pick(field.majors));
            add_study(making, {first_year + years, 9, 0}, {first_year + years + 3, 7, 0},
                      graduate + "硕士研究生学习");
            making.education = "研究生";
            making.degree = degree_name(making, "硕士");
            making.school = graduate;
        }
    }
    making.work_started = plus_months(person.studies.back().end, random.between(0, 1));
}

int work_years(const Making& making) {
    return making.options.date.year - making.work_started.year;
}

void make_career(Making& making) {
    FictionalPerson& person = making.person;
    Random& random = making.random;
    const int steps = std::clamp(work_years(making) / 3, 3, 8);
    const Ladder ladder = make_ladder(random, person.track, make_place(random), steps, person.party_member,
                                      making.options.present);
    std::vector<double> weights;
    double sum = 0;
    for (std::size_t i = 0; i < ladder.posts.size(); ++i) {
        weights.push_back(random.real(0.7, 1.4) * (i + 1 == ladder.posts.size() ? 0.75 : 1));
        sum += weights.back();
    }
    Date begin = making.work_started;
    Date first = begin;
    if (person.track == Track::military) { // the academy after a first time as a soldier
        const Date academy{begin.year + 2, 9, 0};
        person.career.push_back({begin, academy, "陆军某部战士、班长"});
        first = {academy.year + 4, 7, 0};
        person.career.push_back({academy, first, making.school + "学员"});
        begin = first;
    }
    const int total = dossier::months_between(first, making.options.date);
    double passed = 0;
    for (std::size_t i = 0; i < ladder.posts.size(); ++i) {
        passed += weights[i];
        const bool last = i + 1 == ladder.posts.size();
        const Date end =
            last ? Date{} : plus_months(first, static_cast<int>(static_cast<double>(total) * passed / sum));
        person.career.push_back({begin, end, ladder.posts[i]});
        begin = end;
    }
    person.present_post = ladder.present_without_rank;
}

/// An entry of the career long enough to hold a study of so many months, begun in `year` or later.
std::optional<std::size_t> entry_for_study(const Making& making, int months, int year) {
    const auto& career = making.person.career;
    for (std::size_t i = 1; i < career.size(); ++i) {
        const Date& end = career[i].end.year == 0 ? making.options.date : career[i].end;
        if (career[i].begin.year >= year && dossier::months_between(career[i].begin, end) >= months + 12)
            return i;
    }
    return std::nullopt;
}

void make_later_study(Making& making) {
    Random& random = making.random;
    struct Study {
        Words education, degree, school, text;
        int months;
    };
    static constexpr Study party_school{"省委党校研究生", "", "省委党校经济管理专业",
                                        "省委党校在职研究生班经济管理专业学习", 33};
    static constexpr Study bachelor{"大学", "", "东岭大学行政管理专业", "东岭大学行政管理专业在职大学学习",
                                    33};
    static constexpr Study administration{
        "研究生", "公共管理硕士", "东岭大学公共管理学院公共管理专业",
        "东岭大学公共管理学院公共管理专业在职研究生学习，获公共管理硕士学位", 33};
    static constexpr Study business{"研究生", "工商管理硕士", "南川理工大学管理学院工商管理专业",
                                    "南川理工大学管理学院工商管理专业在职研究生学习，获工商管理硕士学位", 33};
    const bool low = making.education == "中专" || making.education == "大专";
    if (making.education == "研究生" || (!low && !random.chance(0.7)))
        return;
    const Study& study = low                   ? bachelor
                         : random.chance(0.45) ? party_school
                         : random.chance(0.6)  ? administration
                                               : business;
    // The two masters' degrees exist since 2001; an officer studies after he has left the army.
    const int earliest = making.work_started.year + (making.person.track == Track::military ? 18 : 4);
    const auto entry = entry_for_study(making, 33, low ? earliest : std::max(earliest, 2001));
    if (!entry)
        return;
    Date begin = making.person.career[*entry].begin;
    begin = {begin.year + (begin.month > 9 ? 1 : 0), 9, 0};
    making.later_begin = begin;
    making.later_end = {begin.year + 3, 6, 0};
    making.later_education = study.education;
    making.later_degree = study.degree;
    making.later_school = study.school;
    making.remark_study =
        "（其间：" + dotted(begin) + "--" + dotted(making.later_end) + "  " + std::string(study.text) + "）";
}

std::string resume_text(Making& making) {
    const FictionalPerson& person = making.person;
    std::string text;
    for (const CareerStep& study : person.studies)
        text += dotted(study.begin) + "--" + dotted(study.end) + "  " + study.text + "\n";
    bool seconded = making.random.chance(0.75);
    for (const CareerStep& step : person.career) {
        const bool open = step.end.year == 0;
        text += dotted(step.begin) + "--" + (open ? std::string(7, ' ') : dotted(step.end)) + "  " +
                step.text + "\n";
        const Date end = open ? making.options.date : step.end;
        const bool holds_study =
            making.later_begin.year != 0 && step.begin <= making.later_begin && making.later_end <= end;
        if (holds_study) {
            text += making.remark_study + "\n";
            making.later_begin.year = 0;
        } else if (!seconded && !open && dossier::months_between(step.begin, end) >= 30 &&
                   &step != &person.career.front()) {
            const Date from = plus_months(step.begin, making.random.between(3, 8));
            text += "（其间：" + dotted(from) + "--" + dotted(plus_months(from, 12)) +
                    "  挂职任锦川市南岭县柳林镇党委副书记）\n";
            seconded = true;
        }
    }
    text.pop_back();
    return text;
}

void make_party(Making& making) {
    FictionalPerson& person = making.person;
    Random& random = making.random;
    if (person.party_member) {
        // Of age, and before the first post that needs it.
        const Date earliest{person.birth.year + 19, 6, 0};
        Date joined = plus_months(making.work_started, random.between(-18, 40));
        if (joined < earliest)
            joined = earliest;
        making.set(dossier::Field::party_joined, month_digits(joined));
        return;
    }
    static constexpr Words parties[]{"民建", "民盟", "农工党", "九三学社", "无党派", "致公党"};
    making.set(dossier::Field::party_joined, std::string(random.one_of(parties)));
}

void make_awards(Making& making) {
    static constexpr Words honours[]{"全市优秀共产党员",     "全市脱贫攻坚先进个人", "全市先进工作者",
                                     "全省教育系统先进个人", "全市疫情防控先进个人", "市五一劳动奖章",
                                     "全省优秀公务员",       "全市防汛抗洪先进个人", "全市青年岗位能手"};
    FictionalPerson& person = making.person;
    Random& random = making.random;
    const int wanted = random.between(0, 3);
    std::vector<std::pair<Date, std::string>> awards;
    for (int i = 0; i < wanted; ++i) {
        const std::string honour(random.one_of(honours));
        const bool known =
            std::any_of(awards.begin(), awards.end(), [&](const auto& a) { return a.second == honour; });
        const bool fits = (honour != "全市优秀共产党员" || person.party_member) &&
                          (honour != "全省教育系统先进个人" || person.track == Track::education);
        const int span = dossier::months_between(making.work_started, making.options.date);
        const Date when = plus_months(making.work_started, random.between(36, std::max(37, span - 3)));
        const bool late = honour == "全市脱贫攻坚先进个人"   ? when.year >= 2016 && when.year <= 2021
                          : honour == "全市疫情防控先进个人" ? when.year >= 2020 && when.year <= 2023
                          : honour == "全市青年岗位能手"     ? when.year - person.birth.year <= 35
                                                             : true;
        if (!known && fits && late && when < making.options.date)
            awards.emplace_back(when, honour);
    }
    std::sort(awards.begin(), awards.end());
    std::string text;
    for (const auto& [when, honour] : awards) {
        const bool province = honour.starts_with("全省");
        text += (text.empty() ? "" : "；") + std::to_string(when.year) + "年" + std::to_string(when.month) +
                "月，经" + (province ? "东岭省" : "锦川市") +
                (honour == "市五一劳动奖章" ? "总工会"
                 : province                 ? "人民政府"
                                            : "委、市人民政府") +
                "批准，" + (honour == "市五一劳动奖章" ? "授予" : "表彰为") + "“" + honour + "”";
        person.awards.push_back(honour);
    }
    making.set(dossier::Field::awards, text.empty() ? "无" : text + "。");
}

void make_assessments(Making& making) {
    std::string text;
    const int last = making.options.date.year - 1;
    for (int year = std::max(last - 2, making.work_started.year + 1); year <= last; ++year)
        text += (text.empty() ? "" : "；") + std::to_string(year) + "年年度考核" +
                (making.random.chance(0.35) ? "优秀" : "称职");
    making.set(dossier::Field::assessments, text + "。");
}

void make_texts(Making& making) {
    static constexpr Words origins[]{"东岭锦川", "东岭石桥", "东岭清平", "山东济南", "湖南湘潭",
                                     "四川绵阳", "河南开封", "江苏南通", "湖北荆州", "安徽安庆",
                                     "浙江绍兴", "江西吉安", "陕西渭南", "重庆",     "上海",
                                     "天津",     "东岭望江", "福建莆田", "广西桂林", "云南大理"};
    using F = dossier::Field;
    FictionalPerson& person = making.person;
    Random& random = making.random;
    const Words origin = person.name.ethnicity == "维吾尔族"   ? "新疆喀什"
                         : person.name.ethnicity == "哈萨克族" ? "新疆伊宁"
                         : person.name.ethnicity == "藏族"     ? "西藏林芝"
                                                               : random.one_of(origins);
    making.set(F::name, person.name.full);
    making.set(F::sex, person.female ? "女" : "男");
    making.set(F::birth, month_digits(person.birth));
    making.set(F::ethnicity, person.name.ethnicity);
    making.set(F::native_place, std::string(origin));
    making.set(F::birth_place, random.chance(0.6) ? std::string(origin) : "东岭锦川");
    making.set(F::work_started, month_digits(making.work_started));
    making.set(F::health, "健康");
    making.set(F::professional_title, std::string(random.pick(field_of(person.track).titles)));
    making.set(F::expertise, std::string(random.pick(field_of(person.track).expertise)));
    making.set(F::fulltime_education, making.education);
    making.set(F::fulltime_degree, making.degree);
    making.set(F::fulltime_education_school,
               making.school.empty() ? std::string("锦川市第一中学") : making.school);
    making.set(F::inservice_education, making.later_education);
    making.set(F::inservice_degree, making.later_degree);
    making.set(F::inservice_education_school, making.later_school);
    making.set(F::present_post, person.career.back().text);
    making.set(F::age_date, day_digits(making.options.date));
    making.set(F::filled_date, day_digits(making.options.date));
    making.set(F::filled_by, "周晓岚");
    making.set(F::reporting_unit, std::string(reporting_unit));
    making.set(F::identity_number, identity_number(random, person.birth, person.female));
    making.set(F::editor_version, "3.2.1.16");
}

void make_proposal(Making& making) {
    using F = dossier::Field;
    FictionalPerson& person = making.person;
    person.proposed_post = making.options.proposed_post;
    if (person.proposed_post.empty())
        return;
    if (!person.party_member) // takes the post without the party group
        if (const std::size_t at = person.proposed_post.find("党组书记、"); at != std::string::npos)
            person.proposed_post.erase(at, std::string_view("党组书记、").size());
    static constexpr Words reasons[]{
        "该同志政治素质好，熟悉相关业务，组织领导能力较强，工作实绩突出，群众公认度较高。根据工作需要，拟提任"
        "该职务。",
        "根据领导班子建设需要，经民主推荐、组织考察，该同志综合素质较好，具备任职条件，拟予任用。",
        "该同志长期在一线工作，经过多岗位锻炼，处理复杂问题能力强，作风扎实。经研究，拟任现提名职务。"};
    making.set(F::proposed_post, person.proposed_post);
    making.set(F::relinquished_post, person.present_post);
    making.set(F::reason, std::string(making.random.one_of(reasons)));
}

} // namespace

FictionalPerson make_person(std::uint64_t seed, std::uint64_t index, const PersonOptions& options) {
    Making making{{}, Random::of(seed, index, "person"), options, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    make_identity(making, seed, index);
    make_studies(making);
    make_career(making);
    make_later_study(making);
    make_party(making);
    make_texts(making);
    making.set(dossier::Field::resume, resume_text(making));
    make_awards(making);
    make_assessments(making);
    make_proposal(making);
    Random relatives = Random::of(seed, index, "family");
    making.person.form.family =
        make_family(relatives, making.person.name, making.person.female, making.person.birth, options.date);
    return std::move(making.person);
}

std::string make_person_name(std::uint64_t seed, std::uint64_t index) {
    Random random = Random::of(seed, index, "name");
    const bool female = random.chance(0.4);
    return make_name(random, female, random.between(1962, 1996)).full;
}

dossier::Date sample_date(const dossier::Date& today) {
    return std::min(today, dossier::Date{today.year, 1, 15});
}

} // namespace app::sample
