#include "app/cli/bench_catalogue.h"
#include "app/cli/bench_import.h"
#include "app/cli/bench_open.h"
#include "app/cli/bench_pages.h"
#include "app/cli/bench_playback.h"
#include "app/cli/bench_search.h"
#include "app/cli/commands.h"
#include "app/language.h"
#include "dossier/formats/json_text.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

namespace fs = std::filesystem;

/// What the user typed behind the name.
using Arguments = std::vector<std::string>;

struct Bench {
    const char* name;
    const char* arguments;
    nlohmann::json (*run)(const Arguments&);
};

/// The number at `index`, or `otherwise`.
std::int64_t number(const Arguments& arguments, std::size_t index, std::int64_t otherwise) {
    if (index >= arguments.size())
        return otherwise;
    const std::string& text = arguments[index];
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0)
        throw std::invalid_argument(tr("{0} is no number", {text}));
    return value;
}

/// One line per figure: the table is what `bench` without a name prints.
constexpr std::array benches{
    Bench{"search", "[PERSONS]",
          [](const Arguments& a) { return bench_search(number(a, 0, 1000000), fs::temp_directory_path()); }},
    Bench{
        "catalogue", "[PERSONS]",
        [](const Arguments& a) { return bench_catalogue(number(a, 0, 130000), fs::temp_directory_path()); }},
    Bench{"pages", "", [](const Arguments&) { return bench_pages(); }},
    Bench{"import", "[FILES]",
          [](const Arguments& a) { return bench_import(number(a, 0, 10000), fs::temp_directory_path()); }},
    Bench{"open", "[MATERIALS]",
          [](const Arguments& a) { return bench_open(number(a, 0, 200), fs::temp_directory_path()); }},
    Bench{"playback", "[CLIP...]",
          [](const Arguments& a) {
              return bench_playback({.clips = {a.begin(), a.end()}});
          }},
};

} // namespace

int bench(const BenchOptions& options, Terminal& terminal) {
    for (const Bench& bench : benches)
        if (options.name == bench.name) {
            nlohmann::ordered_json result{{"bench", bench.name}, {"figures", bench.run(options.arguments)}};
            terminal.print(formats::json_text(result, 2) + "\n");
            return done;
        }
    terminal.complain(tr("There is no bench of this name. These are:"));
    for (const Bench& bench : benches)
        terminal.complain(std::string("  ").append(bench.name).append(" ").append(bench.arguments));
    return wrong_use;
}

} // namespace app::cli
