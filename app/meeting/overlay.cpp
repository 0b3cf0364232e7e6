#include "app/meeting/overlay.h"

#include "app/sentences.h"

#include <algorithm>
#include <cairo.h>
#include <cmath>
#include <memory>
#include <pango/pangocairo.h>

namespace app::meeting {

namespace {

template <class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref<PangoLayout>>;

/// A cairo surface that becomes an overlay; the context draws in window pixels from its own corner.
class Canvas {
  public:
    Canvas(int width, int height)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, std::max(1, width), std::max(1, height)))
        , cr_(cairo_create(surface_)) {}
    ~Canvas() {
        cairo_destroy(cr_);
        cairo_surface_destroy(surface_);
    }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    [[nodiscard]] cairo_t* cr() const { return cr_; }

    OverlayPtr overlay(int x, int y) {
        cairo_surface_flush(surface_);
        auto result = std::make_shared<Overlay>();
        result->x = x;
        result->y = y;
        result->width = cairo_image_surface_get_width(surface_);
        result->height = cairo_image_surface_get_height(surface_);
        const auto row = static_cast<std::size_t>(result->width) * 4;
        const unsigned char* from = cairo_image_surface_get_data(surface_);
        for (int i = 0; i < result->height; ++i, from += cairo_image_surface_get_stride(surface_))
            result->bgra.insert(result->bgra.end(), from, from + row);
        return result;
    }

  private:
    cairo_surface_t* surface_;
    cairo_t* cr_;
};

Layout make_layout(cairo_t* cr, const std::string& text, double pixels, bool bold) {
    Layout layout(pango_cairo_create_layout(cr));
    PangoFontDescription* font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, pixels * PANGO_SCALE);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_context_set_language(pango_layout_get_context(layout.get()), pango_language_from_string("zh-cn"));
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

/// Text is measured on a canvas of one pixel before its own is made.
Layout measured_layout(const std::string& text, double pixels, bool bold, double wrap_width) {
    const Canvas scratch(1, 1);
    Layout layout = make_layout(scratch.cr(), text, pixels, bold);
    if (wrap_width > 0) {
        pango_layout_set_width(layout.get(), static_cast<int>(wrap_width) * PANGO_SCALE);
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    }
    return layout;
}

struct Extent {
    int width = 0;
    int height = 0;
};

Extent extent(const Layout& layout) {
    PangoRectangle logical;
    pango_layout_get_pixel_extents(layout.get(), nullptr, &logical);
    return {logical.x + logical.width, logical.height};
}

void rounded(cairo_t* cr, double width, double height, double radius) {
    cairo_new_sub_path(cr);
    cairo_arc(cr, width - radius, radius, radius, -M_PI_2, 0);
    cairo_arc(cr, width - radius, height - radius, radius, 0, M_PI_2);
    cairo_arc(cr, radius, height - radius, radius, M_PI_2, M_PI);
    cairo_arc(cr, radius, radius, radius, M_PI, 3 * M_PI_2);
    cairo_close_path(cr);
}

/// A box of text on a dark ground: centred in the window at `bottom` pixels from below.
OverlayPtr text_box(media::Size window, const std::string& text, double pixels, double bottom) {
    const double wrap = window.width * 0.76;
    Layout layout = measured_layout(text, pixels, false, 0);
    if (extent(layout).width > wrap)
        layout = measured_layout(text, pixels, false, wrap);
    PangoRectangle ink;
    PangoRectangle logical;
    pango_layout_get_pixel_extents(layout.get(), &ink, &logical);
    const double pad = pixels * 0.5;
    const int width = static_cast<int>(std::ceil(logical.width + 2 * pad));
    const int height = static_cast<int>(std::ceil(logical.height + pad));
    Canvas canvas(width, height);
    cairo_set_source_rgba(canvas.cr(), 0.04, 0.05, 0.08, 0.72);
    rounded(canvas.cr(), width, height, pixels * 0.25);
    cairo_fill(canvas.cr());
    cairo_set_source_rgb(canvas.cr(), 1, 1, 1);
    cairo_move_to(canvas.cr(), pad - logical.x, pad / 2);
    pango_cairo_update_layout(canvas.cr(), layout.get());
    pango_cairo_show_layout(canvas.cr(), layout.get());
    return canvas.overlay((window.width - width) / 2, window.height - static_cast<int>(bottom) - height);
}

double unit(media::Size window) {
    return std::min(window.height, window.width * 9 / 16) / 720.0;
}

} // namespace

OverlayPtr make_plate(media::Size window, const std::string& name, const std::string& title) {
    const double u = unit(window);
    const Layout big = measured_layout(name, 34 * u, true, 0);
    const Layout small = measured_layout(title, 20 * u, false, 0);
    const Extent first = extent(big);
    const double pad = 14 * u;
    // A long question takes two lines beside the name, and no more.
    const double room = std::max(120 * u, window.width - 2 * 28 * u - first.width - 4 * pad);
    if (extent(small).width > room) {
        pango_layout_set_width(small.get(), static_cast<int>(room) * PANGO_SCALE);
        pango_layout_set_wrap(small.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(small.get(), -2);
        pango_layout_set_ellipsize(small.get(), PANGO_ELLIPSIZE_END);
    }
    const Extent second = title.empty() ? Extent{} : extent(small);
    const int width = static_cast<int>(first.width + 3 * pad + (title.empty() ? 0 : second.width + pad));
    const int height = static_cast<int>(std::max(first.height, second.height) + pad * 0.6);
    Canvas canvas(width, height);
    cairo_t* cr = canvas.cr();
    cairo_set_source_rgba(cr, 0.04, 0.07, 0.13, 0.78);
    rounded(cr, width, height, 6 * u);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0.78, 0.16, 0.14);
    cairo_rectangle(cr, pad * 0.7, height * 0.2, 4 * u, height * 0.6);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_move_to(cr, pad * 1.5, (height - first.height) / 2.0);
    pango_cairo_show_layout(cr, big.get());
    if (!title.empty()) {
        cairo_set_source_rgba(cr, 1, 1, 1, 0.86);
        cairo_move_to(cr, pad * 2.2 + first.width, (height - second.height) / 2.0 + 2 * u);
        pango_cairo_show_layout(cr, small.get());
    }
    return canvas.overlay(static_cast<int>(28 * u), static_cast<int>(24 * u));
}

OverlayPtr make_flash(media::Size window, bool right) {
    const int side = static_cast<int>(120 * unit(window));
    Canvas canvas(side, side);
    cairo_set_source_rgb(canvas.cr(), 1, 1, 1);
    cairo_paint(canvas.cr());
    return canvas.overlay(right ? window.width * 5 / 6 - side / 2 : window.width / 6 - side / 2,
                          (window.height - side) / 2);
}

OverlayPtr make_cue(media::Size window, const std::string& text) {
    const double u = unit(window);
    return text_box(window, text, 30 * u, 48 * u);
}

OverlayPtr make_sentence(media::Size window, const std::string& text) {
    const double u = unit(window);
    return text_box(window, text, 28 * u, 150 * u);
}

OverlayPtr make_check_note(media::Size window, const std::string& text) {
    const double u = unit(window);
    return text_box(window, text, 19 * u, 244 * u);
}

OverlayPtr make_controls(media::Size window, double position, double duration, bool playing, double alpha) {
    const double u = unit(window);
    const int height = static_cast<int>(44 * u);
    Canvas canvas(window.width, height);
    cairo_t* cr = canvas.cr();
    cairo_push_group(cr);
    cairo_set_source_rgba(cr, 0.03, 0.04, 0.06, 0.66);
    cairo_paint(cr);
    const double left = 62 * u;
    const Layout clock =
        measured_layout(clock_text(position) + " / " + clock_text(duration), 20 * u, false, 0);
    const Extent clock_size = extent(clock);
    const double right = window.width - clock_size.width - 40 * u;
    const double share = duration > 0 ? std::clamp(position / duration, 0.0, 1.0) : 0;
    cairo_set_source_rgba(cr, 1, 1, 1, 0.35);
    cairo_rectangle(cr, left, height / 2.0 - 2 * u, right - left, 4 * u);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_rectangle(cr, left, height / 2.0 - 2 * u, (right - left) * share, 4 * u);
    cairo_fill(cr);
    if (playing) {
        cairo_move_to(cr, 28 * u, height / 2.0 - 10 * u);
        cairo_line_to(cr, 28 * u, height / 2.0 + 10 * u);
        cairo_line_to(cr, 44 * u, height / 2.0);
        cairo_close_path(cr);
    } else {
        cairo_rectangle(cr, 28 * u, height / 2.0 - 9 * u, 5 * u, 18 * u);
        cairo_rectangle(cr, 38 * u, height / 2.0 - 9 * u, 5 * u, 18 * u);
    }
    cairo_fill(cr);
    cairo_move_to(cr, right + 20 * u, (height - clock_size.height) / 2.0);
    pango_cairo_show_layout(cr, clock.get());
    cairo_pop_group_to_source(cr);
    cairo_paint_with_alpha(cr, alpha);
    return canvas.overlay(0, window.height - height);
}

} // namespace app::meeting
