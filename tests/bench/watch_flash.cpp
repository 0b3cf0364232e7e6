// Flash and beep at known moments, for recorders: the screen turns white and the sound server plays a beep.
#include "bench/screen.h"
#include "bench/sound_monitor.h"
#include "bench/watch.h"

#include <X11/Xutil.h>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <numbers>
#include <optional>
#include <pulse/error.h>
#include <pulse/simple.h>
#include <stdexcept>
#include <thread>

namespace bench {

namespace {

constexpr int beep_rate = 48000;
constexpr std::size_t chunk = beep_rate / 100;
constexpr double beep_seconds = 0.1;
constexpr double lead_seconds = 1.5; ///< before the first one

struct CloseSound {
    void operator()(pa_simple* sound) const { pa_simple_free(sound); }
};
struct CloseDisplay {
    void operator()(Display* display) const { XCloseDisplay(display); }
};

Clock::time_point after(Clock::time_point time, double seconds) {
    return time + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

/// Plays beeps that are heard at begin + k * period, by what the server says about its queue.
void beep(Clock::time_point begin, double period, int count) {
    const pa_sample_spec format{PA_SAMPLE_FLOAT32NE, beep_rate, 1};
    const auto usual = static_cast<std::uint32_t>(-1);
    const pa_buffer_attr buffer{usual, beep_rate / 20 * sizeof(float), usual, usual, usual};
    int error = 0;
    const std::unique_ptr<pa_simple, CloseSound> sound(pa_simple_new(
        nullptr, "watch_screen", PA_STREAM_PLAYBACK, nullptr, "beeps", &format, nullptr, &buffer, &error));
    if (!sound)
        throw std::runtime_error(pa_strerror(error));
    const Clock::time_point end = after(begin, (count - 1) * period + 0.5);
    std::array<float, chunk> samples{};
    while (Clock::now() < end) {
        const pa_usec_t latency = pa_simple_get_latency(sound.get(), &error);
        const double heard =
            std::chrono::duration<double>(Clock::now() + std::chrono::microseconds(latency) - begin).count();
        for (std::size_t i = 0; i < chunk; ++i) {
            const double at = heard + static_cast<double>(i) / beep_rate;
            const double number = std::floor(at / period);
            const double into = at - number * period;
            const bool on = number >= 0 && number < count && into < beep_seconds;
            samples[i] = on ? static_cast<float>(0.5 * std::cos(2 * std::numbers::pi * 1000 * into)) : 0;
        }
        if (pa_simple_write(sound.get(), samples.data(), sizeof(samples), &error) < 0)
            throw std::runtime_error(pa_strerror(error));
    }
}

} // namespace

int watch_flash(const Arguments& arguments) {
    const double period = std::stod(arguments[1]);
    const int count = static_cast<int>(std::stod(arguments[0]) / period);
    const std::unique_ptr<Display, CloseDisplay> display(XOpenDisplay(nullptr));
    if (!display)
        throw std::runtime_error("no display");
    const int screen = DefaultScreen(display.get());
    XSetWindowAttributes attributes{};
    attributes.override_redirect = True;
    attributes.background_pixel = BlackPixel(display.get(), screen);
    const Window window =
        XCreateWindow(display.get(), DefaultRootWindow(display.get()), 0, 0,
                      static_cast<unsigned>(DisplayWidth(display.get(), screen)),
                      static_cast<unsigned>(DisplayHeight(display.get(), screen)), 0, CopyFromParent,
                      InputOutput, CopyFromParent, CWOverrideRedirect | CWBackPixel, &attributes);
    XMapRaised(display.get(), window);
    XSync(display.get(), False);
    const Clock::time_point begin = after(Clock::now(), lead_seconds);
    std::jthread sound([&] {
        try {
            beep(begin, period, count);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "watch_screen: no beeps: %s\n", error.what());
        }
    });
    std::vector<double> late;
    std::optional<SoundMonitor> monitor;
    if (arguments.size() > 2)
        monitor.emplace(arguments[2]);
    const auto paint = [&](unsigned long colour) {
        XSetWindowBackground(display.get(), window, colour);
        XClearWindow(display.get(), window);
        XSync(display.get(), False);
    };
    for (int k = 0; k < count; ++k) {
        const Clock::time_point due = after(begin, k * period);
        std::this_thread::sleep_until(due);
        paint(WhitePixel(display.get(), screen));
        late.push_back(milliseconds(Clock::now() - due));
        std::this_thread::sleep_until(after(due, beep_seconds));
        paint(BlackPixel(display.get(), screen));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(600)); // what the device still holds
    std::vector<double> heard_late;
    for (const Clock::time_point heard : monitor ? monitor->beeps() : std::vector<Clock::time_point>()) {
        const double seconds = std::chrono::duration<double>(heard - begin).count();
        heard_late.push_back((seconds - std::round(seconds / period) * period) * 1000);
    }
    std::printf("{\"flashes\": %d, \"period\": %.4f, \"flash_late_ms\": {\"median\": %.1f, \"max\": %.1f}, "
                "\"beep_late_ms\": {\"median\": %.1f, \"p5\": %.1f, \"p95\": %.1f}}\n",
                count, period, at_share(late, 0.5), at_share(late, 1), at_share(heard_late, 0.5),
                at_share(heard_late, 0.05), at_share(heard_late, 0.95));
    return 0;
}

} // namespace bench
