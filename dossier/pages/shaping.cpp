#include "dossier/pages/shaping.h"

#include "dossier/pages/make.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <fontconfig/fontconfig.h>
#include <map>
#include <memory>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <set>

namespace pages {

namespace {

/// Glyphs are shaped at this many pixels an em, unhinted; everything after that is in em.
constexpr double shaping_size = 1000;

template <class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
template <auto function>
struct Call {
    template <class T>
    void operator()(T* object) const {
        function(object);
    }
};
using FontMap = std::unique_ptr<PangoFontMap, Unref<PangoFontMap>>;
using Context = std::unique_ptr<PangoContext, Unref<PangoContext>>;
using Description = std::unique_ptr<PangoFontDescription, Call<pango_font_description_free>>;
using Attributes = std::unique_ptr<PangoAttrList, Call<pango_attr_list_unref>>;
using GlyphString = std::unique_ptr<PangoGlyphString, Call<pango_glyph_string_free>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, Call<cairo_font_options_destroy>>;
using Pattern = std::unique_ptr<FcPattern, Call<FcPatternDestroy>>;
using ObjectSet = std::unique_ptr<FcObjectSet, Call<FcObjectSetDestroy>>;
using FontSet = std::unique_ptr<FcFontSet, Call<FcFontSetDestroy>>;

/// In order of preference; the real ones where a user has them, else what a free system has.
const std::vector<const char*>& wanted_families(Face face) {
    static const std::array<std::vector<const char*>, 5> wanted{
        std::vector<const char*>{"SimSun", "宋体", "STSong", "华文宋体", "Songti SC"},
        {"SimHei", "黑体", "STHeiti", "Microsoft YaHei", "PingFang SC"},
        {"FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "华文仿宋", "FandolFang"},
        {"KaiTi", "楷体", "KaiTi_GB2312", "楷体_GB2312", "STKaiti", "华文楷体", "FandolKai", "AR PL UKai CN"},
        {"方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FZXiaoBiaoSong-B05S"}};
    return wanted[static_cast<std::size_t>(face)];
}
const std::vector<const char*>& free_families(Face face) {
    static const std::vector<const char*> sans{"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC",
                                               "WenQuanYi Zen Hei"};
    static const std::vector<const char*> serif{"Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC",
                                                "AR PL UMing CN"};
    return face == Face::hei ? sans : serif;
}

std::set<std::string> installed_families() {
    std::set<std::string> names;
    const Pattern all(FcPatternCreate());
    const ObjectSet objects(FcObjectSetBuild(FC_FAMILY, nullptr));
    const FontSet found(FcFontList(nullptr, all.get(), objects.get()));
    for (int i = 0; found && i < found->nfont; ++i) {
        FcChar8* name = nullptr;
        for (int n = 0; FcPatternGetString(found->fonts[i], FC_FAMILY, n, &name) == FcResultMatch; ++n)
            names.insert(reinterpret_cast<const char*>(name));
    }
    return names;
}

/// Bitmaps inside outline fonts (SimSun has some) look torn on a projector.
void no_bitmaps(FcPattern* pattern, gpointer) {
    FcPatternDel(pattern, FC_EMBEDDED_BITMAP);
    FcPatternAddBool(pattern, FC_EMBEDDED_BITMAP, FcFalse);
}

/// Pango for one thread: its font map belongs to the thread that made it.
class Shaper {
  public:
    Shaper()
        : map_(pango_cairo_font_map_new()) {
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
        if (PANGO_IS_FC_FONT_MAP(map_.get()))
            pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map_.get()), no_bitmaps, nullptr,
                                                     nullptr);
        context_.reset(pango_font_map_create_context(map_.get()));
        pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
        pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
        pango_context_set_round_glyph_positions(context_.get(), FALSE);
        const FontOptions options(cairo_font_options_create());
        set_page_font_options(options.get());
        pango_cairo_context_set_font_options(context_.get(), options.get());
        const std::set<std::string> installed = installed_families();
        for (const Face face : {Face::song, Face::hei, Face::fang, Face::kai, Face::title})
            for (const bool bold : {false, true})
                descriptions_[{face, bold}] = describe(face, bold, installed);
        attributes_.reset(pango_attr_list_new());
    }

    void shape(ShapedText& shaped, const std::string& text, Face face, bool bold, std::uint16_t style) {
        pango_context_set_font_description(context_.get(), descriptions_.at({face, bold}).get());
        const std::size_t base = shaped.text.size();
        shaped.text += text;
        GList* items = pango_itemize(context_.get(), text.c_str(), 0, static_cast<int>(text.size()),
                                     attributes_.get(), nullptr);
        for (GList* node = items; node; node = node->next)
            add_item(shaped, text, *static_cast<PangoItem*>(node->data), base, style);
        g_list_free_full(items, [](gpointer item) { pango_item_free(static_cast<PangoItem*>(item)); });
    }

  private:
    static Description describe(Face face, bool bold, const std::set<std::string>& installed) {
        std::string list;
        const auto add = [&](const char* family) {
            if (installed.contains(family))
                list += std::string(list.empty() ? "" : ",") + family;
        };
        for (const char* family : wanted_families(face))
            add(family);
        // 小标宋 is one strong weight; its stand-in is the bold of the serif.
        const bool strong = face == Face::title ? list.empty() : bold;
        for (const char* family : free_families(face))
            add(family);
        for (const char* family : {"HanaMinA", "HanaMinB", "SimSun-ExtB", "Plangothic P1", "Plangothic P2"})
            add(family);
        Description description(pango_font_description_new());
        pango_font_description_set_family(description.get(), list.empty() ? "serif" : list.c_str());
        pango_font_description_set_absolute_size(description.get(), shaping_size * PANGO_SCALE);
        pango_font_description_set_weight(description.get(),
                                          strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        return description;
    }

    static std::uint16_t font_index(ShapedText& shaped, PangoFont* font) {
        cairo_scaled_font_t* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
        cairo_font_face_t* face = cairo_scaled_font_get_font_face(scaled);
        for (std::size_t i = 0; i < shaped.fonts.size(); ++i)
            if (shaped.fonts[i].get() == face)
                return static_cast<std::uint16_t>(i);
        shaped.fonts.emplace_back(face);
        return static_cast<std::uint16_t>(shaped.fonts.size() - 1);
    }

    void add_item(ShapedText& shaped, const std::string& text, const PangoItem& item, std::size_t base,
                  std::uint16_t style) {
        if (!item.analysis.font)
            return;
        const GlyphString glyphs(pango_glyph_string_new());
        pango_shape_full(text.c_str() + item.offset, item.length, text.c_str(), static_cast<int>(text.size()),
                         &item.analysis, glyphs.get());
        const std::uint16_t font = font_index(shaped, item.analysis.font);
        const bool whole = item.analysis.level % 2 == 1; // right to left: kept as one piece
        for (int i = 0; i < glyphs->num_glyphs;) {
            int next = i + 1;
            while (next < glyphs->num_glyphs &&
                   (whole || glyphs->log_clusters[next] == glyphs->log_clusters[i]))
                ++next;
            const int begin = whole ? 0 : glyphs->log_clusters[i];
            const int end = whole || next == glyphs->num_glyphs ? item.length : glyphs->log_clusters[next];
            Cluster cluster;
            cluster.text_begin =
                static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(item.offset + begin);
            cluster.text_end =
                static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(item.offset + end);
            cluster.font = font;
            cluster.style = style;
            add_glyphs(shaped, cluster, *glyphs, i, next);
            i = next;
        }
    }

    void add_glyphs(ShapedText& shaped, Cluster cluster, const PangoGlyphString& glyphs, int begin, int end) {
        constexpr double em = shaping_size * PANGO_SCALE;
        const std::u32string characters = dossier::code_points(
            std::string_view(shaped.text).substr(cluster.text_begin, cluster.text_end - cluster.text_begin));
        cluster.first = characters.empty() ? U' ' : characters.front();
        cluster.last = characters.empty() ? U' ' : characters.back();
        cluster.glyph_begin = static_cast<std::uint32_t>(shaped.glyphs.size());
        double advance = 0;
        for (int i = begin; i < end; ++i) {
            const PangoGlyphInfo& glyph = glyphs.glyphs[i];
            if (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG)
                cluster.missing = true;
            else if (glyph.glyph != PANGO_GLYPH_EMPTY)
                shaped.glyphs.push_back({glyph.glyph,
                                         static_cast<float>((advance + glyph.geometry.x_offset) / em),
                                         static_cast<float>(glyph.geometry.y_offset / em)});
            advance += glyph.geometry.width;
        }
        cluster.glyph_end = static_cast<std::uint32_t>(shaped.glyphs.size());
        cluster.advance = static_cast<float>(advance / em);
        if (cluster.missing)
            cluster.advance = 1;
        shaped.clusters.push_back(cluster);
    }

    FontMap map_;
    Context context_;
    Attributes attributes_;
    std::map<std::pair<Face, bool>, Description> descriptions_;
};

Shaper& shaper_of_this_thread() {
    thread_local Shaper shaper;
    return shaper;
}

/// Tabs are spaces here; line ends are the caller's; broken bytes become U+FFFD.
std::string drawable(std::string_view text) {
    std::string clean;
    for (const char32_t c : dossier::code_points(text))
        dossier::append_utf8(clean, c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 ? U' ' : c);
    return clean;
}

} // namespace

FontRef& FontRef::operator=(const FontRef& other) {
    cairo_font_face_t* old = face_;
    face_ = cairo_font_face_reference(other.face_);
    cairo_font_face_destroy(old);
    return *this;
}

void shape(ShapedText& shaped, std::string_view text, Face face, bool bold, std::uint16_t style) {
    if (!text.empty())
        shaper_of_this_thread().shape(shaped, drawable(text), face, bold, style);
}

void set_page_font_options(cairo_font_options_t* options) {
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
}

void warm_fonts() {
    for (const Face face : {Face::song, Face::hei, Face::fang, Face::kai, Face::title}) {
        for (const bool bold : {false, true}) {
            ShapedText shaped;
            shape(shaped, "任免审批表，Dossier 2024.05（𠮷䶮）", face, bold, 0);
        }
    }
}

std::u32string missing_glyphs(const std::string& text) {
    ShapedText shaped;
    shape(shaped, text, Face::song, false, 0);
    std::u32string missing;
    for (const Cluster& cluster : shaped.clusters)
        if (cluster.missing && missing.find(cluster.first) == std::u32string::npos)
            missing += cluster.first;
    return missing;
}

} // namespace pages
