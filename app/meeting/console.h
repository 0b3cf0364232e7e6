// The operator's window: list, what is on the projector, what comes next, private notes, clock.
#pragma once

#include "app/meeting/console_view.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace app::meeting {

class Presentation;

/// Main thread. Draws only when something changed, and at most ten times a second while a clip plays; never
/// delays the audience's picture.
class Console {
  public:
    /// Opens the window beside the audience's, on the operator's display. Throws std::runtime_error.
    struct Book {
        std::filesystem::path catalogue;
        std::shared_ptr<const Programme> programme;
    };
    Console(const AudienceWindow& audience, const Displays& displays, const Book& book,
            const std::function<void()>& wake);
    ~Console();

    [[nodiscard]] Uint32 window_id() const;
    /// Returns whether the key belongs to a text field of the console.
    bool handle(const SDL_Event& event);
    /// Displays came or went: where the operator can see it, and in front.
    void displays_changed(const Displays& displays);
    /// A worker's wake-up came: has the search an answer?
    void look();
    /// What is looked at without being shown, to be sent; it is closed by that.
    std::optional<Preview> take_preview();
    /// Something it shows changed.
    void changed();
    void focus(Command command);
    /// When it wants to draw next (steady seconds), or nothing.
    std::optional<double> due(Presentation& presentation, double now);
    /// Draws if it is due. False: the window was closed.
    bool draw(Presentation& presentation, double now);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace app::meeting
