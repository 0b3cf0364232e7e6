#include "app/cli/bench_import.h"

#include "app/cli/bench_folder.h"
#include "app/import/importer.h"
#include "app/sample/person_generator.h"
#include "dossier/formats/lrmx.h"

#include <chrono>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

namespace app {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Resident memory in megabytes, from /proc/self/statm.
double resident() {
    std::ifstream statm("/proc/self/statm");
    long total = 0;
    long pages = 0;
    statm >> total >> pages;
    return static_cast<double>(pages) * 4096 / 1e6;
}

/// Random bytes behind a JPEG's first ones: as large as photos are, and as hard to compress.
std::string photo(std::mt19937& random) {
    std::string bytes = "\xff\xd8\xff\xe0";
    while (bytes.size() < 20000)
        bytes += static_cast<char>(random() & 0xffU);
    return bytes;
}

void write_forms(const fs::path& folder, std::int64_t files) {
    fs::create_directories(folder);
    std::mt19937 random(1);
    for (std::int64_t i = 0; i < files; ++i) {
        dossier::Form form = sample::make_person(1, static_cast<std::uint64_t>(i)).form;
        form.photo = photo(random);
        const std::string name = form[dossier::Field::name] + std::to_string(i) + ".lrmx";
        std::ofstream(folder / name, std::ios::binary) << formats::write_lrmx(form);
    }
}

} // namespace

nlohmann::json bench_import(std::int64_t files, const fs::path& place) {
    const BenchFolder folder(place);
    write_forms(folder.path() / "forms", files);
    db::Catalogue catalogue =
        db::Catalogue::create(folder.path() / "catalogue", {.user = "bench", .terminal = "bench"});
    media::ProbeHelper probe(fs::read_symlink("/proc/self/exe"));
    const std::atomic<bool> never{false};
    nlohmann::json result{{"files", files}};
    const auto run = [&](const char* figure) {
        std::int64_t lines = 0;
        ImportHooks hooks;
        hooks.acknowledge = [&](const ImportLine&) {
            if (++lines == std::max<std::int64_t>(files / 10, 1))
                result[figure]["rss_mb_at_a_tenth"] = resident();
        };
        const Clock::time_point begin = Clock::now();
        const double processor = processor_seconds();
        Importer importer(catalogue, probe, hooks, never);
        result[figure]["whole"] = importer.run(plan_import(walk({folder.path() / "forms"}), who_in_form), "");
        const double seconds = seconds_since(begin);
        result[figure]["seconds"] = seconds;
        result[figure]["cpu_seconds"] = processor_seconds() - processor;
        result[figure]["files_per_second"] = static_cast<double>(files) / seconds;
        result[figure]["rss_mb_at_the_end"] = resident();
    };
    run("first");
    run("repeated");
    return result;
}

} // namespace app
