// The clip on the projector in the console: which version plays, its time line.
#include "app/language.h"
#include "app/meeting/console_parts.h"
#include "app/sentences.h"

#include <algorithm>
#include <cmath>

namespace app::meeting {

namespace {

const char* version_sentence(ClipVersion version) {
    switch (version) {
    case ClipVersion::only:
        return "";
    case ClipVersion::review:
        return tr("Review copy plays (O: original)");
    case ClipVersion::original:
        return tr("Original plays (O: review copy)");
    case ClipVersion::damaged:
        return tr("The review copy is damaged: the original plays.");
    }
    return "";
}

/// The bar's place on the screen and the time it stands for.
struct TimeBar {
    ImVec2 low;
    ImVec2 high;
    double duration = 0;
    [[nodiscard]] float x_of(double time) const {
        return low.x + (high.x - low.x) * static_cast<float>(std::clamp(time / duration, 0.0, 1.0));
    }
    [[nodiscard]] double time_at(float x) const {
        return std::clamp(static_cast<double>((x - low.x) / (high.x - low.x)), 0.0, 1.0) * duration;
    }
};

/// The strip's picture for a time: its texture and its corners on the sheet. False: there is none.
struct StripPicture {
    Thumbnail sheet;
    ImVec2 low;
    ImVec2 high;
    float aspect = 0;
};
bool strip_picture(const ConsoleView& view, double time, StripPicture& picture) {
    const LookPart* part = view.look != nullptr ? view.look->at(time) : nullptr;
    if (part == nullptr)
        return false;
    picture.sheet = view.strips[static_cast<std::size_t>(part - view.look->parts.data())];
    const int at = part->strip.picture_at(time - part->begin + part->in);
    if (at < 0 || picture.sheet.texture == 0)
        return false;
    const media::Rect place = part->strip.place_of(at);
    const auto corner = [&](int x, int y) {
        return ImVec2(static_cast<float>(x) / picture.sheet.width,
                      static_cast<float>(y) / picture.sheet.height);
    };
    picture.low = corner(place.x, place.y);
    picture.high = corner(place.x + place.width, place.y + place.height);
    picture.aspect = static_cast<float>(place.width) / static_cast<float>(place.height);
    return true;
}

/// Side by side, each of the middle of what it covers.
void draw_strip(const ConsoleView& view, const TimeBar& bar, ImDrawList& list) {
    StripPicture picture;
    const float height = bar.high.y - bar.low.y;
    for (float x = bar.low.x; x < bar.high.x;) {
        if (!strip_picture(view, bar.time_at(x + height * 0.8F), picture)) {
            x += height;
            continue;
        }
        const float width = height * picture.aspect;
        const float end = std::min(x + width, bar.high.x);
        const float shown = picture.low.x + (picture.high.x - picture.low.x) * (end - x) / width;
        list.AddImage(ImTextureRef(picture.sheet.texture), ImVec2(x, bar.low.y), ImVec2(end, bar.high.y),
                      picture.low, ImVec2(shown, picture.high.y));
        x = end;
    }
}

void draw_waveform(const ConsoleView& view, const TimeBar& bar, ImDrawList& list) {
    if (view.look == nullptr)
        return;
    const bool pictures = std::any_of(view.strips.begin(), view.strips.end(),
                                      [](const Thumbnail& sheet) { return sheet.texture != 0; });
    const float height = bar.high.y - bar.low.y;
    // Below the pictures' faces; over the whole height where there are none.
    const float most = pictures ? height * 0.4F : height * 0.9F;
    if (pictures)
        list.AddRectFilled(ImVec2(bar.low.x, bar.high.y - most), bar.high, IM_COL32(0, 0, 0, 110));
    const ImU32 colour = pictures ? IM_COL32(255, 255, 255, 190) : IM_COL32(92, 112, 142, 255);
    constexpr float step = 2;
    const int columns = static_cast<int>(std::ceil((bar.high.x - bar.low.x) / step));
    for (int column = 0; column < columns; ++column) {
        const float x = bar.low.x + step * static_cast<float>(column);
        const float level = view.look->level(bar.time_at(x), bar.time_at(x + step));
        const float top = std::max(1.0F, level * most);
        list.AddRectFilled(ImVec2(x, bar.high.y - top), ImVec2(x + step - 0.5F, bar.high.y), colour);
    }
}

void draw_marks(const ConsoleView& view, const TimeBar& bar, ImDrawList& list) {
    if (view.clip != nullptr)
        for (const dossier::Chapter& chapter : view.clip->chapters) {
            const float x = bar.x_of(chapter.begin);
            list.AddTriangleFilled(ImVec2(x - 4, bar.low.y), ImVec2(x + 4, bar.low.y),
                                   ImVec2(x, bar.low.y + 7), IM_COL32(250, 190, 60, 255));
        }
    const float x = bar.x_of(view.player->position.count());
    list.AddRectFilled(bar.low, ImVec2(x, bar.high.y), IM_COL32(40, 90, 160, 40));
    list.AddRectFilled(ImVec2(x - 2, bar.low.y - 2), ImVec2(x + 2, bar.high.y + 2),
                       IM_COL32(255, 255, 255, 255));
    list.AddRectFilled(ImVec2(x - 1, bar.low.y - 2), ImVec2(x + 1, bar.high.y + 2),
                       IM_COL32(191, 38, 33, 255));
    list.AddRect(bar.low, bar.high, IM_COL32(150, 154, 160, 255));
}

void draw_hint(const ConsoleView& view, const TimeBar& bar, float x) {
    const double time = bar.time_at(x);
    StripPicture picture;
    ImGui::BeginTooltip();
    if (strip_picture(view, time, picture)) {
        const float height = ImGui::GetTextLineHeight() * 7;
        ImGui::Image(ImTextureRef(picture.sheet.texture), ImVec2(height * picture.aspect, height),
                     picture.low, picture.high);
    }
    ImGui::TextUnformatted(clock_text(time).c_str());
    ImGui::EndTooltip();
}

/// Drags show key pictures, the release the exact one.
void draw_time_bar(const ConsoleView& view, ConsoleState& state, ImVec2 size, Intents& intents) {
    TimeBar bar{.low = ImGui::GetCursorScreenPos(), .duration = std::max(0.1, view.player->duration.count())};
    bar.high = ImVec2(bar.low.x + size.x, bar.low.y + size.y);
    ImGui::InvisibleButton("##position", size);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(bar.low, bar.high, IM_COL32(232, 234, 237, 255));
    list.PushClipRect(bar.low, bar.high, true);
    draw_strip(view, bar, list);
    draw_waveform(view, bar, list);
    list.PopClipRect();
    draw_marks(view, bar, list);
    const float x = ImGui::GetIO().MousePos.x;
    if (ImGui::IsItemActive() || (ImGui::IsItemHovered() && !view.leave_asked))
        draw_hint(view, bar, x);
    if (ImGui::IsItemActive() && state.dragged_to != x) {
        intents.emplace_back(SeekTo{bar.time_at(x), true});
        state.dragged_to = x;
    }
    if (ImGui::IsItemDeactivated() && state.dragged_to) {
        intents.emplace_back(SeekTo{bar.time_at(*state.dragged_to)});
        state.dragged_to.reset();
    }
}

} // namespace

void draw_clip_bar(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const float line = ImGui::GetTextLineHeightWithSpacing();
    draw_time_bar(view, state, ImVec2(ImGui::GetContentRegionAvail().x, line * 2.2F), intents);
    if (ImGui::Button(view.playing ? tr("Pause") : tr("Play")))
        intents.emplace_back(Do{Command::play_pause});
    ImGui::SameLine();
    ImGui::Text("%s / %s", clock_text(view.player->position.count()).c_str(),
                clock_text(view.player->duration.count()).c_str());
    if (view.version != ClipVersion::only) {
        ImGui::SameLine();
        ImGui::TextColored(quiet_colour, "%s", version_sentence(view.version));
    }
}

} // namespace app::meeting
