// Finished pictures by what they show, the least recently used let go beyond a number of bytes.
#pragma once

#include "app/meeting/loader.h"

#include <list>

namespace app::meeting {

/// Main thread only. Few entries: searched from the front.
class RasterCache {
  public:
    explicit RasterCache(std::size_t bytes)
        : limit_(bytes) {}
    void set_limit(std::size_t bytes) { limit_ = bytes; } ///< from the next put() on
    void put(Loaded loaded);
    /// Null if not there; else moved to the front.
    const Loaded* find(const Want& want);
    [[nodiscard]] bool has(const Want& want) const;
    /// Anything known of a place, whatever size: its clip facts do not depend on the window.
    [[nodiscard]] const Loaded* find_place(const Place& place) const;
    void clear() { entries_.clear(); }

  private:
    std::size_t limit_;
    std::list<Loaded> entries_; ///< newest first
};

} // namespace app::meeting
