#include "app/cli/bench_pages.h"

#include "dossier/pages/make.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

namespace app {

namespace {

/// Of this thread's processor time, so that others on the machine do not count.
double milliseconds(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double begin = now();
    work();
    return now() - begin;
}

nlohmann::json figures(const std::function<void()>& work, int runs) {
    std::vector<double> times;
    times.reserve(static_cast<std::size_t>(std::max(runs, 0)));
    for (int i = 0; i < runs; ++i)
        times.push_back(milliseconds(work));
    std::sort(times.begin(), times.end());
    return {{"median_ms", times[times.size() / 2]}, {"max_ms", times.back()}};
}

dossier::ReportContent report() {
    dossier::ReportContent report;
    const auto add = [&](dossier::Paragraph::Kind kind, int level, const char* text) {
        dossier::Paragraph paragraph;
        paragraph.kind = kind;
        paragraph.level = level;
        paragraph.runs.push_back({text, false, false, false});
        report.paragraphs.push_back(std::move(paragraph));
    };
    for (int i = 0; i < 12; ++i) {
        add(dossier::Paragraph::Kind::heading, 1, "一、政治坚定，大局意识强，勇于担当作为");
        add(dossier::Paragraph::Kind::text, 0,
            "该同志长期从事经济综合工作，熟悉宏观经济管理和投资体制改革，先后参与编制全市“十三五”“十四五”规划"
            "，牵头推进重点"
            "项目126个、总投资3,480."
            "5亿元；工作中注重调查研究，每年深入基层60天以上，提出的改革举措被省里推广。同志们反映，他讲"
            "政治、顾大局，善于团结不同意见的同志一道工作，分管的领域年年有进步，群众满意率达到98.6%。");
    }
    return report;
}

dossier::Person person() {
    using dossier::Field;
    dossier::Person person;
    person.name = "张明";
    dossier::Form& form = person.form;
    form[Field::name] = "张明";
    form[Field::birth] = "197003";
    form[Field::present_post] = "临州市发展和改革委员会党组成员、副主任（正处级）";
    form[Field::proposed_post] = "临州市交通运输局党组书记、局长";
    for (int year = 1990; year < 2010; ++year)
        form[Field::resume] += std::to_string(year) + ".07--" + std::to_string(year + 1) +
                               ".07  临州市发展计划委员会固定资产投资科副科长、科长\n";
    return person;
}

pages::ImagePtr photo() {
    auto image = std::make_shared<pages::Image>();
    image->width = 1600;
    image->height = 2000;
    image->bgra.resize(std::size_t{1600} * 2000 * 4);
    for (std::size_t i = 0; i < image->bgra.size(); ++i)
        image->bgra[i] = i % 4 == 3 ? 255 : static_cast<std::uint8_t>((i * 2654435761U) >> 24U);
    return image;
}

/// The page whole in the middle of a screen, as it is presented.
nlohmann::json drawing(const pages::Page& page) {
    nlohmann::json result;
    for (const auto& [name, width, height] :
         {std::tuple{"1280x720", 1280, 720}, {"1920x1080", 1920, 1080}, {"3840x2160", 3840, 2160}}) {
        const double scale = std::min(width / page.size().width, height / page.size().height);
        const double left = (page.size().width - width / scale) / 2;
        const auto draw = [&, width = width, height = height] {
            (void)pages::rasterise(page, width, height, scale, left, 0, 0x202020);
        };
        const double first = milliseconds(draw);
        result[name] = figures(draw, 9);
        result[name]["first_ms"] = first; // with the glyphs of this size still to be made
    }
    return result;
}

} // namespace

nlohmann::json bench_pages() {
    const pages::Words words;
    const pages::Today today{2024, 6, 30};
    nlohmann::json result;
    result["warm_fonts_ms"] = milliseconds([] { pages::warm_fonts(); });
    const dossier::ReportContent content = report();
    const dossier::Person subject = person();
    const pages::ImagePtr picture = photo();
    const auto add = [&](const char* name, const std::function<pages::PagePtr()>& make) {
        result[name]["make"] = figures([&] { (void)make(); }, 9);
        result[name]["draw"] = drawing(*make());
    };
    add("report", [&] { return pages::make_report(content, "考察材料", words).front(); });
    add("form", [&] { return pages::make_form(subject.form, picture, words, today).front(); });
    add("card", [&] { return pages::make_card(subject, {}, picture, words, today, pages::screen_wide); });
    add("photo", [&] { return pages::make_photo(picture, "", pages::screen_wide); });
    return result;
}

} // namespace app
