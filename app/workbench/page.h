// One page of the workbench: what is done with the chosen candidate.
#pragma once

#include "app/gui/window.h"
#include "app/workbench/library.h"

#include <SDL.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app::workbench {

/// What every page is told: whom the clerk chose. Null: nobody, or nothing has been read yet.
struct Chosen {
    std::shared_ptr<const LibraryView> library;
    const Candidate* candidate = nullptr; ///< lives as long as `library`
};

struct KeyLine {
    std::string key;
    std::string does;
};

/// Main thread; none of it waits for a disk or a device. Pages are made when the workbench opens and stay;
/// what is expensive (devices, players) is taken when a page comes to the front and given back when it goes.
class Page {
  public:
    Page() = default;
    virtual ~Page() = default;
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    /// In the user's language, for the tab.
    [[nodiscard]] virtual std::string title() const = 0;
    /// It comes to the front, or goes.
    virtual void set_front(bool front) = 0;
    /// The candidate or what is known of it changed.
    virtual void choose(const Chosen& chosen) = 0;
    /// A worker's wake-up came. Returns whether the page should be drawn.
    virtual bool look() = 0;
    /// A key that no text field takes, while the page is in front. Returns whether it was for the page.
    virtual bool key(const SDL_Keysym& key) = 0;
    /// When it wants to be drawn next by itself (steady seconds), or nothing.
    [[nodiscard]] virtual std::optional<double> due(double now) const = 0;
    /// Within the window's frame, in a region of its own.
    virtual void draw(gui::Window& window) = 0;
    /// What is going on that ties it to its candidate (a sentence): no other can be chosen meanwhile, and
    /// leaving asks first. Empty: nothing.
    [[nodiscard]] virtual std::string busy() const { return {}; }
    /// What would be lost by leaving now (a sentence), though it hinders nothing else: leaving asks. Empty:
    /// nothing.
    [[nodiscard]] virtual std::string unsaved() const { return {}; }
    /// Ends what busy() and unsaved() name and keeps it: the person is leaving. Both become empty when it is
    /// done; unsaved() also when the person leaves once more although it could not be saved.
    virtual void finish() {}
    /// Keys and what they do, for the help.
    [[nodiscard]] virtual std::vector<KeyLine> keys() const = 0;
    /// What is wrong now, a sentence each, shown across the window.
    [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
};

} // namespace app::workbench
