// The recording desk's panels before a recording: room, devices, who asks, consent.

#include "app/gui/parts.h"
#include "app/language.h"
#include "app/recording/desk_view.h"
#include "app/recording/recording_sentences.h"
#include "imgui_stdlib.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace app::recording {

namespace {

float label_width() {
    return ImGui::GetFontSize() * 5.5F;
}

void label(const char* text) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextColored(gui::quiet_colour, "%s", text);
    ImGui::SameLine(label_width());
    ImGui::SetNextItemWidth(-1);
}

/// The devices changed in the panel: at once, so that what is seen is what will be recorded.
void changed(const DeskView& view, const DeskState& state, DeskIntents& intents) {
    if (view.status->phase != DeskPhase::closed)
        intents.orders.emplace_back(ChangeDevices{state.room, state.setup});
}

void draw_room(const DeskView& view, DeskState& state, DeskIntents& intents) {
    label(tr("Room"));
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - ImGui::GetFrameHeight());
    if (ImGui::InputTextWithHint("##room", tr("where the interview takes place"), &state.room) &&
        view.status->rooms.setups.contains(state.room)) {
        state.setup = view.status->rooms.setups.at(state.room);
        changed(view, state, intents);
    }
    ImGui::SameLine(0, 0);
    if (!ImGui::BeginCombo("##rooms", "", ImGuiComboFlags_NoPreview))
        return;
    for (const auto& [name, setup] : view.status->rooms.setups)
        if (ImGui::Selectable(name.empty() ? tr("no name") : name.c_str(), name == state.room)) {
            state.room = name;
            state.setup = setup;
            changed(view, state, intents);
        }
    ImGui::EndCombo();
}

std::string device_title(const std::vector<media::CaptureDevice>& devices, const std::string& spec,
                         const char* automatic) {
    if (spec.empty())
        return automatic;
    if (spec == "none")
        return tr("none");
    for (const media::CaptureDevice& device : devices)
        if (media::text_of(device.spec) == spec)
            return device_name(device);
    return tr("{0} (not there now)", {spec});
}

bool draw_device(const char* id, const std::vector<media::CaptureDevice>& devices, std::string& spec,
                 const char* automatic) {
    bool chosen = false;
    if (!ImGui::BeginCombo(id, device_title(devices, spec, automatic).c_str()))
        return false;
    const auto offer = [&](const std::string& title, const std::string& value) {
        if (ImGui::Selectable((title + "##" + value).c_str(), spec == value)) {
            spec = value;
            chosen = true;
        }
    };
    offer(automatic, "");
    for (const media::CaptureDevice& device : devices)
        offer(device_name(device), media::text_of(device.spec));
    offer(tr("none"), "none");
    ImGui::EndCombo();
    return chosen;
}

std::string mode_title(media::Size size, double rate) {
    if (size.width == 0)
        return tr("as the camera likes, {0} pictures a second", {std::to_string(std::lround(rate))});
    return std::to_string(size.width) + " × " + std::to_string(size.height) + ", " +
           tr("{0} pictures a second", {std::to_string(std::lround(rate))});
}

bool draw_mode(const DeskView& view, RoomSetup& setup) {
    bool chosen = false;
    if (!ImGui::BeginCombo("##mode", mode_title(setup.size, setup.frame_rate).c_str()))
        return false;
    const auto offer = [&](media::Size size, double rate) {
        if (ImGui::Selectable(mode_title(size, rate).c_str(),
                              setup.size == size && setup.frame_rate == rate)) {
            setup.size = size;
            setup.frame_rate = rate;
            chosen = true;
        }
    };
    offer({}, 30);
    if (view.status->modes.empty())
        for (const media::Size size :
             {media::Size{1920, 1080}, media::Size{1280, 720}, media::Size{640, 360}})
            offer(size, 30);
    for (const media::CaptureMode& mode : view.status->modes)
        for (const double rate : mode.rates)
            if (rate >= 10)
                offer(mode.size, rate);
    ImGui::EndCombo();
    return chosen;
}

/// As the camera's driver calls it where nobody has a better word.
const char* control_title(const media::CameraControl& control) {
    static const std::map<std::string, const char*> titles{
        {"exposure_auto", N_("Exposure by itself")},
        {"exposure", N_("Exposure")},
        {"white_balance_auto", N_("White balance by itself")},
        {"white_balance", N_("White balance")},
        {"focus_auto", N_("Focus by itself")},
        {"focus", N_("Focus")},
        {"zoom", N_("Zoom")},
        {"brightness", N_("Brightness")},
        {"contrast", N_("Contrast")},
        {"saturation", N_("Colour")},
        {"gain", N_("Gain")},
        {"sharpness", N_("Sharpness")},
        {"backlight", N_("Against the light")}};
    const auto found = titles.find(control.id);
    return found != titles.end() ? tr(found->second) : control.name.c_str();
}

void draw_control(const media::CameraControl& control, DeskIntents& intents) {
    ImGui::BeginDisabled(control.inactive);
    label(control_title(control));
    const std::string id = "##" + control.id;
    int value = control.value;
    switch (control.kind) {
    case media::CameraControlKind::yes_no: {
        bool on = value != 0;
        if (ImGui::Checkbox(id.c_str(), &on))
            intents.orders.emplace_back(SetControl{control.id, on ? 1 : 0});
        break;
    }
    case media::CameraControlKind::choice: {
        const auto chosen = std::find_if(control.choices.begin(), control.choices.end(),
                                         [&](const auto& choice) { return choice.first == value; });
        if (ImGui::BeginCombo(id.c_str(), chosen != control.choices.end() ? chosen->second.c_str() : "")) {
            for (const auto& [number, name] : control.choices)
                if (ImGui::Selectable(name.c_str(), number == value))
                    intents.orders.emplace_back(SetControl{control.id, number});
            ImGui::EndCombo();
        }
        break;
    }
    case media::CameraControlKind::number:
        if (ImGui::SliderInt(id.c_str(), &value, control.least, control.most))
            intents.orders.emplace_back(SetControl{control.id, value});
        break;
    }
    ImGui::EndDisabled();
}

void draw_devices(const DeskView& view, DeskState& state, DeskIntents& intents) {
    label(tr("Camera"));
    if (draw_device("##camera", view.status->cameras, state.setup.camera, tr("the first camera")))
        changed(view, state, intents);
    label(tr("Microphone"));
    if (draw_device("##microphone", view.status->microphones, state.setup.microphone,
                    tr("the usual microphone")))
        changed(view, state, intents);
    label(tr("Picture"));
    if (draw_mode(view, state.setup))
        changed(view, state, intents);
    label(tr("Second copy"));
    std::string mirror = state.setup.mirror.string();
    if (ImGui::InputTextWithHint("##mirror", tr("a folder on another disk; may stay empty"), &mirror))
        state.setup.mirror = mirror;
    if (ImGui::IsItemDeactivatedAfterEdit())
        changed(view, state, intents);
    if (view.status->controls.empty())
        return;
    if (ImGui::Button(tr("Exposure, white balance, focus …")))
        state.controls_shown = !state.controls_shown;
    if (!state.controls_shown)
        return;
    for (const media::CameraControl& control : view.status->controls)
        draw_control(control, intents);
}

void draw_consent(const DeskView& view, DeskState& state, DeskIntents& intents) {
    label(tr("Consent"));
    std::string shown = tr("not given yet: the recording will not be presented");
    if (state.consent == ConsentKind::spoken)
        shown = tr("spoken, in the recording");
    if (state.consent == ConsentKind::on_paper)
        shown = tr("signed page");
    if (view.candidate != nullptr && state.consent == ConsentKind::on_paper)
        for (const workbench::SignedPage& page : view.candidate->pages)
            if (page.id == state.consent_page)
                shown = tr("signed page: {0}", {page.title});
    if (!ImGui::BeginCombo("##consent", shown.c_str()))
        return;
    const auto offer = [&](const std::string& title, ConsentKind consent, const dossier::MaterialId& page) {
        if (!ImGui::Selectable(title.c_str(), state.consent == consent && state.consent_page == page))
            return;
        state.consent = consent;
        state.consent_page = page;
        intents.facts_changed = true;
    };
    offer(tr("not given yet: the recording will not be presented"), ConsentKind::none, {});
    offer(tr("spoken, in the recording"), ConsentKind::spoken, {});
    offer(tr("signed page, on paper"), ConsentKind::on_paper, {});
    if (view.candidate != nullptr)
        for (const workbench::SignedPage& page : view.candidate->pages)
            offer(tr("signed page: {0}", {page.title}) + "##" + page.id.text, ConsentKind::on_paper, page.id);
    ImGui::EndCombo();
}

void draw_continues(const DeskView& view, DeskState& state) {
    if (view.candidate == nullptr || view.candidate->recordings.empty())
        return;
    label(tr("Files as"));
    const auto name = [](const workbench::Recorded& recorded) {
        return tr("continuation of {0} ({1})", {recorded.title, elapsed_text(recorded.duration)});
    };
    std::string shown = tr("a new interview");
    bool would_withhold = false;
    for (const workbench::Recorded& recorded : view.candidate->recordings)
        if (recorded.id == state.continues) {
            shown = name(recorded);
            would_withhold = recorded.withheld.empty() && state.consent == ConsentKind::none;
        }
    if (ImGui::BeginCombo("##continues", shown.c_str())) {
        if (ImGui::Selectable(tr("a new interview"), state.continues.text.empty()))
            state.continues = {};
        for (const workbench::Recorded& recorded : view.candidate->recordings)
            if (ImGui::Selectable((name(recorded) + "##" + recorded.id.text).c_str(),
                                  recorded.id == state.continues))
                state.continues = recorded.id;
        ImGui::EndCombo();
    }
    if (would_withhold) {
        ImGui::PushStyleColor(ImGuiCol_Text, gui::live_colour);
        ImGui::TextWrapped("%s",
                           tr("Without consent the whole interview, also what is there already, will not "
                              "be presented any more."));
        ImGui::PopStyleColor();
    }
}

/// What is there of this candidate, and consent that came later.
void draw_recordings(const DeskView& view, DeskState& state, DeskIntents& intents) {
    if (view.candidate == nullptr || view.candidate->recordings.empty())
        return;
    gui::heading(tr("Recordings"));
    for (const workbench::Recorded& recorded : view.candidate->recordings) {
        ImGui::PushID(recorded.id.text.c_str());
        ImGui::AlignTextToFramePadding();
        ImGui::Text("%s   %s", recorded.title.c_str(),
                    tr("length {0}", {elapsed_text(recorded.duration)}).c_str());
        if (!recorded.withheld.empty()) {
            ImGui::SameLine();
            ImGui::TextColored(gui::live_colour, "%s", tr("no consent: not presented"));
            ImGui::SameLine();
            ImGui::BeginDisabled(view.read_only || state.consent != ConsentKind::on_paper);
            if (ImGui::SmallButton(tr("Consent was signed")))
                intents.consent = GiveConsent{.material = recorded.id, .page = state.consent_page};
            ImGui::EndDisabled();
            ImGui::SetItemTooltip("%s", tr("Choose the signed page at Consent above first."));
        }
        ImGui::PopID();
    }
}

void draw_questions(const DeskView& view, DeskState& state) {
    if (view.candidate == nullptr || view.candidate->dossier.empty())
        return;
    const std::vector<std::string>& questions = view.candidate->questions;
    gui::heading(questions.empty() ? tr("No questions are listed: Enter counts them all the same.")
                                   : tr("Questions"));
    ImGui::SameLine();
    if (ImGui::SmallButton(tr("Edit"))) {
        state.questions_shown = true;
        state.edited_questions.clear();
        for (const std::string& question : questions)
            state.edited_questions += question + "\n";
    }
    for (std::size_t i = 0; i < questions.size(); ++i)
        ImGui::TextWrapped("%zu. %s", i + 1, questions[i].c_str());
}

void draw_buttons(const DeskView& view, const DeskState& state, DeskIntents& intents, float height) {
    const DeskStatus& status = *view.status;
    const ImVec2 half((ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2, height);
    if (status.phase == DeskPhase::closed) {
        ImGui::BeginDisabled(view.read_only || view.candidate == nullptr);
        if (ImGui::Button(tr("Open camera and microphone (F4)"), ImVec2(-1, height)))
            intents.orders.emplace_back(OpenDevices{});
        ImGui::EndDisabled();
        return;
    }
    if (status.phase == DeskPhase::testing) {
        ImGui::BeginDisabled();
        ImGui::Button(tr("Five seconds are recorded …"), half);
        ImGui::EndDisabled();
    } else if (view.playing_test) {
        if (ImGui::Button(tr("End the test take (F5)"), half))
            intents.stop_test = true;
    } else if (ImGui::Button(tr("Test take, 5 seconds (F5)"), half)) {
        intents.orders.emplace_back(TakeTest{});
    }
    ImGui::SameLine();
    std::string record = tr("● Record (F9)");
    if (status.recorder.camera_failure || !status.recorder.camera_wanted)
        record = tr("● Record the sound alone (F9)");
    else if (status.recorder.microphone_failure || !status.recorder.microphone_wanted)
        record = tr("● Record without sound (F9)");
    if (status.phase == DeskPhase::opening)
        record = state.start_asked ? tr("Recording begins as soon as\nthe devices are open (Esc: no)")
                                   : tr("The devices are being opened …");
    else if (const auto kept = static_cast<int>(status.recorder.pre_roll.count()); kept > 0) {
        record += '\n';
        record += tr("with the last {0} seconds", {std::to_string(kept)});
    }
    ImGui::PushStyleColor(ImGuiCol_Button, gui::live_colour);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ImVec4(0.85F, 0.22F, 0.2F, 1));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, ImVec4(0.65F, 0.1F, 0.1F, 1));
    ImGui::PushStyleColor(ImGuiCol_Text, ImVec4(1, 1, 1, 1));
    ImGui::BeginDisabled(status.phase == DeskPhase::testing || view.candidate == nullptr || view.read_only);
    if (ImGui::Button(record.c_str(), half))
        intents.start = true;
    ImGui::EndDisabled();
    ImGui::PopStyleColor(4);
}

/// What became of the last one, until the next begins.
void draw_filed(const DeskView& view) {
    const std::optional<FiledNotice>& filed = view.status->filed;
    if (!filed)
        return;
    if (filed->empty) {
        ImGui::TextColored(
            gui::live_colour, "%s",
            tr("Nothing came from the devices: there is no recording of {0}.", {filed->name}).c_str());
        return;
    }
    ImGui::PushStyleColor(ImGuiCol_Text, filed->withheld ? gui::warning_colour : gui::good_colour);
    ImGui::TextWrapped("%s", tr("Filed in the dossier of {0}: {1}, {2} marks.",
                                {filed->name, elapsed_text(filed->seconds), std::to_string(filed->marks)})
                                 .c_str());
    if (filed->withheld)
        ImGui::TextWrapped("%s", tr("Without consent it is filed but not presented."));
    ImGui::PopStyleColor();
    ImGui::PushStyleColor(ImGuiCol_Text, gui::live_colour);
    if (filed->sound_only)
        ImGui::TextWrapped("%s", tr("It has no picture, only sound."));
    if (!filed->mirror_failure.empty())
        ImGui::TextWrapped("%s", filed->mirror_failure.c_str());
    ImGui::PopStyleColor();
}

} // namespace

void draw_outcome(const DeskView& view) {
    ImGui::Separator();
    draw_filed(view);
    draw_notices(view);
}

void draw_preparation(const DeskView& view, DeskState& state, DeskIntents& intents) {
    const float height = ImGui::GetFrameHeight() * 2.0F;
    if (view.candidate != nullptr) {
        ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.5F);
        ImGui::TextUnformatted(view.candidate->name.c_str());
        ImGui::PopFont();
        if (!view.candidate->post.empty()) {
            ImGui::PushStyleColor(ImGuiCol_Text, gui::quiet_colour);
            ImGui::TextWrapped("%s", view.candidate->post.c_str());
            ImGui::PopStyleColor();
        }
    }
    ImGui::BeginChild("facts", ImVec2(0, -height - ImGui::GetStyle().ItemSpacing.y));
    draw_room(view, state, intents);
    label(tr("Interviewer"));
    ImGui::InputText("##interviewer", &state.interviewer);
    label(tr("Purpose"));
    ImGui::InputTextWithHint("##purpose", tr("for example: vetting interview"), &state.purpose);
    draw_consent(view, state, intents);
    draw_continues(view, state);
    ImGui::Separator();
    draw_devices(view, state, intents);
    ImGui::Separator();
    draw_questions(view, state);
    draw_recordings(view, state, intents);
    ImGui::EndChild();
    draw_buttons(view, state, intents, height);
}

void draw_questions_editor(const DeskView& view, DeskState& state, DeskIntents& intents) {
    const char* title = tr("Questions of this meeting");
    if (state.questions_shown && !ImGui::IsPopupOpen(title))
        ImGui::OpenPopup(title);
    const ImVec2 window = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(window.x / 2, window.y / 2), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSize(ImVec2(window.x * 0.6F, window.y * 0.7F));
    if (!ImGui::BeginPopupModal(title, nullptr, ImGuiWindowFlags_NoResize))
        return;
    ImGui::TextWrapped("%s", tr("One question a line; they are asked of every candidate in this order."));
    if (view.candidate != nullptr && !view.candidate->post.empty())
        ImGui::Checkbox(tr("only for candidates for {0}", {view.candidate->post}).c_str(),
                        &state.questions_of_post);
    ImGui::InputTextMultiline("##questions", &state.edited_questions,
                              ImVec2(-1, -ImGui::GetFrameHeightWithSpacing()));
    const bool save = ImGui::Button(tr("Keep"));
    ImGui::SameLine();
    const bool cancel = ImGui::Button(tr("Cancel (Esc)")) || ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    intents.save_questions = save;
    if (save || cancel) {
        state.questions_shown = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

} // namespace app::recording
