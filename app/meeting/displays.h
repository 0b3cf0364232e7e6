// The displays there are now, and word of every change: from the X server itself, since SDL keeps old bounds.
#pragma once

#include "media/guarded.h"

#include <SDL.h>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace app::meeting {

/// A display as it can be recognised after it went and came back; never by its index.
struct Display {
    std::string name;
    SDL_Rect bounds{};
    bool operator==(const Display& other) const {
        return name == other.name && SDL_RectEquals(&bounds, &other.bounds) == SDL_TRUE;
    }
};
/// The operator's display first; displays that mirror each other stand once.
using Displays = std::vector<Display>;

/// The projector among the displays `present`: `known` by name and bounds, by name, by its place, else any
/// display that is not the operator's. Nothing when there is only the operator's.
std::optional<Display> find_projector(const Displays& present, const Display& known,
                                      const std::string& preferred);

/// Listens on a connection and a thread of its own under X11; elsewhere it asks SDL. Make after SDL_Init.
class DisplayWatch {
  public:
    /// `changed` is called from the thread whenever now() has become another list; it may only post an event.
    explicit DisplayWatch(std::function<void()> changed);
    ~DisplayWatch();
    DisplayWatch(const DisplayWatch&) = delete;
    DisplayWatch& operator=(const DisplayWatch&) = delete;

    /// Main thread. Never empty while SDL has a display.
    [[nodiscard]] Displays now() const;

  private:
    struct Connection;
    void run(const std::stop_token& stop);

    std::function<void()> changed_;
    std::unique_ptr<Connection> connection_; ///< null: no X server, SDL is asked
    media::Guarded<Displays> displays_;
    std::jthread thread_; // last: it uses everything above
};

} // namespace app::meeting
