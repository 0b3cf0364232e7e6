#include "app/cli/bench_catalogue.h"

#include "app/cli/bench_folder.h"
#include "db/catalogue.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using dossier::Field;

constexpr int materials_of_a_dossier = 200;

dossier::Person person(std::int64_t number, std::mt19937& random) {
    constexpr const char* surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "欧阳"};
    constexpr const char* given[] = {"伟",   "芳",   "建国", "志强", "晓东",
                                     "丽华", "海波", "文",   "思雨", "德福"};
    constexpr const char* places[] = {"青川", "安平", "临河", "东阳", "西岭", "南浦", "北原", "云山"};
    dossier::Person made{.id = dossier::PersonId::make()};
    made.name = std::string(surnames[random() % 10]) + given[random() % 10];
    made.has_form = true;
    dossier::Form& form = made.form;
    form[Field::name] = made.name;
    form[Field::sex] = random() % 3 == 0 ? "女" : "男";
    form[Field::birth] = std::to_string(1964 + random() % 30) + ".0" + std::to_string(1 + random() % 9);
    form[Field::present_post] = std::string(places[random() % 8]) + "县发展和改革局副局长";
    form[Field::reporting_unit] = "单位" + std::to_string(number % 500);
    std::string& resume = form[Field::resume];
    for (int year = 1990; year < 2020; year += 3)
        resume += std::to_string(year) + ".09--" + std::to_string(year + 3) + ".07  " + places[random() % 8] +
                  "县某局科员、副科长（其间：在某大学经济管理专业学习）\n";
    for (int i = 0; i < 4; ++i) {
        dossier::FamilyMember member;
        member[dossier::FamilyField::name] = std::string(surnames[random() % 10]) + given[random() % 10];
        member[dossier::FamilyField::work] = std::string(places[random() % 8]) + "县某单位干部";
        form.family.push_back(member);
    }
    return made;
}

/// Polls, reports and transcripts in turn.
dossier::Material material(const dossier::PersonId& owner, int number) {
    dossier::Material made{
        .id = dossier::MaterialId::make(), .person = owner, .title = "材料" + std::to_string(number)};
    if (number % 3 == 0) {
        made.kind = dossier::MaterialKind::report;
        dossier::ReportContent report;
        for (int i = 0; i < 40; ++i)
            report.paragraphs.push_back({.runs = {{.text = "该同志政治立场坚定，工作思路清晰，作风扎实。"}}});
        made.content = report;
    } else if (number % 3 == 1) {
        made.kind = dossier::MaterialKind::video;
        dossier::ClipContent clip{.duration = 1200};
        for (int i = 0; i < 200; ++i)
            clip.transcript.push_back(
                {.begin = i * 6.0, .end = i * 6.0 + 5, .text = "我在基层工作了十二年。"});
        made.content = clip;
    } else {
        made.kind = dossier::MaterialKind::poll;
        dossier::PollContent poll;
        poll.sheets.push_back({.title = "民主测评", .issued = 80, .returned = 79});
        for (int i = 0; i < 30; ++i)
            poll.sheets[0].counts.push_back(
                {.question = "总体评价", .group = "甲", .option = "好", .count = i});
        made.content = poll;
    }
    return made;
}

dossier::PersonId fill(db::Catalogue& catalogue, std::int64_t persons) {
    std::mt19937 random(7);
    dossier::PersonId last;
    for (std::int64_t done = 0; done < persons;) {
        std::vector<dossier::Edit> edits;
        for (; done < persons && edits.size() < 500; ++done) {
            edits.emplace_back(dossier::PutPerson{person(done, random)});
            last = std::get<dossier::PutPerson>(edits.back()).person.id;
        }
        catalogue.apply(edits);
    }
    std::vector<dossier::Edit> edits;
    edits.reserve(materials_of_a_dossier);
    for (int i = 0; i < materials_of_a_dossier; ++i)
        edits.emplace_back(dossier::PutMaterial{material(last, i)});
    catalogue.apply(edits);
    return last;
}

nlohmann::json measure(int times, const std::function<void(int)>& work) {
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        const Clock::time_point start = Clock::now();
        work(i);
        taken.push_back(milliseconds_since(start));
    }
    std::sort(taken.begin(), taken.end());
    return {{"p50", taken[taken.size() / 2]}, {"p95", taken[taken.size() * 95 / 100]}, {"max", taken.back()}};
}

} // namespace

nlohmann::json bench_catalogue(std::int64_t persons, const fs::path& place) {
    const fs::path folder = place / ("dossier-bench-catalogue-" + std::to_string(::getpid()));
    const db::Author author{.user = "bench", .terminal = "bench"};
    nlohmann::json result{{"persons", persons}, {"materials", materials_of_a_dossier}};
    dossier::PersonId one;
    {
        db::Catalogue catalogue = db::Catalogue::create(folder, author);
        const Clock::time_point start = Clock::now();
        one = fill(catalogue, persons);
        result["fill_seconds"] = milliseconds_since(start) / 1000;
    }
    result["database_bytes"] = fs::file_size(folder / "catalogue.db");
    result["open"] = measure(20, [&](int) { db::Catalogue::open(folder, author).person_count(); });
    {
        db::Catalogue catalogue = db::Catalogue::open(folder, author, db::Access::read_only);
        std::mt19937 random(11);
        std::vector<std::string> places{""};
        for (const char* name : {"王伟", "李芳", "张建国", "欧阳文"})
            for (const dossier::PersonId& id : catalogue.persons_named(name))
                places.push_back(id.text);
        const auto anywhere = [&] { return places[random() % places.size()]; };
        result["roster_page_of_100"] = measure(200, [&](int) { catalogue.roster(anywhere(), 100); });
        result["person"] = measure(200, [&](int) { catalogue.person({anywhere()}); });
        result["dossier_of_200_materials"] = measure(20, [&](int) {
            catalogue.person(one);
            catalogue.materials(one);
        });
        const std::vector<std::string> words{"发展和改革", "经济管理", "单位123",
                                             "青川县",     "基层",     "王伟 云山"};
        result["text_search"] = measure(
            60, [&](int i) { catalogue.search_text(words[static_cast<std::size_t>(i) % words.size()], 50); });
    }
    fs::remove_all(folder);
    return result;
}

} // namespace app
