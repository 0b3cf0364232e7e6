#include "bench/screen.h"
#include "bench/watch.h"

#include <cstdio>
#include <cstdlib>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace bench {

namespace {

constexpr std::chrono::microseconds key_poll{250};
constexpr double lost_after = 5; ///< seconds

/// SIGTERM, and SIGKILL for who does not listen.
void end(pid_t child) {
    kill(child, SIGTERM);
    for (int i = 0; i < 60; ++i) {
        if (waitpid(child, nullptr, WNOHANG) != 0)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

void print_times(const std::vector<double>& times) {
    std::printf("\"ms\": [%s], \"median\": %.1f, \"p95\": %.1f, \"max\": %.1f", list_of(times).c_str(),
                at_share(times, 0.5), at_share(times, 0.95), at_share(times, 1));
}

Look readable(Screen& screen, double seconds) {
    return screen.until(
        seconds, [](const Look& seen) { return seen.readable; }, key_poll);
}

} // namespace

int watch_start(const Arguments& arguments) {
    Screen screen;
    const Look before = screen.look();
    std::vector<char*> command;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        command.push_back(const_cast<char*>(arguments[i].c_str()));
    command.push_back(nullptr);
    const Clock::time_point begin = Clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command.data());
        _exit(127);
    }
    double first = -1;
    const Look seen = screen.until(
        std::stod(arguments[0]),
        [&](const Look& now) {
            // A window that is only black has shown nothing yet.
            if (first < 0 && !now.black && now.hash != before.hash)
                first = milliseconds(now.when - begin);
            return now.readable;
        },
        key_poll);
    end(child);
    std::printf("{\"first_picture_ms\": %.1f, \"first_coded_ms\": %.1f, \"clip\": %d, \"picture\": %d}\n",
                first, seen.readable ? milliseconds(seen.when - begin) : -1.0, seen.clip, seen.picture);
    return seen.readable ? 0 : 1;
}

int watch_await(const Arguments& arguments) {
    Screen screen;
    const int clip = std::stoi(arguments[0]);
    const int picture = std::stoi(arguments[1]);
    const Look seen = screen.until(
        std::stod(arguments[2]),
        [&](const Look& now) {
            return now.readable && (clip == 0 || now.clip == clip) && now.picture >= picture;
        },
        std::chrono::milliseconds(1));
    std::printf("{\"clip\": %d, \"picture\": %d}\n", seen.clip, seen.picture);
    return seen.readable && seen.picture >= picture ? 0 : 1;
}

int watch_rest(const Arguments& arguments) {
    Screen screen;
    if (arguments[0] != "-")
        screen.press(arguments[0]);
    const Look seen = screen.at_rest(10, std::chrono::milliseconds(700));
    std::printf("{\"clip\": %d, \"picture\": %d}\n", seen.clip, seen.picture);
    return seen.readable ? 0 : 1;
}

int watch_switch(const Arguments& arguments) {
    Screen screen;
    const int count = std::stoi(arguments[1]);
    const auto pause = std::chrono::milliseconds(std::stoi(arguments[2]));
    const int cycle = std::stoi(arguments[3]);
    std::vector<double> times;
    int lost = 0;
    int wrong = 0;
    int black = 0;
    int unreadable = 0;
    for (int i = 0; i < count; ++i) {
        const Look before = readable(screen, lost_after);
        const int expected = before.clip % cycle + 1;
        bool was_black = false;
        bool was_unreadable = false;
        const Clock::time_point begin = Clock::now();
        screen.press(arguments[0]);
        const Look after = screen.until(
            lost_after,
            [&](const Look& now) {
                was_black = was_black || now.black;
                was_unreadable = was_unreadable || (!now.readable && !now.black);
                return now.readable && now.clip != before.clip;
            },
            key_poll);
        black += was_black ? 1 : 0;
        unreadable += was_unreadable ? 1 : 0;
        if (!before.readable || !after.readable || after.clip == before.clip)
            ++lost;
        else if (after.clip != expected)
            ++wrong;
        else
            times.push_back(milliseconds(after.when - begin));
        std::this_thread::sleep_for(pause);
    }
    std::printf("{");
    print_times(times);
    std::printf(", \"lost\": %d, \"wrong\": %d, \"black\": %d, \"unreadable\": %d}\n", lost, wrong, black,
                unreadable);
    return lost + wrong + black == 0 ? 0 : 1;
}

int watch_seek(const Arguments& arguments) {
    Screen screen;
    const int pictures = std::stoi(arguments[2]);
    const int last = std::stoi(arguments[3]);
    const int count = std::stoi(arguments[4]);
    std::vector<double> times;
    int lost = 0;
    int inexact = 0;
    int black = 0;
    int between = 0;
    bool forth = true;
    for (int i = 0; i < count; ++i) {
        const Look before = screen.at_rest(lost_after, std::chrono::milliseconds(300));
        forth = forth ? before.picture + pictures <= last : before.picture - pictures < 0;
        const int target = before.picture + (forth ? pictures : -pictures);
        // A picture beside the right one counts when it stays; the time is when it came.
        Look arrived;
        bool was_black = false;
        int others = 0;
        Look previous = before;
        const Clock::time_point begin = Clock::now();
        screen.press(forth ? arguments[0] : arguments[1]);
        screen.until(
            lost_after,
            [&](const Look& now) {
                was_black = was_black || now.black;
                if (!now.readable || std::abs(now.picture - target) > 1) {
                    others += now.readable && !now.same_picture(previous) ? 1 : 0;
                    if (now.readable)
                        previous = now;
                    arrived = Look{};
                } else if (!arrived.same_picture(now)) {
                    arrived = now;
                }
                return arrived.readable && now.when - arrived.when > std::chrono::milliseconds(300);
            },
            key_poll);
        black += was_black ? 1 : 0;
        if (!before.readable || !arrived.readable) {
            ++lost;
            continue;
        }
        times.push_back(milliseconds(arrived.when - begin));
        inexact += arrived.picture != target ? 1 : 0;
        between += others;
    }
    std::printf("{");
    print_times(times);
    std::printf(", \"lost\": %d, \"inexact\": %d, \"black\": %d, \"pictures_between\": %d}\n", lost, inexact,
                black, between);
    return lost + inexact + black == 0 ? 0 : 1;
}

int watch_step(const Arguments& arguments) {
    Screen screen;
    const int step = std::stoi(arguments[1]);
    const int count = std::stoi(arguments[2]);
    std::vector<double> times;
    int lost = 0;
    int wrong = 0;
    for (int i = 0; i < count; ++i) {
        const Look before = screen.at_rest(lost_after, std::chrono::milliseconds(30));
        const Clock::time_point begin = Clock::now();
        screen.press(arguments[0]);
        const Look after = screen.until(
            lost_after, [&](const Look& now) { return now.readable && !now.same_picture(before); }, key_poll);
        if (!before.readable || !after.readable || after.same_picture(before)) {
            ++lost;
        } else if (after.clip != before.clip || after.picture != before.picture + step) {
            ++wrong;
            std::fprintf(stderr, "watch_screen: %s went from picture %d to %d\n", arguments[0].c_str(),
                         before.picture, after.picture);
        } else {
            times.push_back(milliseconds(after.when - begin));
        }
    }
    std::printf("{");
    print_times(times);
    std::printf(", \"lost\": %d, \"wrong\": %d}\n", lost, wrong);
    return lost + wrong == 0 ? 0 : 1;
}

int watch_hold(const Arguments& arguments) {
    Screen screen;
    const int steps = std::stoi(arguments[1]);
    const double limit = std::stod(arguments[2]);
    Look last = readable(screen, lost_after);
    const int first = last.clip;
    int black = 0;
    int unreadable = 0;
    int backwards = 0;
    int clips = 1;
    bool black_before = false;
    bool unreadable_before = false;
    Clock::time_point next_tap = Clock::now() + std::chrono::milliseconds(1500);
    bool taps = false;
    const Clock::time_point begin = Clock::now();
    screen.hold(arguments[0], true);
    const auto look = [&](const Look& now) {
        black += now.black && !black_before ? 1 : 0;
        const bool unreadable_now = !now.readable && !now.black;
        unreadable += unreadable_now && !unreadable_before ? 1 : 0;
        black_before = now.black;
        unreadable_before = unreadable_now;
        if (now.readable) {
            backwards += now.clip < last.clip || now.clip > first + steps + 40 ? 1 : 0;
            clips += now.clip != last.clip ? 1 : 0;
            last = now;
        }
        // A display server without key repeat: the same by hand, 30 a second.
        taps = taps || (now.when > next_tap && last.clip <= first + 1);
        if (taps && now.when > next_tap) {
            screen.press(arguments[0]);
            next_tap = now.when + std::chrono::milliseconds(33);
        }
        return last.clip >= first + steps;
    };
    screen.until(limit, look);
    screen.hold(arguments[0], false);
    const double took = milliseconds(Clock::now() - begin);
    // What is still under way belongs to it.
    taps = false;
    next_tap += std::chrono::hours(1);
    screen.until(1, [&](const Look& now) { return look(now), false; });
    const bool reached = last.clip >= first + steps;
    std::printf(
        "{\"from\": %d, \"to\": %d, \"clips_seen\": %d, \"ms\": %.0f, \"reached\": %s, \"black\": %d, "
        "\"unreadable\": %d, \"backwards\": %d}\n",
        first, last.clip, clips, took, reached ? "true" : "false", black, unreadable, backwards);
    return reached && black + unreadable + backwards == 0 ? 0 : 1;
}

} // namespace bench
