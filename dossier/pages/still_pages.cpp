// Pages without a subject of their own: photo, page picture, placeholder.
#include "dossier/pages/drawing.h"

namespace pages {

PagePtr make_photo(const ImagePtr& image, const std::string& caption, PageSize size) {
    const auto page = std::make_shared<Drawing>(size, palette::ivory);
    const PicturePtr picture = make_picture(image);
    const double margin = size.height * 0.05;
    const Text text(caption, {Face::hei, 24, false, palette::slate});
    const double caption_height = text.empty() ? 0 : 44;
    const Box box{margin, margin, size.width - 2 * margin, size.height - 2 * margin - caption_height};
    Box placed = box;
    if (picture)
        placed = page->picture_contained(picture, box);
    else
        page->fill(box, palette::sand);
    if (!text.empty()) {
        const Box below{margin, placed.y + placed.height + 8, box.width, 36};
        page->text(
            text,
            set(text, {.width = below.width, .line_spacing = 36, .align = Align::center, .max_lines = 1}),
            below.x, below.y, below);
    }
    return page;
}

PagePtr make_picture_page(const ImagePtr& image) {
    const PicturePtr picture = make_picture(image);
    if (!picture)
        return std::make_shared<Drawing>(a4);
    // As wide as A4 (or as high, when it lies): the shape is the picture's own.
    const double wide = picture->width();
    const double high = picture->height();
    const double scale = wide > high ? a4.height / wide : a4.width / wide;
    const PageSize size{wide * scale, high * scale};
    const auto page = std::make_shared<Drawing>(size);
    page->picture_contained(picture, {0, 0, size.width, size.height});
    return page;
}

PagePtr make_placeholder(const std::string& heading, const std::string& sentence, PageSize size) {
    const auto page = std::make_shared<Drawing>(size, palette::ivory);
    const double width = size.width * 0.72;
    const double x = (size.width - width) / 2;
    const double unit = std::min(size.width, size.height) / 720;
    const Text head(heading, {Face::title, 44 * unit, true, palette::ink});
    const Text text(sentence, {Face::hei, 26 * unit, false, palette::slate});
    const Block head_block =
        set(head, {.width = width, .line_spacing = 62 * unit, .align = Align::center, .max_lines = 3});
    const Block text_block =
        set(text, {.width = width, .line_spacing = 42 * unit, .align = Align::center, .max_lines = 6});
    const double gap = head.empty() || text.empty() ? 0 : 40 * unit;
    const double y = (size.height - head_block.height - gap - text_block.height) * 0.46;
    const Box whole{0, 0, size.width, size.height};
    page->text(head, head_block, x, y, whole);
    if (gap > 0)
        page->fill({size.width / 2 - 32 * unit, y + head_block.height + gap / 2 - 1, 64 * unit, 2 * unit},
                   palette::accent);
    page->text(text, text_block, x, y + head_block.height + gap, whole);
    return page;
}

} // namespace pages
