#include "app/sample/report.h"

#include "app/sample/deeds.h"
#include "dossier/order/standing.h"
#include "dossier/party_date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace app::sample {

namespace {

using dossier::Field;
using Words = std::string_view;

constexpr Words ordinals[]{"一", "二", "三", "四", "五", "六", "七", "八"};

std::string month_text(const dossier::Date& date) {
    return std::to_string(date.year) + "年" + std::to_string(date.month) + "月";
}

/// Draws without repeating.
template <class Item>
std::vector<Item> some(Random& random, std::span<const Item> all, std::size_t wanted) {
    std::vector<Item> left(all.begin(), all.end());
    std::vector<Item> drawn;
    while (!left.empty() && drawn.size() < wanted) {
        const auto at = static_cast<std::ptrdiff_t>(random.next() % left.size());
        drawn.push_back(left[static_cast<std::size_t>(at)]);
        left.erase(left.begin() + at);
    }
    return drawn;
}

std::string percent(std::int64_t part, std::int64_t whole) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f%%",
                  whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole));
    return text.data();
}

/// The report while it grows.
class Report {
  public:
    Report(Random& random, const FictionalPerson& person, const dossier::Date& date)
        : random_(random)
        , person_(person)
        , date_(date) {}

    void title(const std::string& text) { text_ += "# " + text + "\n\n"; }
    void heading(int level, const std::string& text) {
        text_ += std::string(static_cast<std::size_t>(level) + 1, '#') + " " + text + "\n\n";
    }
    void paragraph(const std::string& text) { text_ += text + "\n\n"; }
    void row(const std::vector<std::string>& cells) {
        for (const std::string& cell : cells)
            text_ += "| " + cell + " ";
        text_ += "|\n";
    }
    void end_table() { text_ += "\n"; }
    [[nodiscard]] std::string text() const { return text_; }

    /// Figures drawn anew for each use; years of the last five.
    std::string filled(Words words) {
        std::string text(words);
        const auto replace = [&](Words mark, auto make) {
            for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
                text.replace(at, mark.size(), make());
        };
        replace("{n}", [&] { return std::to_string(random_.between(11, 48)); });
        replace("{p}", [&] {
            return std::to_string(random_.between(8, 31)) + "." + std::to_string(random_.between(1, 9)) + "%";
        });
        replace("{y}", [&] { return std::to_string(date_.year - random_.between(1, 4)) + "年"; });
        for (std::size_t at = 0; (at = text.find("年年", at)) != std::string::npos;)
            text.erase(at, Words("年").size());
        return text;
    }
    Random& random() { return random_; }
    [[nodiscard]] const FictionalPerson& person() const { return person_; }
    [[nodiscard]] const dossier::Date& date() const { return date_; }
    std::string one(std::span<const Words> all) { return std::string(random_.pick(all)); }

  private:
    Random& random_;
    const FictionalPerson& person_;
    dossier::Date date_;
    std::string text_;
};

std::string introduction(const FictionalPerson& person) {
    const dossier::Form& form = person.form;
    std::string text = person.name.full + "，" + form[Field::sex] + "，" + person.name.ethnicity + "，" +
                       month_text(person.birth) + "生，" + form[Field::native_place] + "人，";
    const dossier::PartyDate party = dossier::parse_party_date(form[Field::party_joined]);
    if (party.cpc)
        text += month_text(*party.cpc) + "加入中国共产党，";
    else
        text += form[Field::party_joined] + (party.none ? "人士，" : "成员，");
    if (const auto started = dossier::parse_date(form[Field::work_started]))
        text += month_text(*started) + "参加工作，";
    text += form[Field::fulltime_education] + "学历";
    if (!form[Field::fulltime_degree].empty())
        text += "、" + form[Field::fulltime_degree];
    if (!form[Field::inservice_education].empty())
        text += "（在职" + form[Field::inservice_education] + "）";
    return text + "。现任" + form[Field::present_post] + "。";
}

std::string process(Report& report) {
    const int talks = report.random().between(28, 62);
    static constexpr Words ways[]{
        "考察组通过个别谈话、民主测评、查阅档案和会议记录、实地走访等方式，对其德、能、勤、绩、廉进行了全面考"
        "察",
        "考察组采取发布考察预告、民主测评、个别谈话、专项调查、同考察对象面谈等方法，深入了解其一贯表现",
        "考察组先后召开座谈会、开展民主测评和个别谈话，并到其工作过的单位延伸了解"};
    return "根据市委统一安排，" + month_text(report.date()) + "上旬，市委考察组对" +
           report.person().name.full + "同志进行了考察。" + std::string(report.random().one_of(ways)) +
           "，共谈话" + std::to_string(talks) + "人次。";
}

std::string deed_text(Report& report, const Deed& deed) {
    return report.filled(deed.story);
}

std::string shortcomings(Report& report, std::size_t count) {
    std::string text;
    const auto drawn = some(report.random(), shortcoming_texts(), count);
    for (std::size_t i = 0; i < drawn.size(); ++i)
        text += drawn.size() == 1
                    ? std::string(drawn[i])
                    : std::string(ordinals[i]) + "是" + std::string(drawn[i].substr(0, drawn[i].size() - 3)) +
                          (i + 1 == drawn.size() ? "。" : "；");
    return text;
}

std::int64_t count_of(const dossier::PollSheet& sheet, Words question, Words option) {
    std::int64_t sum = 0;
    for (const dossier::PollCount& count : sheet.counts)
        if (count.option == option && (question.empty() || count.question == question))
            sum += count.count;
    return sum;
}

std::string vote_text(const dossier::PollSheet& recommendation, const dossier::PollSheet& assessment) {
    const std::int64_t valid = recommendation.returned - recommendation.invalid;
    const std::int64_t votes = count_of(recommendation, "", "推荐");
    const std::int64_t judged = assessment.returned - assessment.invalid;
    const std::int64_t excellent = count_of(assessment, "总体评价", "优秀");
    const std::int64_t competent = count_of(assessment, "总体评价", "称职");
    return "会议推荐中，发出推荐票" + std::to_string(recommendation.issued) + "张，收回" +
           std::to_string(recommendation.returned) + "张，其中有效票" + std::to_string(valid) +
           "张，该同志得票" + std::to_string(votes) + "张，得票率" + percent(votes, valid) +
           "。民主测评中，发出测评票" + std::to_string(assessment.issued) + "张，收回有效票" +
           std::to_string(judged) + "张，优秀" + std::to_string(excellent) + "票、称职" +
           std::to_string(competent) + "票，优称率" + percent(excellent + competent, judged) + "。";
}

std::string checks(Report& report) {
    static constexpr Words texts[]{"经查阅干部人事档案，其“三龄两历一身份”清楚，无涂改、缺失情况。个人有关事"
                                   "项报告经重点查核，如实填报。经征求纪检监察、公安、法院等"
                                   "部门意见，未发现影响任用的问题。",
                                   "对其干部人事档案进行了专项审核，基本信息真实准确。个人有关事项报告查核结"
                                   "果为基本一致，漏报情节较轻，已作出书面说明。市纪委监委出具了"
                                   "廉洁自律情况的结论性意见。",
                                   "考察期间未收到信访举报。任前档案审核、个人有关事项查核、纪检监察机关意见"
                                   "、线索核查“四个凡提必”要求均已落实。"};
    return report.one(texts);
}

std::string opinion(Report& report) {
    const FictionalPerson& person = report.person();
    static constexpr Words texts[]{
        "该同志政治素质好，领导经验较丰富，熟悉相关业务，工作实绩比较突出，群众基础较好",
        "该同志综合素质较高，视野开阔，驾驭全局能力和抓落实能力较强，作风过硬，发展潜力较大",
        "该同志党性观念强，工作扎实稳健，善于处理复杂问题，清正廉洁，干部群众认可"};
    return "综合考察情况，考察组认为，" + report.one(texts) + "，符合任职条件，同意作为" +
           (person.proposed_post.empty() ? std::string("提拔任用") : person.proposed_post) +
           "人选提交会议研究。";
}

void signature(Report& report) {
    report.paragraph("考察组组长：林克俭　　成员：何静波、陶志远、苏敏");
    report.paragraph(std::to_string(report.date().year) + "年" + std::to_string(report.date().month) + "月" +
                     std::to_string(report.date().day) + "日");
}

std::vector<Deed> deeds(Report& report, std::size_t count) {
    return some(report.random(), deeds_of(report.person().track), count);
}

void brief(Report& report, const dossier::PollSheet& recommendation, const dossier::PollSheet& assessment) {
    report.paragraph(introduction(report.person()));
    std::string praise = "该同志" + report.one(virtue_texts());
    for (const Deed& deed : deeds(report, 1))
        praise += deed_text(report, deed);
    report.paragraph(praise + report.one(integrity_texts()));
    report.paragraph("主要不足：" + shortcomings(report, 1));
    const std::int64_t valid = recommendation.returned - recommendation.invalid;
    const std::int64_t judged = assessment.returned - assessment.invalid;
    const std::int64_t good =
        count_of(assessment, "总体评价", "优秀") + count_of(assessment, "总体评价", "称职");
    report.paragraph("会议推荐得票率" + percent(count_of(recommendation, "", "推荐"), valid) +
                     "，民主测评优称率" + percent(good, judged) + "。");
    report.paragraph(opinion(report));
}

void five(Report& report, const dossier::PollSheet& recommendation, const dossier::PollSheet& assessment) {
    report.paragraph(introduction(report.person()));
    report.paragraph(process(report));
    report.heading(1, "一、德的表现");
    report.paragraph(report.one(virtue_texts()));
    report.heading(1, "二、能的表现");
    report.paragraph(report.one(ability_texts()));
    report.heading(1, "三、勤的表现");
    report.paragraph(report.one(diligence_texts()));
    report.heading(1, "四、绩的表现");
    const auto drawn = deeds(report, 3);
    for (std::size_t i = 0; i < drawn.size(); ++i)
        report.paragraph("**" + std::string(ordinals[i]) + "是" + std::string(drawn[i].headline) + "。**" +
                         deed_text(report, drawn[i]));
    report.heading(1, "五、廉的表现");
    report.paragraph(report.one(integrity_texts()));
    report.heading(1, "六、存在的不足");
    report.paragraph(shortcomings(report, 2));
    report.heading(1, "七、民主推荐和民主测评情况");
    report.paragraph(vote_text(recommendation, assessment));
    report.paragraph(opinion(report));
    signature(report);
}

void features(Report& report, const dossier::PollSheet& recommendation,
              const dossier::PollSheet& assessment) {
    report.paragraph(process(report) + "现将考察情况报告如下。");
    report.heading(1, "一、基本情况");
    report.paragraph(introduction(report.person()));
    report.heading(1, "二、主要特点");
    std::size_t number = 0;
    const auto feature = [&](Words headline, const std::string& text) {
        report.heading(2, "（" + std::string(ordinals[number++]) + "）" + std::string(headline));
        report.paragraph(text);
    };
    feature("政治素质好，大局意识强", report.one(virtue_texts()) + "谈话中有同志讲：" + report.one(voices()));
    const auto abilities = some(report.random(), ability_texts(), 3);
    const auto drawn = deeds(report, abilities.size());
    for (std::size_t i = 0; i < drawn.size(); ++i)
        feature(drawn[i].headline, deed_text(report, drawn[i]) + std::string(abilities[i]));
    feature("作风务实，要求严格", report.one(diligence_texts()) + "有同志评价：" + report.one(voices()));
    feature("清正廉洁，自律意识强", report.one(integrity_texts()));
    report.heading(1, "三、主要不足");
    report.paragraph(shortcomings(report, 3));
    report.heading(1, "四、民主推荐和民主测评情况");
    report.paragraph(vote_text(recommendation, assessment));
    report.heading(1, "五、有关事项核查情况");
    report.paragraph(checks(report));
    report.heading(1, "六、考察组意见");
    report.paragraph(opinion(report));
    signature(report);
}

void vote_tables(Report& report, const dossier::PollSheet& recommendation,
                 const dossier::PollSheet& assessment) {
    report.paragraph("会议推荐得票情况如下：");
    report.row({"投票人类别", "推荐", "未推荐"});
    report.row({"---", "---", "---"});
    std::vector<std::string> groups;
    for (const dossier::PollCount& count : recommendation.counts)
        if (std::find(groups.begin(), groups.end(), count.group) == groups.end())
            groups.push_back(count.group);
    for (const std::string& group : groups) {
        std::array<std::int64_t, 2> counts{};
        for (const dossier::PollCount& count : recommendation.counts)
            if (count.group == group)
                counts[count.option == "推荐" ? 0 : 1] += count.count;
        report.row({group, std::to_string(counts[0]), std::to_string(counts[1])});
    }
    report.end_table();
    report.paragraph("民主测评情况如下：");
    report.row({"测评内容", "优秀", "称职", "基本称职", "不称职"});
    report.row({"---", "---", "---", "---", "---"});
    for (const Words question : {"德", "能", "勤", "绩", "廉", "总体评价"}) {
        std::vector<std::string> cells{std::string(question)};
        for (const Words option : {"优秀", "称职", "基本称职", "不称职"})
            cells.push_back(std::to_string(count_of(assessment, question, option)));
        report.row(cells);
    }
    report.end_table();
}

void full(Report& report, const dossier::PollSheet& recommendation, const dossier::PollSheet& assessment) {
    const FictionalPerson& person = report.person();
    report.paragraph(process(report) + "现将有关情况报告如下。");
    report.heading(1, "一、基本情况和主要经历");
    report.paragraph(introduction(person));
    std::string path = "该同志从基层做起，经过多岗位锻炼。";
    for (std::size_t i = 0; i + 1 < person.career.size(); ++i)
        path += month_text(person.career[i].begin) + "任" + person.career[i].text + "，";
    path += month_text(person.career.back().begin) + "起任现职。";
    report.paragraph(path);
    if (!person.awards.empty()) {
        std::string awards;
        for (const std::string& award : person.awards)
            awards += (awards.empty() ? "“" : "、“") + award + "”";
        report.paragraph("工作期间先后获得" + awards + "等荣誉。");
    }
    report.heading(1, "二、现实表现");
    report.heading(2, "（一）政治素质");
    for (const Words text : some(report.random(), virtue_texts(), 2))
        report.paragraph(std::string(text));
    report.heading(2, "（二）工作能力");
    for (const Words text : some(report.random(), ability_texts(), 2))
        report.paragraph(std::string(text));
    report.heading(2, "（三）工作实绩");
    const auto drawn = deeds(report, 5);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        report.heading(3, std::to_string(i + 1) + ". " + std::string(drawn[i].headline));
        report.paragraph(deed_text(report, drawn[i]));
    }
    report.heading(2, "（四）担当作风");
    for (const Words text : some(report.random(), diligence_texts(), 2))
        report.paragraph(std::string(text));
    report.heading(2, "（五）廉洁自律");
    for (const Words text : some(report.random(), integrity_texts(), 2))
        report.paragraph(std::string(text));
    report.heading(1, "三、干部群众反映");
    report.paragraph("个别谈话中，多数同志对其给予肯定评价，比较集中的反映有：");
    for (const Words voice : some(report.random(), voices(), 4))
        report.paragraph(std::string(voice));
    report.heading(1, "四、存在的不足");
    report.paragraph(shortcomings(report, 3));
    report.heading(1, "五、民主推荐和民主测评情况");
    report.paragraph(vote_text(recommendation, assessment));
    vote_tables(report, recommendation, assessment);
    report.heading(1, "六、有关事项核查情况");
    report.paragraph(checks(report));
    report.heading(1, "七、考察组意见");
    report.paragraph(opinion(report));
    signature(report);
}

} // namespace

std::string make_report(Random& random, const FictionalPerson& person, ReportShape shape,
                        const dossier::PollSheet& recommendation, const dossier::PollSheet& assessment,
                        const dossier::Date& date) {
    Report report(random, person, date);
    report.title(shape == ReportShape::brief ? person.name.full + "同志现实表现材料"
                                             : "关于" + person.name.full + "同志的考察材料");
    switch (shape) {
    case ReportShape::brief:
        brief(report, recommendation, assessment);
        break;
    case ReportShape::five:
        five(report, recommendation, assessment);
        break;
    case ReportShape::features:
        features(report, recommendation, assessment);
        break;
    case ReportShape::full:
        full(report, recommendation, assessment);
        break;
    }
    return report.text();
}

} // namespace app::sample
