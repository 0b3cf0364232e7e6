// What the panels of the recording desk see, keep and ask for.
#pragma once

#include "app/gui/window.h"
#include "app/recording/desk_worker.h"
#include "app/workbench/library.h"

#include <optional>
#include <string>
#include <vector>

namespace app::recording {

/// One draw's data.
struct DeskView {
    const DeskStatus* status = nullptr;
    const workbench::Candidate* candidate = nullptr; ///< null: nobody is chosen
    gui::Thumbnail picture;                          ///< of the camera, or of the test take that is played
    bool playing_test = false;
    double now = 0; ///< steady seconds
    bool read_only = false;
};

/// How consent was given.
enum class ConsentKind { none, spoken, on_paper };

/// What the panels keep between draws.
struct DeskState {
    std::string room;
    RoomSetup setup;
    bool setup_read = false; ///< `room` and `setup` have been taken from the settings once
    std::string interviewer;
    std::string purpose;
    ConsentKind consent = ConsentKind::none;
    dossier::MaterialId consent_page;
    dossier::MaterialId continues;
    int question = 0; ///< the one that is asked now, from 1; 0 = none yet
    std::string digits;
    bool stop_asked = false;
    bool start_asked = false; ///< the devices are being opened: it begins when they are
    bool controls_shown = false;
    std::string edited_questions; ///< in the window that edits them
    bool questions_shown = false;
    bool questions_of_post = false; ///< they are for the candidate's post alone
};

/// The page carries these out.
struct DeskIntents {
    std::vector<DeskOrder> orders;
    bool start = false;
    bool stop = false;
    bool play_test = false;
    bool stop_test = false;
    std::optional<int> mark;
    std::optional<GiveConsent> consent;
    bool facts_changed = false;
    bool save_questions = false;
};

/// Picture, levels, warnings, time: what is the same before and during a recording.
void draw_monitor(const DeskView& view, DeskState& state, DeskIntents& intents, float width);
/// Below it before a recording: what became of the last one, what happened since the devices are open.
void draw_outcome(const DeskView& view);
/// Before: room, devices, who asks, consent, the buttons.
void draw_preparation(const DeskView& view, DeskState& state, DeskIntents& intents);
/// During: sign and time for the door, the question, what comes next.
void draw_recording_sign(const DeskView& view);
void draw_interview(const DeskView& view, DeskState& state, DeskIntents& intents);
/// What happened, newest first.
void draw_notices(const DeskView& view);
void draw_stop_question(const DeskView& view, DeskState& state, DeskIntents& intents);
void draw_questions_editor(const DeskView& view, DeskState& state, DeskIntents& intents);

/// "1:02:03", "12:34".
std::string elapsed_text(double seconds);
/// Question `number` (from 1) as text; empty where there is none.
std::string question_text(const DeskView& view, int number);

} // namespace app::recording
