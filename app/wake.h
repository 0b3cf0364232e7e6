// Wakes the main thread out of its wait for events; safe from every thread, costs one event however often it
// is called.
#pragma once

#include <SDL.h>
#include <atomic>

namespace app {

/// Make after SDL_Init; outlives every worker that holds it.
class Wake {
  public:
    Wake()
        : type_(SDL_RegisterEvents(1)) {}
    void operator()() {
        if (pending_.exchange(true))
            return;
        SDL_Event event{};
        event.type = type_;
        SDL_PushEvent(&event);
    }
    /// The main thread took the event: the next call posts again.
    bool taken(const SDL_Event& event) {
        if (event.type != type_)
            return false;
        pending_ = false;
        return true;
    }

  private:
    Uint32 type_;
    std::atomic<bool> pending_{false};
};

} // namespace app
