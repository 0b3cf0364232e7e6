#include "support/page_texts.h"

#include "dossier/pages/drawing.h"
#include "dossier/text.h"

#include <gtest/gtest.h>

namespace support {

std::string texts_of(const pages::Pages& pages) {
    std::string all;
    for (const pages::PagePtr& page : pages)
        for (const pages::GlyphRun* run : dynamic_cast<const pages::Drawing&>(*page).runs())
            for (const char32_t c : dossier::code_points(run->text))
                if (!dossier::is_space_or_invisible(c))
                    dossier::append_utf8(all, c);
    return all;
}

int count(const std::string& text, const std::string& needle) {
    int found = 0;
    for (std::size_t at = text.find(needle); at != std::string::npos;
         at = text.find(needle, at + needle.size()))
        ++found;
    return found;
}

void expect_texts_stay_in_their_cells(const pages::Pages& pages) {
    int number = 0;
    for (const pages::PagePtr& page : pages) {
        ++number;
        for (const pages::GlyphRun* run : dynamic_cast<const pages::Drawing&>(*page).runs()) {
            const pages::Box& e = run->extents;
            const pages::Box& w = run->within;
            // The blank half of a mark at the line's end may hang over.
            const bool inside = e.x >= w.x - 0.1 && e.x + e.width <= w.x + w.width + run->size / 2 + 0.1 &&
                                e.y >= w.y - 0.1 && e.y + e.height <= w.y + w.height + 0.1;
            const bool on_page = w.x >= -0.1 && w.y >= -0.1 && w.x + w.width <= page->size().width + 0.1 &&
                                 w.y + w.height <= page->size().height + 0.1;
            EXPECT_TRUE(inside && on_page)
                << "page " << number << ": " << run->text << " at " << e.x << "," << e.y << " " << e.width
                << "x" << e.height << " in " << w.x << "," << w.y << " " << w.width << "x" << w.height;
        }
    }
}

} // namespace support
