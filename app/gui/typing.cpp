#include "app/gui/typing.h"

#include <cctype>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>
#include <optional>

namespace app::gui {

namespace {

constexpr int frames_to_focus = 2; ///< one finds the field, the next gives it the keyboard
constexpr int frames_at_most = 4;  ///< then there is no such field
constexpr Uint32 ticks_at_most = 1000;
constexpr int frames_to_end = 2; ///< from one field to another there may be one without any

bool is_typing(const SDL_Event& event) {
    return event.type == SDL_KEYDOWN || event.type == SDL_KEYUP || event.type == SDL_TEXTINPUT;
}

/// The character of a key that was read before text input began; SDL sends no text after it.
std::optional<SDL_Event> text_of(const SDL_KeyboardEvent& key, Uint32 begun) {
    const SDL_Keycode sym = key.keysym.sym;
    if (sym < ' ' || sym > '~' || (key.keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0)
        return std::nullopt;
    if (SDL_IsTextInputActive() == SDL_TRUE) {
        SDL_Event next;
        const bool text_follows =
            SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1 &&
            next.type == SDL_TEXTINPUT;
        if (text_follows || key.timestamp > begun)
            return std::nullopt;
    }
    SDL_Event text{};
    text.type = SDL_TEXTINPUT;
    const bool upper = (key.keysym.mod & KMOD_SHIFT) != 0;
    text.text.text[0] = static_cast<char>(upper ? std::toupper(sym) : sym);
    return text;
}

bool has_focus(SDL_Window* window) {
    return SDL_GetKeyboardFocus() == window;
}

} // namespace

void Typing::expect(SDL_Window* window) {
    expects_ = true;
    frames_ = 0;
    asked_ = SDL_GetTicks();
    if (has_focus(window))
        begin();
}

void Typing::begin() {
    without_field_ = 0;
    if (SDL_IsTextInputActive() == SDL_TRUE)
        return;
    begun_ = SDL_GetTicks();
    SDL_StartTextInput();
}

bool Typing::keep(SDL_Window* window, const SDL_Event& event) {
    if (event.type == SDL_WINDOWEVENT && event.window.windowID == SDL_GetWindowID(window)) {
        if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST)
            SDL_StopTextInput();
        else if (event.window.event == SDL_WINDOWEVENT_FOCUS_GAINED && expects_)
            begin();
    }
    if (!expects_ || !is_typing(event))
        return false;
    kept_.push_back(event);
    if (event.type == SDL_KEYDOWN)
        if (const std::optional<SDL_Event> text = text_of(event.key, begun_))
            kept_.push_back(*text);
    return true;
}

void Typing::give_back(SDL_Window* window) {
    expects_ = false;
    if (kept_.empty())
        return;
    const Uint32 id = SDL_GetWindowID(window);
    for (SDL_Event& event : kept_) {
        (event.type == SDL_TEXTINPUT ? event.text.windowID : event.key.windowID) = id;
        ImGui_ImplSDL2_ProcessEvent(&event);
    }
    kept_.clear();
    // Dear ImGui takes them in over a few frames: the window is to be drawn again.
    SDL_Event again{};
    again.window = {.type = SDL_WINDOWEVENT, .windowID = id, .event = SDL_WINDOWEVENT_EXPOSED};
    SDL_PushEvent(&again);
}

void Typing::follow(SDL_Window* window) {
    const ImGuiPlatformImeData& wanted = ImGui::GetCurrentContext()->PlatformImeData;
    const bool field = wanted.WantTextInput || wanted.WantVisible;
    if (expects_) {
        ++frames_;
        if ((field && frames_ >= frames_to_focus) || frames_ >= frames_at_most ||
            SDL_GetTicks() - asked_ > ticks_at_most)
            give_back(window);
    }
    if (!has_focus(window))
        return;
    if (field || expects_)
        begin();
    else if (++without_field_ >= frames_to_end && SDL_IsTextInputActive() == SDL_TRUE)
        SDL_StopTextInput();
}

} // namespace app::gui
