// Measures a player from outside, the same for every program under test: polls the display through shared
// memory, presses keys, listens to the sound server's monitor. Clips carry coded pictures (screen.h), so that
// it knows which picture of which clip is on the screen. Each command prints one line of JSON; 0: as it
// should be, 1: something was lost or wrong, 2: wrong use.
//
// clang-format off
//   start SECONDS COMMAND...            start to the first changed and the first coded picture, then ends it
//   await CLIP PICTURE SECONDS          waits until picture PICTURE of clip CLIP (0 = any) or a later one is there
//   rest KEY                            presses KEY (- for none), waits until the picture stands still
//   switch KEY COUNT PAUSE_MS CYCLE     key to the first picture of the next clip; CYCLE clips take turns
//   seek FORTH BACK PICTURES LAST COUNT while paused: key to the picture that many away, within 0..LAST
//   step KEY STEP COUNT                 while paused: key to the next picture (1) or the one before (-1)
//   hold KEY STEPS SECONDS              the key held until STEPS clips have passed: no black, none wrong
//   play SECONDS RATE CYCLE             pictures missing, still too long; numbers begin again after CYCLE
//   turns SECONDS                       each change of the clip: last picture, first picture, how long it took
//   sync DEVICE RATE PHASE...           picture against beep at each whole second; PHASE is NAME=KEY@SECONDSxSPEED
//   flash SECONDS PERIOD [DEVICE]       white screen and beep every PERIOD seconds, for recorders; heard on DEVICE
// clang-format on

#include "bench/watch.h"

#include <cstdio>
#include <exception>
#include <stdexcept>

namespace {

struct Row {
    const char* name;
    std::size_t arguments; ///< at least
    int (*run)(const bench::Arguments&);
};
constexpr Row rows[] = {
    {"start", 2, bench::watch_start}, {"await", 3, bench::watch_await},   {"rest", 1, bench::watch_rest},
    {"seek", 5, bench::watch_seek},   {"switch", 4, bench::watch_switch}, {"step", 3, bench::watch_step},
    {"hold", 3, bench::watch_hold},   {"play", 3, bench::watch_play},     {"sync", 3, bench::watch_sync},
    {"turns", 1, bench::watch_turns}, {"flash", 2, bench::watch_flash},
};

} // namespace

int main(int argc, char** argv) {
    const bench::Arguments arguments(argv + 1, argv + argc);
    try {
        for (const Row& row : rows)
            if (arguments.size() > row.arguments && arguments[0] == row.name)
                return row.run({arguments.begin() + 1, arguments.end()});
    } catch (const std::invalid_argument&) {
        std::fprintf(stderr, "watch_screen: an argument is no number\n");
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "watch_screen: %s\n", error.what());
        return 1;
    }
    std::fprintf(stderr, "usage: see the first lines of watch_screen.cpp\n");
    return 2;
}
