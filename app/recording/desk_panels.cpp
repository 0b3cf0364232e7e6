// The recording desk's panels while something is recorded, and what they share with those before it.

#include "app/gui/parts.h"
#include "app/gui/wrapped_text.h"
#include "app/language.h"
#include "app/recording/desk_view.h"
#include "app/recording/recording_sentences.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace app::recording {

namespace {

constexpr float quietest = -60; ///< dB at the left end of a meter
constexpr double nearly_full = 10;
constexpr long long told_in_hours = 600;
constexpr long long told_as_a_day = 24LL * 60;
constexpr int notices_shown = 6;

float decibel(double amplitude) {
    return amplitude <= 1e-6 ? -120.0F : 20 * std::log10(static_cast<float>(amplitude));
}

float share_of(float level) {
    return std::clamp((level - quietest) / -quietest, 0.0F, 1.0F);
}

/// Green to -18 dB, yellow to -6, red above; the peak as a line.
void draw_meter(const media::SoundLevel& level, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetTextLineHeight() * 0.8F;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto bar = [&](float from, float to, ImU32 colour) {
        const float end = std::min(share_of(decibel(level.rms)), share_of(to));
        if (end > share_of(from))
            list->AddRectFilled(ImVec2(at.x + width * share_of(from), at.y),
                                ImVec2(at.x + width * end, at.y + height), colour);
    };
    list->AddRectFilled(at, ImVec2(at.x + width, at.y + height), IM_COL32(40, 43, 48, 255));
    bar(quietest, -18, IM_COL32(46, 160, 67, 255));
    bar(-18, -6, IM_COL32(214, 160, 30, 255));
    bar(-6, 0, IM_COL32(200, 50, 40, 255));
    const float peak = at.x + width * share_of(decibel(level.peak));
    list->AddRectFilled(ImVec2(peak - 2, at.y), ImVec2(peak, at.y + height), IM_COL32_WHITE);
    ImGui::Dummy(ImVec2(width, height));
}

void warn(const char* sentence) {
    ImGui::PushStyleColor(ImGuiCol_Text, gui::live_colour);
    ImGui::TextWrapped("! %s", sentence);
    ImGui::PopStyleColor();
}

/// Below what a microphone can tell from nothing: a dash.
std::string level_text(float level, const char* unit) {
    if (level < -90)
        return "–";
    char text[32];
    std::snprintf(text, sizeof text, "%.0f %s", static_cast<double>(level), unit);
    return text;
}

void draw_level(const media::RecorderStatus& recorder, float width) {
    draw_meter(recorder.level, width);
    const std::string text = std::string(tr("peak")) + " " + level_text(decibel(recorder.level.peak), "dB") +
                             "   " + tr("mean") + " " + level_text(decibel(recorder.level.rms), "dB") +
                             "   " + tr("loudness") + " " +
                             level_text(static_cast<float>(recorder.level.short_term), "LUFS");
    ImGui::TextColored(gui::quiet_colour, "%s", text.c_str());
    if (recorder.level.clipped) {
        ImGui::SameLine();
        ImGui::TextColored(gui::live_colour, "%s", tr("too loud"));
    }
}

void warn(const std::string& sentence) {
    warn(sentence.c_str());
}

/// The name people know it by; "" is the one that is taken where none was chosen.
std::string name_of(const std::vector<media::CaptureDevice>& devices, const std::string& chosen) {
    for (const media::CaptureDevice& device : devices)
        if (chosen.empty() ? device.is_default : media::text_of(device.spec) == chosen)
            return device_name(device);
    return chosen.empty() ? tr("chosen by itself") : chosen;
}

/// What is open and what it gives, or why it is not.
void draw_device(media::CaptureKind kind, const std::string& name, bool open,
                 const media::CaptureFormat& gives, const std::optional<media::Failure>& failure) {
    if (failure) {
        warn(device_sentence(kind, name, *failure));
        return;
    }
    if (!open)
        return;
    std::string line;
    if (kind == media::CaptureKind::video) {
        line = tr("Camera {0}: {1} × {2}",
                  {name, std::to_string(gives.size.width), std::to_string(gives.size.height)});
        if (gives.rate > 0)
            line += tr(", {0} pictures a second", {std::to_string(std::lround(gives.rate))});
    } else {
        char kilohertz[32];
        std::snprintf(kilohertz, sizeof kilohertz, "%.4g", gives.rate / 1000);
        line = gives.channels == 1 ? tr("Microphone {0}: {1} kHz, mono", {name, kilohertz})
                                   : tr("Microphone {0}: {1} kHz, stereo", {name, kilohertz});
    }
    ImGui::PushStyleColor(ImGuiCol_Text, gui::quiet_colour);
    ImGui::TextWrapped("%s", line.c_str());
    ImGui::PopStyleColor();
}

const char* why_no_picture(const DeskStatus& status, const RoomSetup& setup) {
    if (status.phase == DeskPhase::closed)
        return tr("F4 opens camera and microphone");
    if (setup.camera == "none")
        return tr("Sound alone is recorded");
    if (!status.recorder.camera_wanted)
        return tr("No camera was found: sound alone");
    return status.recorder.camera_failure ? tr("No picture") : tr("The camera is being opened …");
}

/// In the middle of the last item.
void write_in_picture(const char* text) {
    ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.5F);
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const ImVec2 size = ImGui::CalcTextSize(text);
    ImGui::GetWindowDrawList()->AddText(ImVec2((low.x + high.x - size.x) / 2, (low.y + high.y - size.y) / 2),
                                        IM_COL32(200, 204, 210, 255), text);
    ImGui::PopFont();
}

void draw_device_warnings(const media::RecorderStatus& recorder) {
    if (recorder.warnings.silence)
        warn(warning_sentence("silence"));
    if (recorder.warnings.clipping)
        warn(warning_sentence("clipping"));
    if (recorder.warnings.dark)
        warn(warning_sentence("dark"));
    if (recorder.warnings.frozen)
        warn(warning_sentence("frozen"));
}

/// The microphone is gone: the others there are, to go on with at a click.
void draw_other_microphones(const DeskView& view, DeskState& state, DeskIntents& intents) {
    const DeskStatus& status = *view.status;
    if (status.phase != DeskPhase::recording || status.recorder.microphone_gives ||
        state.setup.microphone == "none")
        return;
    const auto offered = [&](const media::CaptureDevice& device) {
        return media::text_of(device.spec) != state.setup.microphone && !device.monitor &&
               device.spec.format != "lavfi";
    };
    if (std::none_of(status.microphones.begin(), status.microphones.end(), offered)) {
        warn(tr("No sound comes from the microphone, and there is no other one. Check its cable."));
        return;
    }
    warn(tr("No sound comes from the microphone. Go on with:"));
    for (const media::CaptureDevice& device : status.microphones) {
        const std::string spec = media::text_of(device.spec);
        if (!offered(device))
            continue;
        if (ImGui::Button((device_name(device) + "##" + spec).c_str())) {
            state.setup.microphone = spec;
            intents.orders.emplace_back(ChangeDevices{state.room, state.setup});
        }
    }
}

void draw_disk(const media::RecorderStatus& recorder) {
    if (recorder.minutes_left < 0)
        return;
    const auto minutes = static_cast<long long>(recorder.minutes_left);
    const bool low = recorder.minutes_left <= nearly_full;
    // It depends on the picture: far from the end a figure that moves tells nothing.
    const std::string room = minutes >= told_as_a_day ? std::string(tr("room on the disk for a day and more"))
                             : minutes >= told_in_hours
                                 ? tr("room on the disk for {0} hours", {std::to_string(minutes / 60)})
                                 : tr("room on the disk for {0} minutes", {std::to_string(minutes)});
    ImGui::TextColored(low ? gui::live_colour : gui::quiet_colour, "%s", room.c_str());
}

} // namespace

std::string elapsed_text(double seconds) {
    const auto whole = static_cast<long long>(std::max(0.0, seconds));
    char text[48];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%02lld:%02lld", whole / 60, whole % 60);
    return text;
}

std::string question_text(const DeskView& view, int number) {
    if (view.candidate == nullptr || number < 1 ||
        number > static_cast<int>(view.candidate->questions.size()))
        return {};
    return view.candidate->questions[static_cast<std::size_t>(number) - 1];
}

void draw_monitor(const DeskView& view, DeskState& state, DeskIntents& intents, float width) {
    const DeskStatus& status = *view.status;
    gui::image(view.picture, ImVec2(width, width * 9 / 16));
    if (view.picture.texture == 0)
        write_in_picture(why_no_picture(status, state.setup));
    if (view.playing_test)
        gui::frame_around(gui::warning_colour, 4);
    else if (status.phase == DeskPhase::recording)
        gui::frame_around(gui::live_colour, 4);
    if (status.phase != DeskPhase::closed)
        draw_level(status.recorder, width);
    const bool recording = status.phase == DeskPhase::recording || status.phase == DeskPhase::paused;
    ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * (recording ? 1.3F : 1.0F));
    draw_device_warnings(status.recorder);
    draw_other_microphones(view, state, intents);
    if (!status.mirror_failure.empty() && status.phase != DeskPhase::closed)
        warn(status.mirror_failure);
    draw_device(media::CaptureKind::video, name_of(status.cameras, state.setup.camera),
                !status.recorder.camera.empty(), status.recorder.camera_format,
                status.recorder.camera_failure);
    draw_device(media::CaptureKind::audio, name_of(status.microphones, state.setup.microphone),
                !status.recorder.microphone.empty(), status.recorder.microphone_format,
                status.recorder.microphone_failure);
    draw_disk(status.recorder);
    ImGui::PopFont();
    bool monitor = status.monitor;
    if (ImGui::Checkbox(tr("Listen with headphones (M)"), &monitor))
        intents.orders.emplace_back(SetMonitor{monitor});
}

void draw_recording_sign(const DeskView& view) {
    const DeskStatus& status = *view.status;
    const bool paused = status.phase == DeskPhase::paused;
    const bool filing = status.phase == DeskPhase::filing;
    const float size = ImGui::GetStyle().FontSizeBase * 3.6F;
    ImGui::PushFont(nullptr, size);
    const float height = ImGui::GetTextLineHeight() * 1.25F;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec4 colour = paused ? gui::warning_colour : filing ? gui::quiet_colour : gui::live_colour;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, ImVec2(at.x + width, at.y + height), ImGui::ColorConvertFloat4ToU32(colour), 6);
    const std::string sign = paused   ? tr("PAUSED")
                             : filing ? tr("BEING FILED")
                                      : std::string("● ") + tr("RECORDING");
    const std::string time = elapsed_text(status.recorder.position.count());
    const float top = at.y + (height - ImGui::GetTextLineHeight()) / 2;
    const float margin = ImGui::GetTextLineHeight() * 0.4F;
    list->AddText(ImVec2(at.x + margin, top), IM_COL32_WHITE, sign.c_str());
    list->AddText(ImVec2(at.x + width - margin - ImGui::CalcTextSize(time.c_str()).x, top), IM_COL32_WHITE,
                  time.c_str());
    ImGui::Dummy(ImVec2(width, height));
    ImGui::PopFont();
}

/// As large as half of what is free holds: it is read across a table.
void draw_question(const std::string& text) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    for (const float share : {4.4F, 3.8F, 3.2F, 2.7F, 2.2F, 1.8F, 1.5F}) {
        ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * share);
        const auto advance = [](char32_t character) {
            return ImGui::GetFontBaked()->GetCharAdvance(static_cast<ImWchar>(character));
        };
        const std::string lines = gui::wrapped(text, advance, room.x);
        const float height = ImGui::CalcTextSize(lines.c_str()).y;
        const bool fits = height <= room.y / 2 || share < 1.6F;
        if (fits)
            ImGui::TextUnformatted(lines.c_str());
        ImGui::PopFont();
        if (fits)
            return;
    }
}

/// All of them, for who leaves the order: which were asked, which is the present one.
void draw_list_of_questions(const DeskView& view, const DeskState& state) {
    if (view.candidate == nullptr || view.candidate->questions.empty() ||
        view.status->phase == DeskPhase::filing)
        return;
    ImGui::Spacing();
    ImGui::Separator();
    for (std::size_t i = 0; i < view.candidate->questions.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        const bool asked =
            std::any_of(view.status->marks.begin(), view.status->marks.end(),
                        [&](const db::RecordingMark& mark) { return mark.question == number; });
        const std::string line =
            (asked ? "√ " : "　") + std::to_string(number) + ". " + view.candidate->questions[i];
        ImGui::PushStyleColor(ImGuiCol_Text, number == state.question ? gui::live_colour
                                             : asked                  ? gui::good_colour
                                                                      : gui::quiet_colour);
        ImGui::TextWrapped("%s", line.c_str());
        ImGui::PopStyleColor();
    }
}

void draw_interview(const DeskView& view, DeskState& state, DeskIntents& intents) {
    const DeskStatus& status = *view.status;
    const int count = view.candidate == nullptr ? 0 : static_cast<int>(view.candidate->questions.size());
    ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.5F);
    ImGui::TextUnformatted(view.candidate != nullptr ? view.candidate->name.c_str() : "");
    if (!state.digits.empty()) {
        const bool known = count == 0 || std::stoi(state.digits) <= count;
        ImGui::SameLine();
        ImGui::TextColored(
            gui::live_colour, "%s",
            known ? tr("question {0}: Enter", {state.digits}).c_str()
                  : tr("There is no question {0}, only {1}", {state.digits, std::to_string(count)}).c_str());
    }
    ImGui::PopFont();
    const float buttons = ImGui::GetFrameHeightWithSpacing() * 2;
    ImGui::BeginChild("question", ImVec2(0, -buttons));
    if (status.phase == DeskPhase::filing) {
        ImGui::ProgressBar(static_cast<float>(status.filing), ImVec2(-1, 0),
                           tr("Read back from the disk and filed in the dossier"));
    } else if (state.question == 0) {
        ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.5F);
        ImGui::TextWrapped("%s", tr("Enter begins the first question."));
        ImGui::PopFont();
    } else {
        ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.3F);
        ImGui::TextColored(
            gui::live_colour, "%s",
            count == 0
                ? tr("Question {0}", {std::to_string(state.question)}).c_str()
                : tr("Question {0} of {1}", {std::to_string(state.question), std::to_string(count)}).c_str());
        ImGui::PopFont();
        draw_question(question_text(view, state.question));
    }
    if (const std::string next = question_text(view, state.question + 1);
        !next.empty() && status.phase != DeskPhase::filing) {
        ImGui::Spacing();
        ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.3F);
        ImGui::PushStyleColor(ImGuiCol_Text, gui::quiet_colour);
        ImGui::TextWrapped("%s", tr("Next: {0}", {next}).c_str());
        ImGui::PopStyleColor();
        ImGui::PopFont();
    }
    ImGui::Spacing();
    draw_notices(view);
    draw_list_of_questions(view, state);
    ImGui::EndChild();
    ImGui::BeginDisabled(status.phase == DeskPhase::filing);
    const float each = (ImGui::GetContentRegionAvail().x - 3 * ImGui::GetStyle().ItemSpacing.x) / 4;
    const ImVec2 size(each, buttons - ImGui::GetStyle().ItemSpacing.y);
    const bool last = count > 0 && state.question >= count;
    ImGui::BeginDisabled(last);
    if (ImGui::Button(last ? tr("That was the last question") : tr("Next question\nEnter"), size))
        intents.mark = state.question + 1;
    ImGui::EndDisabled();
    ImGui::SameLine();
    const bool consented = state.consent != ConsentKind::none;
    if (ImGui::Button(consented ? tr("Consent is given") : tr("Consent is spoken\nC"), size) && !consented) {
        state.consent = ConsentKind::spoken;
        intents.facts_changed = true;
        intents.mark = 0;
    }
    ImGui::SameLine();
    if (ImGui::Button(status.phase == DeskPhase::paused ? tr("Go on\nP") : tr("Pause\nP"), size))
        intents.orders.emplace_back(PauseOrResume{});
    ImGui::SameLine();
    if (ImGui::Button(tr("Stop and file\nEsc"), size))
        state.stop_asked = true;
    ImGui::EndDisabled();
}

void draw_notices(const DeskView& view) {
    const std::vector<DeskNotice>& notices = view.status->notices;
    int shown = 0;
    for (auto notice = notices.rbegin(); notice != notices.rend() && shown < notices_shown;
         ++notice, ++shown) {
        ImGui::PushStyleColor(ImGuiCol_Text, notice->trouble ? gui::live_colour : gui::good_colour);
        ImGui::TextWrapped("%s  %s", elapsed_text(notice->seconds).c_str(), notice->sentence.c_str());
        ImGui::PopStyleColor();
    }
}

void draw_stop_question(const DeskView& view, DeskState& state, DeskIntents& intents) {
    const char* title = tr("Stop the recording?");
    if (state.stop_asked && !ImGui::IsPopupOpen(title))
        ImGui::OpenPopup(title);
    const ImVec2 window = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(window.x / 2, window.y / 2), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
    if (!ImGui::BeginPopupModal(title, nullptr, ImGuiWindowFlags_AlwaysAutoResize))
        return;
    ImGui::Text("%s", tr("{0} are recorded; the recording goes on until you answer.",
                         {elapsed_text(view.status->recorder.position.count())})
                          .c_str());
    if (state.consent == ConsentKind::none)
        ImGui::TextColored(gui::live_colour, "%s", tr("Without consent it is filed but not presented."));
    const bool stop =
        ImGui::Button(tr("Stop and file (Enter)")) || ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    ImGui::SameLine();
    const bool stay =
        ImGui::Button(tr("Go on recording (Esc)")) || ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    intents.stop = intents.stop || stop;
    if (stop || stay || view.status->phase == DeskPhase::closed) {
        state.stop_asked = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

} // namespace app::recording
