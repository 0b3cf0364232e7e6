#include "dossier/pages/drawing.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace pages {

namespace {

/// Where the baseline lies in the em box of a Chinese character, from its top.
constexpr double baseline = 0.88;

struct Destroy {
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

void set_color(cairo_t* cr, Color c) {
    cairo_set_source_rgb(cr, c.red, c.green, c.blue);
}

bool is_raster(cairo_t* cr) {
    return cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
}

/// Edges on whole pixels: equal rules look equal wherever they lie, and the thinnest stays visible.
void add_snapped_rectangle(cairo_t* cr, Box box) {
    double right = box.x + box.width;
    double bottom = box.y + box.height;
    cairo_user_to_device(cr, &box.x, &box.y);
    cairo_user_to_device(cr, &right, &bottom);
    const double width = std::max(1.0, std::round(right - box.x));
    const double height = std::max(1.0, std::round(bottom - box.y));
    // A thin rule keeps its middle, an area its edges.
    const double left = width < 6 ? std::round((box.x + right - width) / 2) : std::round(box.x);
    const double top = height < 6 ? std::round((box.y + bottom - height) / 2) : std::round(box.y);
    cairo_save(cr);
    cairo_identity_matrix(cr);
    cairo_rectangle(cr, left, top, width < 6 ? width : std::round(right) - left,
                    height < 6 ? height : std::round(bottom) - top);
    cairo_restore(cr);
}

void add_round_rectangle(cairo_t* cr, const Box& box, double radius) {
    constexpr double quarter = std::numbers::pi / 2;
    const double r = std::min({radius, box.width / 2, box.height / 2});
    cairo_new_sub_path(cr);
    cairo_arc(cr, box.x + box.width - r, box.y + r, r, -quarter, 0);
    cairo_arc(cr, box.x + box.width - r, box.y + box.height - r, r, 0, quarter);
    cairo_arc(cr, box.x + r, box.y + box.height - r, r, quarter, 2 * quarter);
    cairo_arc(cr, box.x + r, box.y + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
}

void draw_item(cairo_t* cr, const Fill& fill) {
    set_color(cr, fill.color);
    if (fill.radius > 0)
        add_round_rectangle(cr, fill.box, fill.radius);
    else if (fill.snapped && is_raster(cr))
        add_snapped_rectangle(cr, fill.box);
    else
        cairo_rectangle(cr, fill.box.x, fill.box.y, fill.box.width, fill.box.height);
    cairo_fill(cr);
}

void draw_item(cairo_t* cr, const Circle& circle) {
    set_color(cr, circle.color);
    cairo_new_path(cr);
    cairo_arc(cr, circle.x, circle.y, circle.radius, 0, 2 * std::numbers::pi);
    if (circle.stroke > 0) {
        cairo_set_line_width(cr, circle.stroke);
        cairo_stroke(cr);
    } else {
        cairo_fill(cr);
    }
}

void draw_item(cairo_t* cr, const Wedge& wedge) {
    set_color(cr, wedge.color);
    cairo_move_to(cr, wedge.x, wedge.y);
    cairo_arc(cr, wedge.x, wedge.y, wedge.radius, wedge.angle, wedge.angle + wedge.opening);
    cairo_close_path(cr);
    cairo_fill(cr);
}

void draw_item(cairo_t* cr, const Picture& picture) {
    picture.picture->draw(cr, picture.box, picture.crop);
}

void draw_item(cairo_t* cr, const GlyphRun& run) {
    set_color(cr, run.color);
    cairo_set_font_face(cr, run.font.get());
    cairo_set_font_size(cr, run.size);
    if (is_raster(cr))
        cairo_show_glyphs(cr, run.glyphs.data(), static_cast<int>(run.glyphs.size()));
    else
        cairo_show_text_glyphs(cr, run.text.data(), static_cast<int>(run.text.size()), run.glyphs.data(),
                               static_cast<int>(run.glyphs.size()), run.clusters.data(),
                               static_cast<int>(run.clusters.size()), cairo_text_cluster_flags_t{});
    for (const Box& box : run.missing) {
        cairo_rectangle(cr, box.x, box.y, box.width, box.height);
        cairo_set_line_width(cr, run.size / 16);
        cairo_stroke(cr);
    }
}

} // namespace

Drawing::Drawing(PageSize size, Color ground)
    : size_(size)
    , ground_(ground) {}

void Drawing::draw(cairo_t* cr) const {
    draw_item(cr, Fill{{0, 0, size_.width, size_.height}, ground_});
    draw_items(cr);
}

void Drawing::draw_items(cairo_t* cr) const {
    cairo_save(cr);
    const std::unique_ptr<cairo_font_options_t, Destroy> options(cairo_font_options_create());
    set_page_font_options(options.get());
    cairo_set_font_options(cr, options.get());
    for (const Item& item : items_)
        std::visit([&](const auto& it) { draw_item(cr, it); }, item);
    cairo_restore(cr);
}

void Drawing::add_glyph_paths(cairo_t* cr) const {
    for (const GlyphRun* run : runs()) {
        cairo_set_font_face(cr, run->font.get());
        cairo_set_font_size(cr, run->size);
        cairo_glyph_path(cr, run->glyphs.data(), static_cast<int>(run->glyphs.size()));
    }
}

void Drawing::fill(const Box& box, Color color, double radius) {
    items_.emplace_back(Fill{box, color, radius});
}

void Drawing::frame(const Box& box, double thickness, Color color) {
    fill({box.x, box.y, box.width, thickness}, color);
    fill({box.x, box.y + box.height - thickness, box.width, thickness}, color);
    fill({box.x, box.y, thickness, box.height}, color);
    fill({box.x + box.width - thickness, box.y, thickness, box.height}, color);
}

Box Drawing::picture_contained(const PicturePtr& picture, const Box& box) {
    const double scale = std::min(box.width / picture->width(), box.height / picture->height());
    const double width = picture->width() * scale;
    const double height = picture->height() * scale;
    const Box placed{box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
    items_.emplace_back(
        Picture{picture,
                placed,
                {0, 0, static_cast<double>(picture->width()), static_cast<double>(picture->height())}});
    return placed;
}

void Drawing::picture_cropped(const PicturePtr& picture, const Box& box) {
    const double scale = std::max(box.width / picture->width(), box.height / picture->height());
    const double width = box.width / scale;
    const double height = box.height / scale;
    // The head of a portrait is in its upper part.
    const Box crop{(picture->width() - width) / 2, (picture->height() - height) / 3, width, height};
    items_.emplace_back(Picture{picture, box, crop});
}

void Drawing::text(const Text& text, const Block& block, double x, double y, const Box& within) {
    for (const Line& line : block.lines)
        line_of_text(text, block, line, x, y + line.top, within);
}

namespace {

/// Collects clusters of one line into runs of equal font and style.
class RunMaker {
  public:
    RunMaker(const Text& text, const Block& block, const Box& within)
        : text_(text)
        , block_(block)
        , within_(within) {}

    void add(const ShapedText& shaped, const Cluster& cluster, double x, double top) {
        const TextStyle& style = text_.styles()[cluster.style];
        const double size = style.size * block_.scale;
        if (runs.empty() || font_ != shaped.fonts[cluster.font].get() || style_ != cluster.style) {
            font_ = shaped.fonts[cluster.font].get();
            style_ = cluster.style;
            runs.push_back(
                {shaped.fonts[cluster.font], size, style.color, {}, {}, {}, {}, {x, top, 0, size}, within_});
            underlined.push_back(style.underline);
        }
        GlyphRun& run = runs.back();
        for (std::uint32_t g = cluster.glyph_begin; g < cluster.glyph_end; ++g)
            run.glyphs.push_back({shaped.glyphs[g].index, x + shaped.glyphs[g].x * size,
                                  top + baseline * size + shaped.glyphs[g].y * size});
        if (cluster.missing)
            run.missing.push_back({x + 0.1 * size, top + 0.1 * size, 0.8 * size, 0.8 * size});
        const std::string_view piece =
            std::string_view(shaped.text).substr(cluster.text_begin, cluster.text_end - cluster.text_begin);
        run.text += piece;
        run.clusters.push_back(
            {static_cast<int>(piece.size()), static_cast<int>(cluster.glyph_end - cluster.glyph_begin)});
        run.extents.width = x + cluster.advance * size - run.extents.x;
    }

    std::vector<GlyphRun> runs;
    std::vector<bool> underlined;

  private:
    const Text& text_;
    const Block& block_;
    Box within_;
    cairo_font_face_t* font_ = nullptr;
    std::uint16_t style_ = 0;
};

} // namespace

void Drawing::line_of_text(const Text& text, const Block& block, const Line& line, double x, double y,
                           const Box& within) {
    RunMaker maker(text, block, within);
    const auto top_of = [&](const Cluster& cluster) {
        // All sizes of a line stand on the baseline of the first style.
        const double first = text.styles().front().size * block.scale;
        const double size = text.styles()[cluster.style].size * block.scale;
        return y + (block.line_spacing - first) / 2 + baseline * (first - size);
    };
    const ShapedText& shaped = text.paragraphs()[line.paragraph];
    for (std::size_t i = line.begin; i < line.end; ++i)
        maker.add(shaped, shaped.clusters[i], x + static_cast<double>(line.x[i - line.begin]),
                  top_of(shaped.clusters[i]));
    if (line.cut)
        for (const Cluster& cluster : text.ellipsis().clusters)
            maker.add(text.ellipsis(), cluster, x + line.width, top_of(cluster));
    for (std::size_t i = 0; i < maker.runs.size(); ++i) {
        const GlyphRun& run = maker.runs[i];
        if (maker.underlined[i])
            fill({run.extents.x, run.extents.y + run.size * 1.02, run.extents.width, run.size * 0.05},
                 run.color);
        items_.emplace_back(run);
    }
}

std::vector<const GlyphRun*> Drawing::runs() const {
    std::vector<const GlyphRun*> found;
    for (const Item& item : items_)
        if (const auto* run = std::get_if<GlyphRun>(&item))
            found.push_back(run);
    return found;
}

} // namespace pages
