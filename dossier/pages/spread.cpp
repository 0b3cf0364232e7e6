#include "dossier/pages/spread.h"

#include <algorithm>

namespace pages {

namespace {

constexpr double gap = 10;   // points between the pages
constexpr double margin = 6; // points around them

class Spread final : public Page {
  public:
    Spread(Pages pages, std::uint32_t ground)
        : pages_(std::move(pages))
        , ground_(ground) {
        size_ = {2 * margin + gap * (static_cast<double>(pages_.size()) - 1), 0};
        for (const PagePtr& page : pages_) {
            size_.width += page->size().width;
            size_.height = std::max(size_.height, page->size().height + 2 * margin);
        }
    }

    PageSize size() const override { return size_; }

    void draw(cairo_t* cr) const override {
        cairo_set_source_rgb(cr, ((ground_ >> 16U) & 255U) / 255.0, ((ground_ >> 8U) & 255U) / 255.0,
                             (ground_ & 255U) / 255.0);
        cairo_paint(cr);
        double left = margin;
        for (const PagePtr& page : pages_) {
            const PageSize size = page->size();
            cairo_save(cr);
            cairo_translate(cr, left, (size_.height - size.height) / 2);
            cairo_rectangle(cr, 0, 0, size.width, size.height);
            cairo_clip(cr);
            page->draw(cr);
            cairo_restore(cr);
            left += size.width + gap;
        }
    }

  private:
    Pages pages_;
    std::uint32_t ground_;
    PageSize size_;
};

} // namespace

PagePtr make_spread(Pages pages, std::uint32_t ground) {
    return std::make_shared<Spread>(std::move(pages), ground);
}

Pages make_leaves(const Pages& pages, PageSize screen, std::uint32_t ground) {
    Pages leaves;
    const bool wide = screen.width >= 1.25 * screen.height;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto portrait = [](const PagePtr& page) { return page->size().height > page->size().width; };
        if (wide && i + 1 < pages.size() && portrait(pages[i]) && portrait(pages[i + 1])) {
            leaves.push_back(make_spread({pages[i], pages[i + 1]}, ground));
            ++i;
        } else {
            leaves.push_back(pages[i]);
        }
    }
    return leaves;
}

} // namespace pages
