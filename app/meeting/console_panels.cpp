#include "app/language.h"
#include "app/material_titles.h"
#include "app/meeting/console_view.h"
#include "app/meeting/overlay.h"
#include "dossier/order/pinyin.h"
#include "dossier/person.h"
#include "imgui_stdlib.h"

#include <algorithm>
#include <cctype>

namespace app::meeting {

namespace {

constexpr ImVec4 live_colour(0.75F, 0.15F, 0.13F, 1);
constexpr ImVec4 quiet_colour(0.42F, 0.45F, 0.50F, 1);

/// A picture as large as fits, or a grey box of that shape.
void image(const Thumbnail& thumbnail, ImVec2 size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, ImVec2(at.x + size.x, at.y + size.y), IM_COL32(40, 43, 48, 255));
    if (thumbnail.texture != 0) {
        const float scale = std::min(size.x / thumbnail.width, size.y / thumbnail.height);
        const ImVec2 shown(thumbnail.width * scale, thumbnail.height * scale);
        const ImVec2 corner(at.x + (size.x - shown.x) / 2, at.y + (size.y - shown.y) / 2);
        list->AddImage(ImTextureRef(thumbnail.texture), corner,
                       ImVec2(corner.x + shown.x, corner.y + shown.y));
    }
    ImGui::Dummy(size);
}

void frame_around(ImVec4 colour, float thickness) {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRect(low, high, ImGui::ColorConvertFloat4ToU32(colour), 0, 0, thickness);
}

void heading(const char* text) {
    ImGui::PushStyleColor(ImGuiCol_Text, quiet_colour);
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
}

std::string label_of(const Show& show, const Place& place) {
    if (place.candidate < 0)
        return tr("List of the meeting");
    const ShowCandidate* who = show.candidate(place);
    const ShowItem* item = show.item(place);
    if (who == nullptr || item == nullptr)
        return "";
    std::string label = std::to_string(who->number) + "  " + who->name + " · " + item->title;
    if (item->leaves > 1)
        label += "  " + std::to_string(place.leaf + 1) + "/" + std::to_string(item->leaves);
    return label;
}

bool starts_with(const std::string& text, const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
}

/// The materials of the candidate the operator is at, one line each.
void draw_items(const ConsoleView& view, ConsoleState& state, int candidate, Intents& intents) {
    const ShowCandidate& who = view.show->candidates()[static_cast<std::size_t>(candidate)];
    ImGui::Indent();
    for (std::size_t i = 0; i < who.items.size(); ++i) {
        const Place place{candidate, static_cast<int>(i), 0};
        const bool here = view.show->place().item == place.item;
        ImGui::PushID(static_cast<int>(i));
        const bool previewed =
            state.preview && state.preview->candidate == candidate && state.preview->item == place.item;
        if (ImGui::Selectable((kind_name(who.items[i].kind) + "  " +
                               (who.items[i].title == kind_name(who.items[i].kind) ? "" : who.items[i].title))
                                  .c_str(),
                              previewed, ImGuiSelectableFlags_AllowDoubleClick)) {
            state.preview = place;
            if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
                intents.push_back(Send{place});
        }
        if (here)
            ImGui::GetWindowDrawList()->AddRectFilled(
                ImVec2(ImGui::GetItemRectMin().x - ImGui::GetStyle().ItemSpacing.x,
                       ImGui::GetItemRectMin().y),
                ImVec2(ImGui::GetItemRectMin().x - ImGui::GetStyle().ItemSpacing.x / 2,
                       ImGui::GetItemRectMax().y),
                ImGui::ColorConvertFloat4ToU32(live_colour));
        ImGui::PopID();
    }
    ImGui::Unindent();
}

void draw_row(const ConsoleView& view, ConsoleState& state, int candidate, Intents& intents) {
    const ShowCandidate& who = view.show->candidates()[static_cast<std::size_t>(candidate)];
    const bool here = view.show->place().candidate == candidate;
    const bool live = view.show->shown().candidate == candidate && view.show->screen() == Screen::material;
    ImGui::PushID(candidate);
    const float line = ImGui::GetTextLineHeightWithSpacing();
    const ImVec2 picture(line * 1.7F * 16 / 9, line * 1.7F);
    const ImVec2 start = ImGui::GetCursorPos();
    if (ImGui::Selectable("##row", here,
                          ImGuiSelectableFlags_AllowDoubleClick | ImGuiSelectableFlags_AllowOverlap,
                          ImVec2(0, picture.y))) {
        state.preview = Place{candidate, 0, 0};
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
            intents.push_back(Send{{candidate, 0, 0}});
    }
    const ImVec2 end = ImGui::GetCursorPos();
    ImGui::SetCursorPos(start);
    image(static_cast<std::size_t>(candidate) < view.rows.size()
              ? view.rows[static_cast<std::size_t>(candidate)]
              : Thumbnail{},
          picture);
    if (live)
        frame_around(live_colour, 3);
    ImGui::SetCursorPos(ImVec2(start.x + picture.x + ImGui::GetStyle().ItemSpacing.x, start.y + line * 0.3F));
    ImGui::Text("%d  %s", who.number, dossier::display_name(who.name, true).c_str());
    ImGui::SetCursorPos(end);
    ImGui::Dummy(ImVec2(0, 0));
    if (here)
        draw_items(view, state, candidate, intents);
    ImGui::PopID();
}

void draw_find(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    ImGui::SetNextItemWidth(-1);
    if (state.focus_find) {
        ImGui::SetKeyboardFocusHere();
        state.focus_find = false;
    }
    const std::string before = state.find;
    const bool entered = ImGui::InputTextWithHint("##find", tr("/  number, initials or name"), &state.find,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    const bool active = ImGui::IsItemActive() || entered;
    if (state.find.empty())
        return;
    const std::vector<int> found = find_candidates(*view.show, state.find);
    if (state.find != before)
        state.found = 0;
    if (active && ImGui::IsKeyPressed(ImGuiKey_DownArrow))
        ++state.found;
    if (active && ImGui::IsKeyPressed(ImGuiKey_UpArrow))
        --state.found;
    state.found = std::clamp(state.found, 0, std::max(0, static_cast<int>(found.size()) - 1));
    if (found.empty())
        ImGui::TextDisabled("%s", tr("Nobody on this list."));
    for (std::size_t i = 0; i < found.size() && i < 8; ++i) {
        const ShowCandidate& who = view.show->candidates()[static_cast<std::size_t>(found[i])];
        const std::string line = std::to_string(who.number) + "  " + who.name;
        const bool clicked = ImGui::Selectable(line.c_str(), static_cast<int>(i) == state.found);
        if (clicked || (entered && static_cast<int>(i) == state.found)) {
            intents.push_back(Send{{found[i], 0, 0}});
            state.find.clear();
            return;
        }
    }
    ImGui::Separator();
}

} // namespace

std::vector<int> find_candidates(const Show& show, const std::string& text) {
    std::string typed;
    for (const char c : dossier::matching_name(text))
        typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::vector<int> found;
    if (typed.empty())
        return found;
    const bool number = std::all_of(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
    for (std::size_t i = 0; i < show.candidates().size(); ++i) {
        const ShowCandidate& who = show.candidates()[i];
        bool matches =
            number ? std::to_string(who.number) == typed : who.name.find(typed) != std::string::npos;
        if (!matches && !number)
            for (const order::Variant& variant : order::name_variants(who.name))
                matches = matches || starts_with(variant.full, typed) || starts_with(variant.initials, typed);
        if (matches)
            found.push_back(static_cast<int>(i));
    }
    return found;
}

void draw_candidates(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    draw_find(view, state, intents);
    const bool list_here = view.show->place().candidate == -1;
    if (ImGui::Selectable((std::string("0  ") + tr("List of the meeting")).c_str(), list_here,
                          ImGuiSelectableFlags_AllowDoubleClick)) {
        state.preview = Place{-1, 0, 0};
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
            intents.push_back(Send{{-1, 0, 0}});
    }
    ImGui::BeginChild("rows");
    std::size_t at = 0;
    for (const dossier::AgendaItem& item : view.programme->meeting.items) {
        if (item.level > 0) {
            ImGui::PushStyleColor(ImGuiCol_Text, quiet_colour);
            ImGui::TextWrapped("%s", item.heading.c_str());
            ImGui::PopStyleColor();
            continue;
        }
        const auto& candidates = view.show->candidates();
        if (at < candidates.size() && (item.dossier.empty() ? candidates[at].person == item.person
                                                            : candidates[at].dossier == item.dossier)) {
            draw_row(view, state, static_cast<int>(at), intents);
            if (static_cast<int>(at) == view.show->place().candidate &&
                state.scrolled_to != view.show->place()) {
                ImGui::SetScrollHereY(0.4F);
                state.scrolled_to = view.show->place();
            }
            ++at;
        }
    }
    ImGui::EndChild();
}

void draw_stage(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::GetContentRegionAvail().y;
    const float line = ImGui::GetTextLineHeightWithSpacing();
    const float live_height = std::min(width * 9 / 16, height * 0.52F);

    ImGui::TextColored(live_colour, "%s", tr("On the projector"));
    ImGui::SameLine();
    std::string what = label_of(*view.show, view.show->shown());
    if (view.show->screen() == Screen::black)
        what = tr("Black");
    else if (view.show->screen() == Screen::white)
        what = tr("White");
    else if (view.show->screen() == Screen::check)
        what = tr("Sound and picture check");
    ImGui::TextUnformatted(what.c_str());
    if (view.show->held()) {
        ImGui::SameLine();
        ImGui::TextColored(live_colour, "%s", tr("(held)"));
    }
    image(view.show->screen() == Screen::material ? view.on_projector : Thumbnail{},
          ImVec2(width, live_height));
    frame_around(live_colour, 3);

    if (view.player && view.show->screen() == Screen::material) {
        float position = static_cast<float>(view.player->position.count());
        const auto duration = static_cast<float>(view.player->duration.count());
        if (ImGui::Button(view.playing ? tr("Pause") : tr("Play")))
            intents.push_back(Do{Command::play_pause});
        ImGui::SameLine();
        ImGui::SetNextItemWidth(width - ImGui::GetCursorPosX() - line * 5);
        if (ImGui::SliderFloat("##position", &position, 0, std::max(0.1F, duration), "",
                               ImGuiSliderFlags_AlwaysClamp))
            intents.push_back(SeekTo{static_cast<double>(position)});
        ImGui::SameLine();
        ImGui::Text("%s / %s", clock_text(view.player->position.count()).c_str(),
                    clock_text(view.player->duration.count()).c_str());
    }

    const bool previewing = state.preview && *state.preview != view.show->shown();
    heading(previewing ? tr("Preview (not shown; Enter or double click sends)") : tr("Next"));
    if (previewing) {
        ImGui::SameLine();
        ImGui::TextUnformatted(label_of(*view.show, *state.preview).c_str());
        image(view.preview, ImVec2(width, std::max(60.0F, ImGui::GetContentRegionAvail().y - line * 1.6F)));
        if (ImGui::Button(tr("Send to the projector"))) {
            intents.push_back(Send{*state.preview});
            state.preview.reset();
        }
        ImGui::SameLine();
        if (ImGui::Button(tr("Close the preview")))
            state.preview.reset();
        return;
    }
    if (const std::optional<Place> next = view.show->after(view.show->place())) {
        ImGui::SameLine();
        ImGui::TextUnformatted(label_of(*view.show, *next).c_str());
        image(view.next, ImVec2(width, std::max(60.0F, ImGui::GetContentRegionAvail().y)));
    } else {
        ImGui::SameLine();
        ImGui::TextUnformatted(tr("this is the last material"));
    }
}

namespace {

void draw_transcript(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    if (view.clip == nullptr || view.clip->lines == nullptr)
        return;
    heading(tr("Transcript"));
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##transcript", tr("find in the transcript"), &state.transcript_find);
    ImGui::BeginChild("transcript", ImVec2(0, 0));
    const double position = view.player ? view.player->position.count() : -1;
    for (std::size_t i = 0; i < view.clip->lines->size(); ++i) {
        const Scene::Line& line = (*view.clip->lines)[i];
        if (!state.transcript_find.empty() && line.text.find(state.transcript_find) == std::string::npos)
            continue;
        ImGui::PushID(static_cast<int>(i));
        const bool due = position >= line.begin && position < line.end;
        const std::string text = clock_text(line.begin) + "  " + line.text;
        const float width = ImGui::GetContentRegionAvail().x;
        const ImVec2 start = ImGui::GetCursorPos();
        if (ImGui::Selectable("##line", due, ImGuiSelectableFlags_AllowOverlap,
                              ImGui::CalcTextSize(text.c_str(), nullptr, false, width)))
            intents.push_back(SeekTo{line.begin});
        const ImVec2 end = ImGui::GetCursorPos();
        ImGui::SetCursorPos(start);
        ImGui::TextWrapped("%s", text.c_str());
        ImGui::SetCursorPos(end);
        ImGui::Dummy(ImVec2(0, 0));
        ImGui::PopID();
    }
    ImGui::EndChild();
}

void draw_clip(const ConsoleView& view, Intents& intents) {
    if (view.clip == nullptr)
        return;
    if (!view.clip->chapters.empty()) {
        heading(tr("Questions"));
        for (std::size_t i = 0; i < view.clip->chapters.size(); ++i) {
            const dossier::Chapter& chapter = view.clip->chapters[i];
            ImGui::PushID(static_cast<int>(i));
            if (ImGui::Selectable(
                    (std::to_string(i + 1) + "  " + chapter.title + "  " + clock_text(chapter.begin))
                        .c_str()))
                intents.push_back(SeekTo{chapter.begin});
            ImGui::PopID();
        }
    }
    for (const std::string& fault : view.clip->faults) {
        ImGui::PushStyleColor(ImGuiCol_Text, live_colour);
        ImGui::TextWrapped("%s", fault.c_str());
        ImGui::PopStyleColor();
    }
}

} // namespace

void draw_side(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.9F);
    ImGui::TextUnformatted(view.clock.c_str());
    ImGui::PopFont();
    // While nothing plays the console is not redrawn every second, so its clocks count minutes.
    const bool seconds = view.playing || view.timer.has_value();
    const auto span = [&](double value) {
        return seconds ? clock_text(value) : tr("{0} min", {std::to_string(static_cast<int>(value / 60))});
    };
    ImGui::Text("%s  %s", tr("Presenting for"), span(view.elapsed).c_str());
    ImGui::Text("%s  %s", tr("This candidate"), span(view.elapsed_candidate).c_str());
    if (view.timer)
        ImGui::TextColored(live_colour, "%s  %s", tr("Timer"), clock_text(*view.timer).c_str());
    ImGui::Separator();
    ImGui::Text("%s  %d%%%s", tr("Volume"), static_cast<int>(view.volume * 100 + 0.5),
                view.muted ? tr("  muted") : "");
    if (view.sound.state == media::AudioOutputState::lost || view.sound.preferred_missing)
        ImGui::TextColored(live_colour, "%s", tr("The chosen sound device is missing."));
    bool start = view.start_clips;
    if (ImGui::Checkbox(tr("Recordings start by themselves"), &start))
        intents.push_back(SetStartClips{start});
    bool plates = view.plates;
    if (ImGui::Checkbox(tr("Name plate over recordings"), &plates))
        intents.push_back(SetPlates{plates});
    bool one_level = view.one_level;
    if (ImGui::Checkbox(tr("All recordings equally loud"), &one_level))
        intents.push_back(SetOneLevel{one_level});
    ImGui::Separator();
    heading(tr("Private note (never on the projector)"));
    const int candidate = view.show->place().candidate;
    if (state.note_of != candidate) {
        state.note = view.note;
        state.note_of = candidate;
    }
    if (state.focus_note) {
        ImGui::SetKeyboardFocusHere();
        state.focus_note = false;
    }
    const float line = ImGui::GetTextLineHeightWithSpacing();
    ImGui::BeginDisabled(candidate < 0);
    ImGui::InputTextMultiline("##note", &state.note, ImVec2(-1, line * 5));
    if (ImGui::IsItemDeactivatedAfterEdit())
        intents.push_back(SaveNote{candidate, state.note});
    ImGui::EndDisabled();
    draw_clip(view, intents);
    draw_transcript(view, state, intents);
}

void draw_bar(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    ImGui::AlignTextToFramePadding();
    if (view.question) {
        ImGui::TextColored(live_colour, "%s %s", tr("Question:"), view.digits.c_str());
    } else if (!view.digits.empty()) {
        ImGui::TextColored(live_colour, "%s %s   %s", tr("Number:"), view.digits.c_str(),
                           tr("Enter shows it"));
    } else if (!view.banner.empty()) {
        ImGui::TextColored(live_colour, "%s", view.banner.c_str());
    } else {
        ImGui::TextUnformatted(view.meeting.c_str());
    }
    struct Button {
        const char* label;
        Command command;
        bool on;
    };
    const Button buttons[] = {
        {N_("Previous"), Command::previous, false},
        {N_("Next"), Command::next, false},
        {N_("Hold"), Command::hold, view.show->held()},
        {N_("Black"), Command::black, view.show->screen() == Screen::black},
        {N_("Not this"), Command::not_this, false},
        {N_("Check"), Command::check_page, view.show->screen() == Screen::check},
    };
    float width = 0;
    const ImGuiStyle& style = ImGui::GetStyle();
    for (const Button& button : buttons)
        width += ImGui::CalcTextSize(tr(button.label)).x + style.FramePadding.x * 2 + style.ItemSpacing.x;
    width += ImGui::CalcTextSize(tr("Keys")).x + style.FramePadding.x * 2;
    ImGui::SameLine(
        std::max(ImGui::GetCursorPosX() + 200, ImGui::GetWindowWidth() - width - style.WindowPadding.x));
    for (const Button& button : buttons) {
        if (button.on)
            ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0.95F, 0.78F, 0.76F, 1));
        if (ImGui::Button(tr(button.label)))
            intents.push_back(Do{button.command});
        if (button.on)
            ImGui::PopStyleColor();
        ImGui::SameLine();
    }
    if (ImGui::Button(tr("Keys")))
        state.help = !state.help;
}

void draw_help(ConsoleState& state) {
    if (!state.help)
        return;
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(size.x * 0.14F, size.y * 0.06F), ImGuiCond_Always);
    ImGui::SetNextWindowSize(ImVec2(size.x * 0.72F, size.y * 0.88F));
    if (ImGui::Begin(tr("Keys"), &state.help, ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse)) {
        if (ImGui::BeginTable("keys", 4, ImGuiTableFlags_SizingStretchProp)) {
            const char* last = nullptr;
            for (const CommandRow& row : command_table()) {
                if (last != nullptr && std::string_view(last) == row.keys)
                    continue;
                last = row.keys;
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(row.keys);
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(tr(row.label));
            }
            ImGui::EndTable();
        }
    }
    ImGui::End();
}

void draw_leave(const ConsoleView& view, Intents& intents) {
    const char* title = tr("Leave presenting");
    if (view.leave_asked && !ImGui::IsPopupOpen(title))
        ImGui::OpenPopup(title);
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(size.x / 2, size.y / 2), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
    if (!ImGui::BeginPopupModal(title, nullptr, ImGuiWindowFlags_AlwaysAutoResize))
        return;
    ImGui::TextUnformatted(tr("The audience window will be closed."));
    if (ImGui::Button(tr("Leave (Enter)")))
        intents.push_back(AnswerLeave{true});
    ImGui::SameLine();
    if (ImGui::Button(tr("Stay (Esc)")))
        intents.push_back(AnswerLeave{false});
    if (!view.leave_asked)
        ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

} // namespace app::meeting
