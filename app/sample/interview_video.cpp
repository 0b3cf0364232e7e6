#include "app/sample/interview_video.h"

#include "app/sample/face_strokes.h"
#include "dossier/pages/drawing.h"
#include "media/clip_writer.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace app::sample {

namespace {

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using CairoSurface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
struct ContextDeleter {
    void operator()(cairo_t* cr) const { cairo_destroy(cr); }
};
using Context = std::unique_ptr<cairo_t, ContextDeleter>;

CairoSurface make_surface(int width, int height, cairo_format_t format) {
    return CairoSurface(cairo_image_surface_create(format, width, height));
}

/// Where the bust stands in the room: head and shoulders behind the desk.
constexpr double bust_scale = 1.22;
constexpr double bust_x = room_width / 2 - face_width / 2 * bust_scale;
constexpr double bust_y = 56;
/// The part of the design that holds the head, for the layer that moves.
constexpr double head_left = 70, head_top = 60, head_width = 260, head_height = 370;

double smoothed(const std::vector<double>& curve, double window, double seconds) {
    const double at = seconds / window;
    const auto index = static_cast<std::size_t>(std::max(0.0, at));
    return index < curve.size() ? curve[index] : 0;
}

/// A blink of a sixth of a second about every four seconds, at instants that look like chance.
double blink_at(double seconds) {
    const double beat = std::floor(seconds / 3.7);
    const double when = beat * 3.7 + 1.0 + 1.9 * std::fabs(std::sin(beat * 12.9898));
    const double distance = std::fabs(seconds - when);
    return distance < 0.10 ? 1 - distance / 0.10 * 0.4 : 0;
}

} // namespace

struct InterviewPictures::State {
    const Interview& interview;
    Face face;
    Room room;
    VideoOptions options;
    double scale = 1;
    int width = 0;
    CairoSurface ground;  ///< room, body, desk, name plate
    CairoSurface head;    ///< without eyes and mouth
    CairoSurface dressed; ///< ground with the captions of this second
    CairoSurface picture;
    std::vector<double> loudness;
    double window = 0.08;
    long second = -1;
    const InterviewPart* captioned = nullptr;
    double mouth = 0;

    void draw_ground();
    void draw_head_layer();
    void draw_captions(double seconds);
    void text(cairo_t* cr, const std::string& words, double size, pages::Color colour, double x, double y,
              double box_width, bool bold, pages::Align align) const;
};

void InterviewPictures::State::text(cairo_t* cr, const std::string& words, double size, pages::Color colour,
                                    double x, double y, double box_width, bool bold,
                                    pages::Align align) const {
    const pages::Text shaped(words, {pages::Face::hei, size, bold, colour});
    const pages::Block block =
        pages::set(shaped, {.width = box_width, .line_spacing = size * 1.4, .align = align, .max_lines = 2});
    pages::Drawing drawing({box_width, block.height});
    drawing.text(shaped, block, 0, 0, {0, 0, box_width, block.height});
    // Pages draw their own ground: take the text alone, as a mask of what is not ground.
    cairo_save(cr);
    cairo_translate(cr, x, y);
    for (const pages::GlyphRun* run : drawing.runs()) {
        cairo_set_font_face(cr, run->font.get());
        cairo_set_font_size(cr, run->size);
        cairo_set_source_rgb(cr, run->color.red, run->color.green, run->color.blue);
        cairo_show_glyphs(cr, run->glyphs.data(), static_cast<int>(run->glyphs.size()));
    }
    cairo_restore(cr);
}

void InterviewPictures::State::draw_ground() {
    const Context cr(cairo_create(ground.get()));
    cairo_scale(cr.get(), scale, scale);
    draw_room(cr.get(), room);
    cairo_save(cr.get());
    cairo_translate(cr.get(), bust_x, bust_y);
    cairo_scale(cr.get(), bust_scale, bust_scale);
    draw_hair_behind(cr.get(), face);
    draw_body(cr.get(), face);
    cairo_restore(cr.get());
    draw_desk(cr.get(), room);
    // Name plate.
    const double plate = 380;
    cairo_rectangle(cr.get(), 44, 606, plate, 84);
    cairo_set_source_rgba(cr.get(), 0.06, 0.11, 0.20, 0.84);
    cairo_fill(cr.get());
    cairo_rectangle(cr.get(), 44, 606, 7, 84);
    cairo_set_source_rgb(cr.get(), 0.73, 0.20, 0.17);
    cairo_fill(cr.get());
    text(cr.get(), options.name, 30, pages::palette::white, 68, 609, plate - 40, true, pages::Align::left);
    text(cr.get(), options.post, 17, pages::rgb(0xd6dde6), 68, 656, plate - 36, false, pages::Align::left);
}

void InterviewPictures::State::draw_head_layer() {
    const Context cr(cairo_create(head.get()));
    cairo_scale(cr.get(), scale * bust_scale, scale * bust_scale);
    cairo_translate(cr.get(), -head_left, -head_top);
    draw_head(cr.get(), face);
}

void InterviewPictures::State::draw_captions(double seconds) {
    std::memcpy(cairo_image_surface_get_data(dressed.get()), cairo_image_surface_get_data(ground.get()),
                static_cast<std::size_t>(cairo_image_surface_get_stride(ground.get())) *
                    static_cast<std::size_t>(cairo_image_surface_get_height(ground.get())));
    cairo_surface_mark_dirty(dressed.get());
    const Context cr(cairo_create(dressed.get()));
    cairo_scale(cr.get(), scale, scale);
    const int whole = static_cast<int>(seconds);
    std::array<char, 32> clock{};
    std::snprintf(clock.data(), clock.size(), "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    cairo_rectangle(cr.get(), 1008, 22, 248, 40);
    cairo_set_source_rgba(cr.get(), 0, 0, 0, 0.42);
    cairo_fill(cr.get());
    cairo_arc(cr.get(), 1028, 42, 6, 0, 6.2831853);
    cairo_set_source_rgb(cr.get(), 0.86, 0.16, 0.14);
    cairo_fill(cr.get());
    text(cr.get(), options.place_and_date + "  " + clock.data(), 19, pages::palette::white, 1044, 28, 206,
         false, pages::Align::left);
    if (captioned) {
        const auto number = static_cast<std::size_t>(captioned - interview.parts.data());
        static constexpr std::array<const char*, 8> numbers{"一", "二", "三", "四", "五", "六", "七", "八"};
        const std::string words =
            "问题" + std::string(numbers[number % numbers.size()]) + "　" + captioned->question;
        cairo_rectangle(cr.get(), 470, 606, 766, 84);
        cairo_set_source_rgba(cr.get(), 0.97, 0.96, 0.93, 0.93);
        cairo_fill(cr.get());
        text(cr.get(), words, 24, pages::palette::ink, 490, 612 + (words.size() > 26 * 3 ? 0 : 18), 726, true,
             pages::Align::left);
    }
}

InterviewPictures::InterviewPictures(const Interview& interview, const Face& face, const Room& room,
                                     const VideoOptions& options)
    : state_(std::make_unique<State>(State{interview, face, room, options})) {
    State& s = *state_;
    s.scale = options.height / room_height;
    s.width = options.height * 16 / 9;
    s.ground = make_surface(s.width, options.height, CAIRO_FORMAT_RGB24);
    s.dressed = make_surface(s.width, options.height, CAIRO_FORMAT_RGB24);
    s.picture = make_surface(s.width, options.height, CAIRO_FORMAT_RGB24);
    const double unit = s.scale * bust_scale;
    s.head = make_surface(static_cast<int>(head_width * unit), static_cast<int>(head_height * unit),
                          CAIRO_FORMAT_ARGB32);
    s.loudness = loudness_curve(interview.candidate, s.window);
    s.draw_ground();
    s.draw_head_layer();
}

InterviewPictures::~InterviewPictures() = default;

cairo_surface_t* InterviewPictures::at(double seconds) {
    State& s = *state_;
    const InterviewPart* part = nullptr;
    for (const InterviewPart& one : s.interview.parts)
        if (seconds >= one.begin && seconds < one.end)
            part = &one;
    const long second = static_cast<long>(seconds);
    if (second != s.second || part != s.captioned) {
        s.second = second;
        s.captioned = part;
        s.draw_captions(seconds);
    }
    std::memcpy(cairo_image_surface_get_data(s.picture.get()), cairo_image_surface_get_data(s.dressed.get()),
                static_cast<std::size_t>(cairo_image_surface_get_stride(s.picture.get())) *
                    static_cast<std::size_t>(s.options.height));
    cairo_surface_mark_dirty(s.picture.get());

    const double loud = smoothed(s.loudness, s.window, seconds);
    s.mouth += (std::min(1.0, loud * 1.25) * 0.85 - s.mouth) * 0.75;
    const double nod = 1.6 * std::sin(seconds * 1.9) * (0.35 + s.mouth) + 1.1 * std::sin(seconds * 0.61);
    const double sway = 2.2 * std::sin(seconds * 0.83 + 1) + 0.9 * std::sin(seconds * 2.3);
    const Context cr(cairo_create(s.picture.get()));
    cairo_scale(cr.get(), s.scale, s.scale);
    cairo_translate(cr.get(), bust_x + sway, bust_y + nod);
    cairo_scale(cr.get(), bust_scale, bust_scale);
    cairo_save(cr.get());
    cairo_translate(cr.get(), head_left, head_top);
    cairo_scale(cr.get(), 1 / (s.scale * bust_scale), 1 / (s.scale * bust_scale));
    cairo_set_source_surface(cr.get(), s.head.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr.get()), CAIRO_FILTER_BILINEAR);
    cairo_paint(cr.get());
    cairo_restore(cr.get());
    draw_features(cr.get(), s.face, {.mouth_open = s.mouth < 0.06 ? 0 : s.mouth, .blink = blink_at(seconds)});
    cairo_surface_flush(s.picture.get());
    return s.picture.get();
}

namespace {

std::vector<media::ChapterFacts> chapters(const Interview& interview) {
    std::vector<media::ChapterFacts> all;
    for (std::size_t i = 0; i < interview.parts.size(); ++i) {
        const bool last = i + 1 == interview.parts.size();
        all.push_back({.begin = i == 0 ? 0 : interview.parts[i].begin,
                       .end = last ? interview.duration() : interview.parts[i + 1].begin,
                       .title = interview.parts[i].question});
    }
    return all;
}

} // namespace

bool write_interview_video(const std::filesystem::path& file, const Interview& interview, const Face& face,
                           const Room& room, const VideoOptions& options, const std::atomic<bool>& stop) {
    InterviewPictures pictures(interview, face, room, options);
    const int width = options.height * 16 / 9;
    media::ClipWriter writer(file, {.size = {width, options.height},
                                    .frame_rate = options.frame_rate,
                                    .gop_seconds = 2,
                                    .crf = 26,
                                    .preset = "ultrafast",
                                    .sample_rate = speech_rate,
                                    .title = options.name,
                                    .chapters = chapters(interview)});
    writer.sound(interview.sound);
    const int frames = static_cast<int>(interview.duration() * options.frame_rate);
    for (int frame = 0; frame < frames; frame += options.frames_a_picture) {
        if (stop)
            return false;
        cairo_surface_t* surface = pictures.at(static_cast<double>(frame) / options.frame_rate);
        const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(options.height) * 4;
        writer.picture({cairo_image_surface_get_data(surface), size});
        writer.skip_pictures(std::min(options.frames_a_picture, frames - frame) - 1);
    }
    writer.finish();
    return true;
}

void write_interview_audio(const std::filesystem::path& file, const Interview& interview,
                           const std::string& title) {
    media::ClipWriter writer(
        file, {.size = {0, 0}, .sample_rate = speech_rate, .title = title, .chapters = chapters(interview)});
    writer.sound(interview.sound);
    writer.finish();
}

} // namespace app::sample
