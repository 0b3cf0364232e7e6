// The picture half of the check before a meeting: edges, shape, focus, grey steps, colours, sizes of text.
#include "dossier/pages/drawing.h"
#include "dossier/pages/make.h"

#include <array>
#include <numbers>

namespace pages {

namespace {

/// A star of 36 rays: it is grey where the projector is out of focus, and round where the shape is right.
void star(Drawing& page, double x, double y, double radius) {
    page.circle({x, y, radius, 0, palette::white});
    constexpr int rays = 36;
    for (int i = 0; i < rays; ++i)
        page.wedge({x, y, radius, 2 * std::numbers::pi * i / rays, std::numbers::pi / rays, palette::black});
    page.circle({x, y, radius, 1, palette::black});
}

/// Lines of one width beside each other, upright and lying.
void grating(Drawing& page, const Box& box, double width) {
    page.fill(box, palette::white);
    for (double x = box.x; x + width <= box.x + box.width / 2; x += 2 * width)
        page.fill({x, box.y, width, box.height}, palette::black);
    for (double y = box.y; y + width <= box.y + box.height; y += 2 * width)
        page.fill({box.x + box.width / 2 + width, y, box.width / 2 - width, width}, palette::black);
}

void grey_steps(Drawing& page, const Box& box) {
    constexpr int steps = 16;
    for (int i = 0; i < steps; ++i) {
        const double value = static_cast<double>(i) / (steps - 1);
        page.fill({box.x + box.width * i / steps, box.y, box.width / steps + 0.5, box.height},
                  {value, value, value});
    }
    // The last 2 % at both ends, for brightness and contrast.
    const double side = box.height * 0.4;
    const double inset = (box.width / steps - side) / 2;
    page.fill({box.x + inset, box.y + box.height * 0.3, side, side}, {0.03, 0.03, 0.03});
    page.fill({box.x + box.width - box.width / steps + inset, box.y + box.height * 0.3, side, side},
              {0.97, 0.97, 0.97});
}

void colour_bars(Drawing& page, const Box& box) {
    static constexpr std::array colors{rgb(0xffffff), rgb(0xffff00), rgb(0x00ffff), rgb(0x00ff00),
                                       rgb(0xff00ff), rgb(0xff0000), rgb(0x0000ff), rgb(0x000000)};
    const double width = box.width / colors.size();
    for (std::size_t i = 0; i < colors.size(); ++i)
        page.fill({box.x + width * static_cast<double>(i), box.y, width + 0.5, box.height}, colors[i]);
}

} // namespace

PagePtr make_check(const Words& words, PageSize size) {
    const auto page = std::make_shared<Drawing>(size, rgb(0xc8c8c8));
    const double unit = size.height / 720;
    const double w = size.width;
    const double h = size.height;
    page->frame({0, 0, w, h}, 3 * unit, palette::white);
    page->frame({3 * unit, 3 * unit, w - 6 * unit, h - 6 * unit}, 2 * unit, palette::accent);
    page->circle({w / 2, h / 2, h * 0.47, 1.5 * unit, palette::white});
    const double corner = 64 * unit;
    for (const double x : {corner + 22 * unit, w - corner - 22 * unit})
        for (const double y : {corner + 22 * unit, h - corner - 22 * unit})
            star(*page, x, y, corner);

    const double left = 2 * corner + 60 * unit;
    const double width = w - 2 * left;
    const auto line = [&](const std::string& words_of, const TextStyle& style, double y, double height,
                          int lines) {
        const Text text(words_of, style);
        const Box box{left, y, width, height};
        page->text(text,
                   set(text, {.width = width,
                              .line_spacing = height / lines,
                              .align = Align::center,
                              .max_lines = lines,
                              .balanced = true}),
                   left, y, box);
    };
    line(words.check_title, {Face::title, 44 * unit, true, palette::ink}, 34 * unit, 60 * unit, 1);
    line(words.check_hint, {Face::hei, 22 * unit, false, palette::ink}, 98 * unit, 64 * unit, 2);
    double y = 176 * unit;
    for (const double size_of_text : {48.0, 32.0, 24.0, 20.0, 16.0, 12.0}) {
        const double height = size_of_text * 1.3 * unit;
        const Text text(std::to_string(static_cast<int>(size_of_text)) + "　任免审批表 Aa 0189",
                        {Face::hei, size_of_text * unit, false, palette::black});
        page->text(
            text, set(text, {.width = width, .line_spacing = height, .align = Align::center, .max_lines = 1}),
            left, y, {left, y, width, height});
        y += height + 2 * unit;
    }
    const double band = 60 * unit;
    grey_steps(*page, {left, h - 3.6 * band, width, band});
    colour_bars(*page, {left, h - 2.45 * band, width, band});
    const double side = width / 5;
    for (int i = 0; i < 4; ++i)
        grating(*page, {left + (width - 4 * side) / 3 * i + side * i, h - 1.28 * band, side, band * 0.8},
                (i + 1) * unit);
    return page;
}

} // namespace pages
