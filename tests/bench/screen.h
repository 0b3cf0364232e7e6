// The display as the benches see it: which coded picture is on it, and keys pressed from outside.
#pragma once

#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;

inline double milliseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// What one poll saw. Clips made for the benches carry a code in the middle of every picture: 16 x 4 blocks,
/// each 1/48 of the width and 1/27 of the height, black 0, white 1. Row 1: the picture's number, lowest bit
/// first; row 2: its complement; row 3: the clip's number (12 bits) and 0101; row 4: the complement of that.
/// What is no such code is not readable: another window, a menu, half of two pictures.
struct Look {
    Clock::time_point when;
    bool readable = false;
    bool black = false;
    int clip = 0;
    int picture = 0;
    std::uint64_t hash = 0; ///< of the watched region
    [[nodiscard]] bool same_picture(const Look& other) const {
        return readable == other.readable && clip == other.clip && picture == other.picture;
    }
};

/// The middle of the screen through shared memory; one poll takes a fraction of a millisecond.
class Screen {
  public:
    Screen();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    Look look();
    /// Polls until `ready(look)` or the time is over; the last look. Between polls it sleeps `pause`.
    template <class Ready>
    Look until(double seconds, Ready ready, std::chrono::microseconds pause = {}) {
        const auto end = Clock::now() +
                         std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
        for (;;) {
            Look seen = look();
            if (ready(seen) || seen.when >= end)
                return seen;
            rest(pause);
        }
    }
    /// A picture that is readable and has not changed for `still`; not readable when none came in `seconds`.
    Look at_rest(double seconds, std::chrono::milliseconds still);

    /// "Down", "Shift+Right", "comma": pressed and released.
    void press(const std::string& key);
    void hold(const std::string& key, bool down);

  private:
    static void rest(std::chrono::microseconds pause);
    [[nodiscard]] unsigned brightness(int column, int row) const;

    Display* display_;
    Window root_ = 0;
    XImage* image_ = nullptr;
    XShmSegmentInfo segment_{};
    int x_ = 0;
    int y_ = 0;
    int width_ = 0;
    int height_ = 0;
};

/// Median, 95th percentile and so on: the value at `share` of the sorted values; -1 without any.
double at_share(std::vector<double> values, double share);

/// "12.3, 45.6" for JSON lists.
std::string list_of(const std::vector<double>& values);

} // namespace bench
