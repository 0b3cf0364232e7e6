// The page of a sound recording: whose it is, its waveform, its length.
#include "dossier/pages/drawing.h"
#include "dossier/pages/make.h"

#include "dossier/person.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace pages {

namespace {

/// "3:05", "1:02:45"; empty for an unknown length.
std::string clock_text(double seconds) {
    if (!(seconds > 0) || seconds > 1e7)
        return {};
    const long whole = std::lround(seconds);
    char text[32];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

/// Loudest peak of each bar, 0..1, the loudest of all being 1.
std::vector<double> bars_of(const std::vector<std::int8_t>& peaks, std::size_t count) {
    std::vector<double> bars(count, 0);
    int loudest = 1;
    for (const std::int8_t peak : peaks)
        loudest = std::max(loudest, std::abs(static_cast<int>(peak)));
    for (std::size_t i = 0; i < peaks.size(); ++i) {
        double& bar = bars[i * count / peaks.size()];
        bar = std::max(bar, std::abs(static_cast<double>(peaks[i])) / std::max(loudest, 16));
    }
    return bars;
}

} // namespace

Box audio_waveform_box(PageSize size) {
    return {size.width * 0.06, size.height * 0.36, size.width * 0.88, size.height * 0.34};
}

PagePtr make_audio(const std::string& title, const std::string& person_name,
                   const std::vector<std::int8_t>& peaks, double seconds, const Words& words, PageSize size) {
    const auto page = std::make_shared<Drawing>(size, palette::ivory);
    const Box wave = audio_waveform_box(size);
    const double unit = size.height / 720;
    const Text name(dossier::display_name(person_name, true), {Face::title, 56 * unit, true, palette::ink});
    const Text subject(title, {Face::hei, 28 * unit, false, palette::slate});
    const Box head{wave.x, size.height * 0.08, wave.width, wave.y - size.height * 0.08};
    const double scale = std::clamp(wave.width / std::max(name.natural_width(), 1.0), 0.4, 1.0);
    const Block name_block = set(name, {.width = wave.width,
                                        .line_spacing = 76 * unit,
                                        .scale = scale,
                                        .align = Align::left,
                                        .max_lines = 1});
    page->text(name, name_block, head.x, head.y, head);
    page->text(
        subject,
        set(subject, {.width = wave.width, .line_spacing = 42 * unit, .align = Align::left, .max_lines = 2}),
        head.x, head.y + name_block.height + 6 * unit, head);

    const double pitch = 7 * unit;
    const auto count = static_cast<std::size_t>(wave.width / pitch);
    const std::vector<double> bars = bars_of(peaks, count);
    const double step = wave.width / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double height = std::max(3 * unit, bars[i] * wave.height);
        page->fill({wave.x + (static_cast<double>(i) + 0.5) * step - 2 * unit,
                    wave.y + (wave.height - height) / 2, 4 * unit, height},
                   bars[i] > 0 ? palette::slate : palette::line, 2 * unit);
    }
    const Box foot{wave.x, wave.y + wave.height + 24 * unit, wave.width, 44 * unit};
    const Text kind(words.audio, {Face::hei, 24 * unit, false, palette::slate});
    page->text(
        kind,
        set(kind, {.width = wave.width / 2, .line_spacing = 36 * unit, .align = Align::left, .max_lines = 1}),
        foot.x, foot.y, foot);
    const Text length(clock_text(seconds), {Face::hei, 28 * unit, false, palette::ink});
    page->text(length, set(length, {.width = foot.width, .line_spacing = 36 * unit, .align = Align::right}),
               foot.x, foot.y, foot);
    return page;
}

} // namespace pages
