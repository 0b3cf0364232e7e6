#include "app/meeting/displays.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <xcb/randr.h>

namespace app::meeting {

namespace {

struct Free {
    void operator()(void* memory) const { std::free(memory); }
};
template <class T>
using Reply = std::unique_ptr<T, Free>;

bool same(const SDL_Rect& a, const SDL_Rect& b) {
    return SDL_RectEquals(&a, &b) == SDL_TRUE;
}

Displays displays_of_sdl() {
    Displays found;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); ++i) {
        Display display;
        const char* name = SDL_GetDisplayName(i);
        display.name = name != nullptr ? name : "";
        if (SDL_GetDisplayBounds(i, &display.bounds) == 0)
            found.push_back(std::move(display));
    }
    return found;
}

void drop_mirrors(Displays& displays) {
    Displays kept;
    for (Display& display : displays)
        if (std::none_of(kept.begin(), kept.end(), [&](const Display& other) {
                return other.bounds.x == display.bounds.x && other.bounds.y == display.bounds.y;
            }))
            kept.push_back(std::move(display));
    displays = std::move(kept);
}

} // namespace

std::optional<Display> find_projector(const Displays& present, const Display& known,
                                      const std::string& preferred) {
    const auto first = [&](auto&& matches) -> std::optional<Display> {
        const auto found = std::find_if(present.begin(), present.end(), matches);
        return found == present.end() ? std::nullopt : std::optional(*found);
    };
    if (std::optional<Display> display = first([&](const Display& d) { return d == known; }))
        return display;
    const std::string& wanted = known.name.empty() ? preferred : known.name;
    if (!wanted.empty())
        if (std::optional<Display> display = first([&](const Display& d) { return d.name == wanted; }))
            return display;
    if (present.size() < 2)
        return std::nullopt;
    const auto others = present.begin() + 1;
    const auto placed =
        std::find_if(others, present.end(), [&](const Display& d) { return same(d.bounds, known.bounds); });
    return placed != present.end() ? *placed : present.back();
}

/// RandR over a connection that only this file uses: nothing of Xlib's, whose errors end the program.
struct DisplayWatch::Connection {
    Connection()
        : x(xcb_connect(nullptr, &screen_number))
        , leave(eventfd(0, EFD_CLOEXEC)) {}
    ~Connection() {
        xcb_disconnect(x);
        close(leave);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// False: no server, or one without RandR 1.3.
    bool listen() {
        if (xcb_connection_has_error(x) != 0 || leave < 0)
            return false;
        const xcb_query_extension_reply_t* randr = xcb_get_extension_data(x, &xcb_randr_id);
        if (randr == nullptr || randr->present == 0)
            return false;
        const Reply<xcb_randr_query_version_reply_t> version(
            xcb_randr_query_version_reply(x, xcb_randr_query_version(x, 1, 3), nullptr));
        if (version == nullptr || (version->major_version == 1 && version->minor_version < 3))
            return false;
        xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(x));
        for (int i = 0; i < screen_number; ++i)
            xcb_screen_next(&screens);
        root = screens.data->root;
        xcb_randr_select_input(x, root,
                               XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE | XCB_RANDR_NOTIFY_MASK_CRTC_CHANGE |
                                   XCB_RANDR_NOTIFY_MASK_OUTPUT_CHANGE);
        xcb_flush(x);
        return true;
    }

    /// Outputs that show something and whose cable is in.
    Displays read() {
        Displays found;
        const Reply<xcb_randr_get_screen_resources_current_reply_t> resources(
            xcb_randr_get_screen_resources_current_reply(x, xcb_randr_get_screen_resources_current(x, root),
                                                         nullptr));
        const Reply<xcb_randr_get_output_primary_reply_t> primary(
            xcb_randr_get_output_primary_reply(x, xcb_randr_get_output_primary(x, root), nullptr));
        if (resources == nullptr)
            return found;
        const xcb_randr_output_t* outputs = xcb_randr_get_screen_resources_current_outputs(resources.get());
        for (int i = 0; i < resources->num_outputs; ++i) {
            std::optional<Display> display = read(outputs[i], resources->config_timestamp);
            if (!display)
                continue;
            const bool operators = primary != nullptr && primary->output == outputs[i];
            found.insert(operators ? found.begin() : found.end(), std::move(*display));
        }
        drop_mirrors(found);
        return found;
    }
    std::optional<Display> read(xcb_randr_output_t output, xcb_timestamp_t when) {
        const Reply<xcb_randr_get_output_info_reply_t> info(
            xcb_randr_get_output_info_reply(x, xcb_randr_get_output_info(x, output, when), nullptr));
        if (info == nullptr || info->crtc == XCB_NONE ||
            info->connection == XCB_RANDR_CONNECTION_DISCONNECTED)
            return std::nullopt;
        const Reply<xcb_randr_get_crtc_info_reply_t> crtc(
            xcb_randr_get_crtc_info_reply(x, xcb_randr_get_crtc_info(x, info->crtc, when), nullptr));
        if (crtc == nullptr || crtc->mode == XCB_NONE || crtc->width == 0 || crtc->height == 0)
            return std::nullopt;
        const auto* name = reinterpret_cast<const char*>(xcb_randr_get_output_info_name(info.get()));
        const int length = xcb_randr_get_output_info_name_length(info.get());
        return Display{std::string(name, static_cast<std::size_t>(std::max(0, length))),
                       {crtc->x, crtc->y, crtc->width, crtc->height}};
    }

    /// Sleeps until something about the displays may have changed. False: asked to leave, or no server.
    bool wait() {
        pollfd waits[2] = {{xcb_get_file_descriptor(x), POLLIN, 0}, {leave, POLLIN, 0}};
        while (true) {
            bool event = false;
            for (Reply<xcb_generic_event_t> e{xcb_poll_for_event(x)}; e; e.reset(xcb_poll_for_event(x)))
                event = true;
            if (xcb_connection_has_error(x) != 0)
                return false;
            if (event)
                return true;
            if (poll(waits, 2, -1) < 0 && errno != EINTR)
                return false;
            if (waits[1].revents != 0)
                return false;
        }
    }

    int screen_number = 0;
    xcb_connection_t* x; ///< never null, but perhaps with an error
    int leave;           ///< readable when the thread shall end
    xcb_window_t root = XCB_NONE;
};

DisplayWatch::DisplayWatch(std::function<void()> changed)
    : changed_(std::move(changed)) {
    const char* driver = SDL_GetCurrentVideoDriver();
    if (driver == nullptr || std::strcmp(driver, "x11") != 0)
        return;
    connection_ = std::make_unique<Connection>();
    if (!connection_->listen()) {
        connection_.reset();
        return;
    }
    displays_.with_locked([&](Displays& displays) { displays = connection_->read(); });
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

DisplayWatch::~DisplayWatch() {
    if (connection_ == nullptr)
        return;
    thread_.request_stop();
    const std::uint64_t one = 1;
    // Cannot fail: the counter is far from full.
    [[maybe_unused]] const ssize_t written = write(connection_->leave, &one, sizeof one);
    thread_.join();
}

void DisplayWatch::run(const std::stop_token& stop) {
    while (!stop.stop_requested() && connection_->wait()) {
        Displays found = connection_->read();
        // For a moment between two modes there may be none: the next event tells what came of it.
        if (found.empty())
            continue;
        const bool another = displays_.with_locked([&](Displays& displays) {
            if (displays == found)
                return false;
            displays = std::move(found);
            return true;
        });
        if (another)
            changed_();
    }
}

Displays DisplayWatch::now() const {
    Displays displays = displays_.with_locked([](const Displays& kept) { return kept; });
    if (displays.empty())
        displays = displays_of_sdl();
    return displays;
}

} // namespace app::meeting
