#include "app/meeting/raster_cache.h"

#include <algorithm>

namespace app::meeting {

void RasterCache::put(Loaded loaded) {
    entries_.remove_if([&](const Loaded& entry) { return entry.want == loaded.want; });
    entries_.push_front(std::move(loaded));
    std::size_t bytes = 0;
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
        bytes += entry->raster != nullptr ? entry->raster->bgrx.size() : 0;
        if (bytes > limit_ && entry != entries_.begin()) {
            entries_.erase(entry, entries_.end());
            return;
        }
    }
}

const Loaded* RasterCache::find(const Want& want) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Loaded& entry) { return entry.want == want; });
    if (found == entries_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, found);
    return &entries_.front();
}

bool RasterCache::has(const Want& want) const {
    return std::any_of(entries_.begin(), entries_.end(),
                       [&](const Loaded& entry) { return entry.want == want; });
}

const Loaded* RasterCache::find_place(const Place& place) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Loaded& entry) {
        return !entry.want.check && entry.want.place == place;
    });
    return found == entries_.end() ? nullptr : &*found;
}

} // namespace app::meeting
