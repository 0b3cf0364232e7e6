#include "bench/screen.h"
#include "bench/sound_monitor.h"
#include "bench/watch.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <thread>

namespace bench {

namespace {

constexpr std::chrono::microseconds picture_poll{500};

struct Seen {
    Clock::time_point when;
    int picture = 0;
};

/// Each picture when it was first seen, until `seconds` are over.
std::vector<Seen> follow(Screen& screen, double seconds) {
    std::vector<Seen> seen;
    screen.until(
        seconds,
        [&](const Look& now) {
            if (now.readable && (seen.empty() || seen.back().picture != now.picture))
                seen.push_back({now.when, now.picture});
            return false;
        },
        picture_poll);
    return seen;
}

struct Phase {
    std::string name;
    std::string key;
    double seconds = 0;
    double speed = 1;
    Clock::time_point begin;
    Clock::time_point end;
};

/// "pause=space@5x1.25"
Phase phase_of(const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::size_t at = text.rfind('@');
    if (equals == std::string::npos || at == std::string::npos || at < equals)
        throw std::invalid_argument(text);
    Phase phase{.name = text.substr(0, equals), .key = text.substr(equals + 1, at - equals - 1)};
    const std::string rest = text.substr(at + 1);
    const std::size_t times = rest.find('x');
    phase.seconds = std::stod(rest);
    if (times != std::string::npos)
        phase.speed = std::stod(rest.substr(times + 1));
    return phase;
}

/// When the pictures of whole seconds came, where play went on before and after: not what a jump landed on.
std::vector<Clock::time_point> flashes(const std::vector<Seen>& seen, const Phase& phase, int rate) {
    std::vector<Clock::time_point> times;
    for (std::size_t i = 1; i < seen.size(); ++i) {
        const int into = seen[i].picture % rate;
        const int gone = seen[i].picture - seen[i - 1].picture;
        const bool played =
            gone > 0 && gone <= 4 && seen[i].when - seen[i - 1].when < std::chrono::milliseconds(300);
        if (!played || into >= gone || seen[i].when < phase.begin || seen[i].when >= phase.end)
            continue;
        // The picture of the whole second itself was not shown: when would it have been.
        const std::chrono::duration<double> late(into / (rate * phase.speed));
        times.push_back(seen[i].when - std::chrono::duration_cast<Clock::duration>(late));
    }
    return times;
}

} // namespace

int watch_play(const Arguments& arguments) {
    Screen screen;
    const double rate = std::stod(arguments[1]);
    const int cycle = std::stoi(arguments[2]);
    const std::vector<Seen> seen = follow(screen, std::stod(arguments[0]));
    if (seen.size() < 3) {
        std::printf("{\"shown\": %zu}\n", seen.size());
        return 1;
    }
    int missing = 0;
    int backwards = 0;
    int stills = 0;
    std::vector<double> times;
    for (std::size_t i = 2; i < seen.size(); ++i) {
        // The first one was on the screen before anybody looked.
        const int gone = (seen[i].picture - seen[i - 1].picture + cycle) % cycle;
        if (gone > cycle / 2)
            ++backwards;
        else
            missing += gone - 1;
        times.push_back(milliseconds(seen[i].when - seen[i - 1].when));
        stills += times.back() > 1.5 * 1000 / rate ? 1 : 0;
    }
    const double longest = at_share(times, 1);
    std::printf("{\"seconds\": %.1f, \"shown\": %zu, \"missing\": %d, \"repeated\": %d, \"backwards\": %d, "
                "\"longest_still_ms\": %.1f, \"longest_still_frames\": %.2f, \"p95_still_ms\": %.1f}\n",
                milliseconds(seen.back().when - seen[1].when) / 1000, seen.size() - 1, missing, stills,
                backwards, longest, longest * rate / 1000, at_share(times, 0.95));
    return missing + backwards == 0 ? 0 : 1;
}

int watch_sync(const Arguments& arguments) {
    const int rate = std::stoi(arguments[1]);
    std::vector<Phase> phases;
    for (std::size_t i = 2; i < arguments.size(); ++i)
        phases.push_back(phase_of(arguments[i]));
    Screen screen;
    const SoundMonitor monitor(arguments[0]);
    std::fprintf(stderr, "watch_screen: listening\n");
    if (!screen
             .until(
                 30, [](const Look& now) { return now.readable; }, picture_poll)
             .readable)
        throw std::runtime_error("no coded picture came within 30 s");
    std::vector<Seen> seen;
    for (Phase& phase : phases) {
        phase.begin = Clock::now();
        if (!phase.key.empty())
            screen.press(phase.key);
        const std::vector<Seen> part = follow(screen, phase.seconds);
        seen.insert(seen.end(), part.begin(), part.end());
        phase.end = Clock::now();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(600)); // what the device still holds
    const std::vector<Clock::time_point> beeps = monitor.beeps();
    std::map<std::string, std::vector<double>> errors;
    std::map<std::string, int> unheard;
    std::vector<std::string> names;
    for (const Phase& phase : phases) {
        if (phase.name.empty() || phase.name[0] == '-')
            continue;
        if (std::find(names.begin(), names.end(), phase.name) == names.end())
            names.push_back(phase.name);
        for (const Clock::time_point flash : flashes(seen, phase, rate)) {
            std::optional<double> error;
            for (const Clock::time_point beep : beeps) {
                const double late = milliseconds(flash - beep);
                if (std::fabs(late) < 400 / phase.speed && (!error || std::fabs(late) < std::fabs(*error)))
                    error = late;
            }
            if (error)
                errors[phase.name].push_back(*error);
            else
                ++unheard[phase.name];
        }
    }
    std::vector<double> all;
    std::printf("{");
    for (const std::string& name : names) {
        const std::vector<double>& here = errors[name];
        all.insert(all.end(), here.begin(), here.end());
        std::printf(
            "\"%s\": {\"median\": %.1f, \"p5\": %.1f, \"p95\": %.1f, \"flashes\": %zu, \"unheard\": %d, "
            "\"ms\": [%s]}, ",
            name.c_str(), at_share(here, 0.5), at_share(here, 0.05), at_share(here, 0.95), here.size(),
            unheard[name], list_of(here).c_str());
    }
    int silent = 0;
    for (const auto& [name, count] : unheard)
        silent += count;
    std::printf(
        "\"all\": {\"median\": %.1f, \"p5\": %.1f, \"p95\": %.1f, \"flashes\": %zu, \"unheard\": %d}}\n",
        at_share(all, 0.5), at_share(all, 0.05), at_share(all, 0.95), all.size(), silent);
    return !all.empty() && silent == 0 ? 0 : 1;
}

} // namespace bench
