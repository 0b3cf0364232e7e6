#include "app/meeting/audience_window.h"

#include "app/language.h"

#include <stdexcept>
#include <vector>

namespace app::meeting {

namespace {

std::vector<Display> displays() {
    std::vector<Display> found;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); ++i) {
        Display display;
        const char* name = SDL_GetDisplayName(i);
        display.name = name != nullptr ? name : "";
        if (SDL_GetDisplayBounds(i, &display.bounds) == 0)
            found.push_back(std::move(display));
    }
    return found;
}

bool same(const SDL_Rect& a, const SDL_Rect& b) {
    return SDL_RectEquals(&a, &b) == SDL_TRUE;
}

/// The projector: by name and bounds, by name, by bounds, else the last display (the first is the
/// operator's).
std::optional<Display> find_projector(const Display& known, const std::string& preferred) {
    const std::vector<Display> present = displays();
    if (present.empty())
        return std::nullopt;
    for (const Display& display : present)
        if (!known.name.empty() && display.name == known.name && same(display.bounds, known.bounds))
            return display;
    const std::string& wanted = known.name.empty() ? preferred : known.name;
    for (const Display& display : present)
        if (!wanted.empty() && display.name == wanted)
            return display;
    for (const Display& display : present)
        if (known.bounds.w > 0 && same(display.bounds, known.bounds))
            return display;
    return present.back();
}

} // namespace

int display_count() {
    return SDL_GetNumVideoDisplays();
}

AudienceWindow::AudienceWindow(const Options& options)
    : options_(options) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    display_ = find_projector({}, options.display).value_or(Display{});
    full_screen_ = !options.windowed;
    const media::Size size = options.windowed.value_or(media::Size{display_.bounds.w, display_.bounds.h});
    Uint32 flags = options.opengl ? Uint32{SDL_WINDOW_OPENGL} : 0U;
    // Full screen of the desktop, never a change of the video mode: projectors take seconds over one.
    flags |= full_screen_ ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : SDL_WINDOW_RESIZABLE;
    const int x = full_screen_ ? display_.bounds.x : static_cast<int>(SDL_WINDOWPOS_CENTERED);
    const int y = full_screen_ ? display_.bounds.y : static_cast<int>(SDL_WINDOWPOS_CENTERED);
    window_.reset(SDL_CreateWindow(tr("Dossier: audience"), x, y, size.width, size.height, flags));
    if (window_ == nullptr)
        throw std::runtime_error(SDL_GetError());
    if (full_screen_)
        SDL_ShowCursor(SDL_DISABLE);
}

media::Size AudienceWindow::size() const {
    media::Size size;
    SDL_GetWindowSize(window_.get(), &size.width, &size.height);
    return size;
}

bool AudienceWindow::displays_changed() {
    const std::optional<Display> projector = find_projector(display_, options_.display);
    if (!projector || !full_screen_)
        return false;
    SDL_Rect now{};
    SDL_GetWindowPosition(window_.get(), &now.x, &now.y);
    const bool there = now.x == projector->bounds.x && now.y == projector->bounds.y &&
                       same(projector->bounds, display_.bounds);
    // Remembered while it is away, so that it is taken back when it returns.
    if (projector->name == display_.name || display_.name.empty())
        display_ = *projector;
    if (there)
        return false;
    SDL_SetWindowFullscreen(window_.get(), 0);
    SDL_SetWindowPosition(window_.get(), projector->bounds.x, projector->bounds.y);
    SDL_SetWindowSize(window_.get(), projector->bounds.w, projector->bounds.h);
    SDL_SetWindowFullscreen(window_.get(), SDL_WINDOW_FULLSCREEN_DESKTOP);
    return true;
}

void AudienceWindow::toggle_full_screen() {
    full_screen_ = !full_screen_;
    SDL_SetWindowFullscreen(window_.get(), full_screen_ ? Uint32{SDL_WINDOW_FULLSCREEN_DESKTOP} : 0U);
    SDL_ShowCursor(full_screen_ ? SDL_DISABLE : SDL_ENABLE);
}

void AudienceWindow::raise() {
    SDL_RaiseWindow(window_.get());
}

} // namespace app::meeting
