// Measures a program from outside: key to changed picture and start to first picture, by polling the display
// through shared memory and injecting keys. The same for every program under test.
//
//   watch_screen start TIMEOUT_SECONDS COMMAND...        {"first_picture_ms": 212.4}
//   watch_screen keys KEY COUNT PAUSE_MS [WARM_UP]       {"ms": [..], "median": .., "lost": 0, "black": 0}
//
// A picture counts as changed when the watched region differs from before the key and differs no more after
// two polls; a key after which nothing changed within 2 s is lost and counts as a failure, never as fast.

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// What one poll saw: a hash of the region and whether all of it is black.
struct Look {
    std::uint64_t hash = 0;
    bool black = false;
    bool operator==(const Look& other) const { return hash == other.hash; }
};

/// The middle of the screen through XShm; one poll takes well under a millisecond.
class Screen {
  public:
    Screen()
        : display_(XOpenDisplay(nullptr)) {
        if (display_ == nullptr)
            throw std::runtime_error("no display");
        root_ = DefaultRootWindow(display_);
        XWindowAttributes attributes;
        XGetWindowAttributes(display_, root_, &attributes);
        width_ = std::min(640, attributes.width / 2);
        height_ = std::min(360, attributes.height / 2);
        x_ = (attributes.width - width_) / 2;
        y_ = (attributes.height - height_) / 2;
        image_ = XShmCreateImage(display_, attributes.visual, static_cast<unsigned>(attributes.depth),
                                 ZPixmap, nullptr, &segment_, static_cast<unsigned>(width_),
                                 static_cast<unsigned>(height_));
        segment_.shmid = shmget(
            IPC_PRIVATE, static_cast<std::size_t>(image_->bytes_per_line) * static_cast<std::size_t>(height_),
            IPC_CREAT | 0600);
        segment_.shmaddr = image_->data = static_cast<char*>(shmat(segment_.shmid, nullptr, 0));
        segment_.readOnly = False;
        XShmAttach(display_, &segment_);
        XSync(display_, False);
        shmctl(segment_.shmid, IPC_RMID, nullptr);
    }

    Look look() {
        XShmGetImage(display_, root_, image_, x_, y_, AllPlanes);
        Look look{.hash = 14695981039346656037ULL, .black = true};
        const auto* words = reinterpret_cast<const std::uint32_t*>(image_->data);
        const std::size_t count =
            static_cast<std::size_t>(image_->bytes_per_line) / 4 * static_cast<std::size_t>(height_);
        for (std::size_t i = 0; i < count; i += 3) {
            const std::uint32_t pixel = words[i] & 0xffffffU;
            look.hash = (look.hash ^ pixel) * 1099511628211ULL;
            look.black = look.black && (pixel & 0xf0f0f0U) == 0;
        }
        return look;
    }

    void press(KeySym key) {
        const KeyCode code = XKeysymToKeycode(display_, key);
        XTestFakeKeyEvent(display_, code, True, 0);
        XTestFakeKeyEvent(display_, code, False, 0);
        XFlush(display_);
    }

  private:
    Display* display_;
    Window root_ = 0;
    XImage* image_ = nullptr;
    XShmSegmentInfo segment_{};
    int x_ = 0;
    int y_ = 0;
    int width_ = 0;
    int height_ = 0;
};

int watch_start(int argc, char** argv) {
    Screen screen;
    const Look before = screen.look();
    const double limit = std::atof(argv[2]) * 1000;
    const Clock::time_point begin = Clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[3], argv + 3);
        _exit(127);
    }
    (void)argc;
    double first = -1;
    while (first < 0 && milliseconds(Clock::now() - begin) < limit) {
        const Look now = screen.look();
        // A window that is only black or only a ground colour has shown nothing yet.
        if (!(now == before) && !now.black)
            first = milliseconds(Clock::now() - begin);
        std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
    kill(child, SIGTERM);
    int status = 0;
    waitpid(child, &status, 0);
    std::printf("{\"first_picture_ms\": %.1f}\n", first);
    return first < 0 ? 1 : 0;
}

/// Milliseconds from the key to the changed picture; negative if it never changed.
double time_key(Screen& screen, KeySym key, int& black) {
    const Look before = screen.look();
    const Clock::time_point begin = Clock::now();
    screen.press(key);
    while (milliseconds(Clock::now() - begin) < 2000) {
        const Look now = screen.look();
        if (now == before)
            continue;
        if (now.black && !before.black) {
            ++black;
            continue;
        }
        return milliseconds(Clock::now() - begin);
    }
    return -1;
}

int watch_keys(int argc, char** argv) {
    Screen screen;
    const KeySym key = XStringToKeysym(argv[2]);
    const int count = std::atoi(argv[3]);
    const int pause = std::atoi(argv[4]);
    const int warm_up = argc > 5 ? std::atoi(argv[5]) : 1;
    std::vector<double> times;
    int lost = 0;
    int black = 0;
    for (int i = 0; i < count + warm_up; ++i) {
        const double time = time_key(screen, key, black);
        if (i >= warm_up && time < 0)
            ++lost;
        else if (i >= warm_up)
            times.push_back(time);
        std::this_thread::sleep_for(std::chrono::milliseconds(pause));
    }
    std::printf("{\"ms\": [");
    for (std::size_t i = 0; i < times.size(); ++i)
        std::printf("%s%.1f", i == 0 ? "" : ", ", times[i]);
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times.empty()
                   ? -1.0
                   : times[std::min(times.size() - 1,
                                    static_cast<std::size_t>(share * static_cast<double>(times.size())))];
    };
    std::printf("], \"median\": %.1f, \"p95\": %.1f, \"lost\": %d, \"black\": %d}\n", at(0.5), at(0.95), lost,
                black);
    return lost == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc >= 4 && std::strcmp(argv[1], "start") == 0)
            return watch_start(argc, argv);
        if (argc >= 5 && std::strcmp(argv[1], "keys") == 0)
            return watch_keys(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "watch_screen: %s\n", error.what());
        return 1;
    }
    std::fprintf(stderr,
                 "usage: watch_screen start SECONDS COMMAND... | keys KEY COUNT PAUSE_MS [WARM_UP]\n");
    return 2;
}
