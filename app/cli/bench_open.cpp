#include "app/cli/bench_open.h"

#include "app/cli/bench_folder.h"
#include "app/cli/roster.h"
#include "app/sample/person_generator.h"
#include "dossier/person.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>

namespace app {

namespace {

using dossier::MaterialKind;

dossier::Content poll() {
    dossier::PollContent poll;
    dossier::PollSheet sheet{.title = "民主测评", .issued = 120, .returned = 118, .invalid = 2};
    for (const char* question : {"德", "能", "勤", "绩", "廉", "总体评价"})
        for (const char* option : {"优秀", "称职", "基本称职", "不称职"})
            sheet.counts.push_back({.question = question, .option = option, .count = 29});
    poll.sheets.push_back(std::move(sheet));
    return poll;
}

dossier::Content long_report() {
    dossier::ReportContent report;
    for (int i = 0; i < 40; ++i) {
        dossier::Paragraph paragraph;
        paragraph.runs.push_back({.text = "该同志政治坚定，作风扎实，注重调查研究，善于团结同志一道工作，分管"
                                          "的领域年年有进步，干部群众评价较好。"});
        report.paragraphs.push_back(std::move(paragraph));
    }
    return report;
}

dossier::Content clip() {
    dossier::ClipContent clip{.duration = 1800};
    for (int i = 0; i < 300; ++i)
        clip.transcript.push_back(
            {.begin = i * 6.0, .end = i * 6.0 + 5, .text = "这几年我主要分管综合工作。"});
    for (int i = 0; i < 12; ++i)
        clip.chapters.push_back({.begin = i * 150.0, .title = "问题"});
    return clip;
}

dossier::Content content_of(MaterialKind kind) {
    switch (kind) {
    case MaterialKind::poll:
        return poll();
    case MaterialKind::report:
        return long_report();
    case MaterialKind::video:
        return clip();
    case MaterialKind::photo:
        return dossier::PhotoContent{};
    default:
        return dossier::DocumentContent{.text = std::string(6000, 'a')};
    }
}

void fill_dossier(db::Catalogue& catalogue, std::int64_t materials) {
    dossier::Person person{.id = dossier::PersonId::make(), .has_form = true};
    person.form = sample::make_person(1, 1).form;
    person.name = dossier::matching_name(person.form[dossier::Field::name]);
    std::vector<dossier::Edit> edits{dossier::PutPerson{person}};
    for (std::int64_t i = 0; i < materials; ++i) {
        dossier::Material material{.id = dossier::MaterialId::make(), .person = person.id};
        // A large dossier: of twenty materials four polls, five reports, an interview, photos, documents.
        const std::int64_t kind = i % 20;
        material.kind = kind < 4    ? MaterialKind::poll
                        : kind < 9  ? MaterialKind::report
                        : kind < 10 ? MaterialKind::video
                        : kind < 15 ? MaterialKind::photo
                                    : MaterialKind::document;
        material.title = "材料";
        material.title += std::to_string(i);
        material.content = content_of(material.kind);
        edits.emplace_back(dossier::PutMaterial{std::move(material)});
    }
    catalogue.apply(edits);
}

} // namespace

nlohmann::json bench_open(std::int64_t materials, const std::filesystem::path& place) {
    const BenchFolder folder(place);
    const db::Author author{.user = "bench", .terminal = "bench"};
    const std::filesystem::path path = folder.path() / "catalogue";
    {
        db::Catalogue catalogue = db::Catalogue::create(path, author);
        fill_dossier(catalogue, materials);
    }
    std::vector<double> times;
    std::clock_t processor = std::clock();
    constexpr int rounds = 50;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        db::Catalogue catalogue = db::Catalogue::open(path, author, db::Access::read_only);
        std::size_t found = 0;
        cli::each_candidate(catalogue, std::nullopt, [&](const cli::Candidate& candidate) {
            found += candidate.materials.size();
            return true;
        });
        if (found != static_cast<std::size_t>(materials) + 2) // with card and form
            throw std::runtime_error("materials are missing");
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    processor = std::clock() - processor;
    const double first = times.front();
    std::sort(times.begin(), times.end());
    return {{"materials", materials},
            {"open_ms", {{"first", first}, {"p50", times[times.size() / 2]}, {"max", times.back()}}},
            {"cpu_ms", 1e3 * static_cast<double>(processor) / CLOCKS_PER_SEC / rounds}};
}

} // namespace app
