#include "app/gui/sdl_session.h"

#include "app/gui/x_errors.h"
#include "app/language.h"

#include <SDL.h>
#include <cstdlib>
#include <stdexcept>

namespace app::gui {

SdlSession::SdlSession() {
    setenv("SDL_VIDEO_X11_WMCLASS", "dossier", 0);
    SDL_SetHint(SDL_HINT_APP_NAME, "Dossier");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    // The input method shows what is being composed: Dear ImGui does not draw it, and a clerk must see her
    // pinyin.
    SDL_SetHint(SDL_HINT_IME_INTERNAL_EDITING, "1");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); // app::Stop takes them
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        throw std::runtime_error(tr("No window can be opened: {0}", {SDL_GetError()}));
    survive_x_errors();
    SDL_StopTextInput(); // gui::Typing starts it where there is a field
    SDL_DisableScreenSaver();
}

SdlSession::~SdlSession() {
    SDL_Quit();
}

} // namespace app::gui
