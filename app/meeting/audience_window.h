// The window on the projector: made, placed on its display, found again when displays change.
#pragma once

#include "app/meeting/displays.h"
#include "media/picture.h"

#include <SDL.h>
#include <memory>
#include <optional>
#include <string>

namespace app::meeting {

struct WindowDeleter {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
using Window = std::unique_ptr<SDL_Window, WindowDeleter>;

/// Main thread only (the presenter draws into the window from its own thread).
///
///   one display:   full screen on it
///   two:           full screen on the projector, which is remembered
///   projector gone: with a console beside it hidden, so that it does not lie over the console; alone: full
///                  screen on what is left
///   back:          full screen on the projector again
class AudienceWindow {
  public:
    struct Options {
        std::optional<media::Size> windowed; ///< a window of this size instead of the full screen
        std::string display; ///< preferred projector by name; empty = the last display that is not first
        bool opengl = false;
    };
    /// Throws std::runtime_error.
    AudienceWindow(const Options& options, const Displays& present);

    [[nodiscard]] SDL_Window* get() const { return window_.get(); }
    [[nodiscard]] media::Size size() const;
    /// Where the audience's picture is, or would be.
    [[nodiscard]] const Display& display() const { return on_; }
    /// There was a projector and it is not there now.
    [[nodiscard]] bool projector_gone() const { return gone_; }
    /// Displays came or went, or the console did: to where the picture belongs. Returns whether anything
    /// moved.
    bool place(const Displays& present, bool console);
    /// Window managers move windows too when displays change: looks again and puts it right. Returns whether
    /// it was right.
    bool settle();
    void toggle_full_screen();
    void raise();

  private:
    [[nodiscard]] bool there() const;
    void move();

    Options options_;
    Display projector_; ///< remembered while it is away, so that it is taken back when it returns
    Display on_;
    Window window_;
    bool full_screen_ = false;
    bool gone_ = false;
    bool hidden_ = false;
};

} // namespace app::meeting
