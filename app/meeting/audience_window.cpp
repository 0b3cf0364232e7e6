#include "app/meeting/audience_window.h"

#include "app/language.h"

#include <stdexcept>

namespace app::meeting {

AudienceWindow::AudienceWindow(const Options& options, const Displays& present)
    : options_(options) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    if (std::optional<Display> projector = find_projector(present, {}, options.display))
        projector_ = on_ = std::move(*projector);
    else if (!present.empty())
        on_ = present.front();
    full_screen_ = !options.windowed;
    const media::Size size = options.windowed.value_or(media::Size{on_.bounds.w, on_.bounds.h});
    Uint32 flags = options.opengl ? Uint32{SDL_WINDOW_OPENGL} : 0U;
    // Full screen of the desktop, never a change of the video mode: projectors take seconds over one.
    flags |= full_screen_ ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : SDL_WINDOW_RESIZABLE;
    const int x = full_screen_ ? on_.bounds.x : static_cast<int>(SDL_WINDOWPOS_CENTERED);
    const int y = full_screen_ ? on_.bounds.y : static_cast<int>(SDL_WINDOWPOS_CENTERED);
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

bool AudienceWindow::place(const Displays& present, bool console) {
    if (present.empty() || options_.windowed)
        return false;
    const std::optional<Display> projector = find_projector(present, projector_, options_.display);
    if (projector)
        projector_ = *projector;
    gone_ = !projector && !projector_.name.empty();
    const Display target = projector.value_or(present.front());
    const bool hide = gone_ && console;
    const bool moves = hide != hidden_ || !(target == on_);
    on_ = target;
    if (!moves)
        return false;
    hidden_ = hide;
    if (hidden_)
        SDL_HideWindow(window_.get());
    else
        move();
    return true;
}

bool AudienceWindow::there() const {
    SDL_Rect now{};
    SDL_GetWindowPosition(window_.get(), &now.x, &now.y);
    SDL_GetWindowSize(window_.get(), &now.w, &now.h);
    return SDL_RectEquals(&now, &on_.bounds) == SDL_TRUE;
}

bool AudienceWindow::settle() {
    if (hidden_ || !full_screen_ || there())
        return true;
    move();
    return false;
}

void AudienceWindow::move() {
    SDL_SetWindowFullscreen(window_.get(), 0);
    SDL_ShowWindow(window_.get());
    SDL_SetWindowPosition(window_.get(), on_.bounds.x, on_.bounds.y);
    SDL_SetWindowSize(window_.get(), on_.bounds.w, on_.bounds.h);
    if (full_screen_)
        SDL_SetWindowFullscreen(window_.get(), SDL_WINDOW_FULLSCREEN_DESKTOP);
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
