#include "bench/screen.h"
#include "bench/watch.h"

#include <cstdio>
#include <vector>

namespace bench {

/// One line: each change from one clip to another, the last picture of the one, the first of the other, how
/// long the last one stood, and what was on the screen between them that is no picture of either.
int watch_turns(const Arguments& arguments) {
    Screen screen;
    struct Turn {
        Look last;
        Look first;
        double stood = 0;
        int unreadable = 0;
    };
    std::vector<Turn> turns;
    Look shown;
    int unreadable = 0;
    screen.until(
        std::stod(arguments[0]),
        [&](const Look& now) {
            if (!now.readable) {
                ++unreadable;
                return false;
            }
            if (shown.readable && now.clip != shown.clip)
                turns.push_back({shown, now, milliseconds(now.when - shown.when), unreadable});
            if (!shown.readable || !now.same_picture(shown))
                shown = now;
            unreadable = 0;
            return false;
        },
        std::chrono::microseconds(500));
    std::printf("{\"turns\": [");
    const char* comma = "";
    for (const Turn& turn : turns) {
        std::printf("%s{\"from\": [%d, %d], \"to\": [%d, %d], \"stood_ms\": %.1f, \"unreadable\": %d}", comma,
                    turn.last.clip, turn.last.picture, turn.first.clip, turn.first.picture, turn.stood,
                    turn.unreadable);
        comma = ", ";
    }
    std::printf("]}\n");
    return turns.empty() ? 1 : 0;
}

} // namespace bench
