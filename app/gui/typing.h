// Which keys are text: an input method has the keyboard only while a text field has it.
#pragma once

#include <SDL.h>
#include <vector>

namespace app::gui {

/// Of one window of panels; main thread. Without it an input method that is on would take the keys that are
/// commands, and show its list of characters on the projector.
class Typing {
  public:
    /// A key asked for a field, which gets the keyboard a frame or two later. What is typed meanwhile is kept
    /// for it: neither a command nor lost.
    void expect(SDL_Window* window);
    [[nodiscard]] bool expects() const { return expects_; }
    /// Before the event goes to Dear ImGui. True: it is kept.
    bool keep(SDL_Window* window, const SDL_Event& event);
    /// After a frame; the window's context is the current one.
    void follow(SDL_Window* window);

  private:
    void begin();
    void give_back(SDL_Window* window);

    bool expects_ = false;
    int frames_ = 0;        ///< since the field was asked for
    Uint32 asked_ = 0;      ///< SDL_GetTicks
    Uint32 begun_ = 0;      ///< when text input began
    int without_field_ = 0; ///< frames in which no field had the keyboard
    std::vector<SDL_Event> kept_;
};

} // namespace app::gui
