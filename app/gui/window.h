// A window of panels: SDL window, OpenGL context, Dear ImGui with Chinese fonts, pictures as textures.
#pragma once

#include "media/picture.h"

#include <SDL.h>
#include <chrono>
#include <functional>
#include <imgui.h>
#include <memory>
#include <string>

namespace app::gui {

/// A picture on the graphics card, or nothing yet.
struct Thumbnail {
    ImTextureID texture = 0;
    float width = 0;
    float height = 0;
};

/// Main thread. Draws only when draw() is called: the owner decides when something changed. It never waits
/// for its display's vertical blank, so that it delays no other window. Each window has a context of Dear
/// ImGui of its own.
class Window {
  public:
    struct Options {
        std::string title;
        SDL_Rect place{SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 800};
        media::Size smallest{960, 600};
        bool maximized = false; ///< as large as the window manager allows
        /// Arrows and Tab move among the controls; off where keys are commands.
        bool keyboard_navigation = false;
    };
    /// Throws std::runtime_error.
    explicit Window(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] SDL_Window* get() const;
    [[nodiscard]] Uint32 id() const;
    [[nodiscard]] media::Size size() const; ///< pixels

    /// Gives the event to Dear ImGui. Returns whether the window should be drawn for it.
    bool handle(const SDL_Event& event);
    /// A text field has the keyboard, or will have it in a moment: keys are text then, not commands.
    [[nodiscard]] bool typing() const;
    /// A key asked for a field: what is typed from now on, in whichever window, is for it.
    void expect_typing();
    [[nodiscard]] bool expects_typing() const;
    /// How large everything is, by the window's height: 1 at 800 pixels.
    [[nodiscard]] float scale() const;

    /// Within draw() or before it. Uploaded once per key; of those not asked for lately the oldest are let
    /// go. The pixels are B G R X.
    Thumbnail picture(const std::string& key, const std::uint8_t* bgrx, media::Size size);
    /// A picture that changes: scaled into `most`, uploaded when it is another one than at the last call with
    /// this key. Null gives nothing.
    Thumbnail moving(const std::string& key, const media::PicturePtr& picture, media::Size most);

    /// One frame; `panels` calls Dear ImGui. Returns how long the swap took, which is the display's time.
    std::chrono::steady_clock::duration draw(const std::function<void()>& panels);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace app::gui
