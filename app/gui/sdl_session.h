// SDL's video from here to there.
#pragma once

namespace app::gui {

/// SDL_Init and SDL_Quit. Signals stay app::Stop's, the screen does not fall asleep, input methods show their
/// own list of characters. Main thread.
class SdlSession {
  public:
    SdlSession(); ///< throws std::runtime_error with a sentence
    ~SdlSession();
    SdlSession(const SdlSession&) = delete;
    SdlSession& operator=(const SdlSession&) = delete;
};

} // namespace app::gui
