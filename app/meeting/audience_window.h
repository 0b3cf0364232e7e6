// The window on the projector: made, placed on its display by name and bounds, found again when displays
// change.
#pragma once

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

/// A display as it can be recognised after it went and came back; never by its index.
struct Display {
    std::string name;
    SDL_Rect bounds{};
};

/// Main thread only (the presenter draws into the window from its own thread).
class AudienceWindow {
  public:
    struct Options {
        std::optional<media::Size> windowed; ///< a window of this size instead of the full screen
        std::string display; ///< preferred projector by name; empty = the last display that is not first
        bool opengl = false;
    };
    /// Throws std::runtime_error.
    explicit AudienceWindow(const Options& options);

    [[nodiscard]] SDL_Window* get() const { return window_.get(); }
    [[nodiscard]] media::Size size() const;
    [[nodiscard]] const Display& display() const { return display_; }
    /// Displays came or went: back to the projector when it is there. Returns whether the window moved.
    bool displays_changed();
    void toggle_full_screen();
    void raise();

  private:
    Options options_;
    Display display_;
    Window window_;
    bool full_screen_ = false;
};

/// How many displays there are: with one, the console comes only with Tab.
int display_count();

} // namespace app::meeting
