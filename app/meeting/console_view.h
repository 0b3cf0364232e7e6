// What the console's panels see and ask for: data in, intents out; ids and places cross the border, never
// pointers.
#pragma once

#include "app/gui/window.h"
#include "app/meeting/clip_book.h"
#include "app/meeting/clip_look.h"
#include "app/meeting/commands.h"
#include "app/meeting/projector.h"
#include "app/meeting/show.h"

#include <imgui.h>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace app::meeting {

/// What a panel asks the presentation to do.
struct Send {
    Place place;
    std::optional<double> begin; ///< seconds into the recording
};
struct Do {
    Command command;
};
struct SeekTo {
    double seconds = 0;
    bool dragging = false; ///< more will follow: the nearest key picture will do
};
struct FindSpoken {
    std::string text;
};
struct SaveNote {
    int candidate = 0;
    std::string note;
};
struct AnswerLeave {
    bool leave = false;
};
struct SetStartClips {
    bool start = false;
};
struct SetPlates {
    bool plates = true;
};
struct SetOneLevel {
    bool one_level = true;
};
struct ChooseSound {
    media::AudioDevice device; ///< no name = the default
};
struct PlayAnswers {
    int question = 0;
};
struct EndAnswers {};
using Intent = std::variant<Send, Do, FindSpoken, SeekTo, SaveNote, AnswerLeave, SetStartClips, SetPlates,
                            SetOneLevel, ChooseSound, PlayAnswers, EndAnswers>;
using Intents = std::vector<Intent>;

using gui::Thumbnail;

/// One draw's data. Pointers in it live as long as the draw.
struct ConsoleView {
    const Show* show = nullptr;
    const Programme* programme = nullptr;
    std::string meeting;
    std::string banner;
    std::vector<std::string> warnings; ///< what is wrong with the room now
    std::string digits;                ///< typed so far
    Asking asking = Asking::candidate;
    bool leave_asked = false;
    bool start_clips = false;
    bool plates = true;
    bool one_level = true;
    std::string clock; ///< of the wall
    double elapsed = 0;
    double elapsed_candidate = 0;
    std::optional<double> timer;
    bool playing = false;
    std::optional<media::PlayerStatus> player;
    std::shared_ptr<const ClipSetup> clip; ///< of the clip on the stage
    ClipVersion version = ClipVersion::only;
    std::shared_ptr<const ClipLook> look; ///< of `clip`; null while it is read
    std::vector<Thumbnail> strips;        ///< the sheets of its parts
    double volume = 1;
    bool muted = false;
    media::AudioOutputStatus sound;
    std::vector<media::AudioDevice> sound_devices; ///< there now
    media::AudioDevice chosen_sound;               ///< no name = the default
    std::string note;                              ///< of the candidate at the place
    std::shared_ptr<const SpokenHits> spoken;      ///< in all recordings of the meeting
    std::shared_ptr<const ClipFaults> faults;      ///< null until all have been read
    Thumbnail on_projector;
    Thumbnail next;
    Thumbnail preview;
    std::vector<Thumbnail> rows; ///< one per candidate, may be empty pictures
};

/// Looked at in the console without being shown.
struct Preview {
    Place place;
    std::optional<double> begin; ///< where sending would begin, seconds into the recording
    std::string line;            ///< what is said there
};

/// What panels keep between draws.
struct ConsoleState {
    std::string find;
    int found = 0; ///< chosen line of what was found
    bool focus_find = false;
    bool focus_note = false;
    bool help = false;
    std::optional<Preview> preview;
    std::string note;
    int note_of = -2;
    std::string transcript_find;
    std::optional<float> dragged_to; ///< of the clip's bar
    bool whole_meeting = false;      ///< find in all recordings, not in the one on the projector
    bool focus_spoken = false;
    int spoken = 0; ///< chosen line of what was found
    Place scrolled_to{-2, 0, 0};
    Place scrolled_to_answer{-2, 0, 0};
    media::Size stage; ///< pixels the large pictures get, told by draw_stage()
};

/// Red strips above everything.
void draw_warnings(const ConsoleView& view);
/// Whether something else than what the audience sees is looked at.
bool is_preview(const ConsoleView& view, const ConsoleState& state);
void draw_candidates(const ConsoleView& view, ConsoleState& state, Intents& intents);
void draw_stage(const ConsoleView& view, ConsoleState& state, Intents& intents);
void draw_side(const ConsoleView& view, ConsoleState& state, Intents& intents);
void draw_bar(const ConsoleView& view, ConsoleState& state, Intents& intents);
void draw_help(ConsoleState& state);
void draw_leave(const ConsoleView& view, Intents& intents);

/// Under the picture on the projector: what plays, play or pause, the clip's time line.
void draw_clip_bar(const ConsoleView& view, ConsoleState& state, Intents& intents);

/// Volume, device and loudness.
void draw_sound(const ConsoleView& view, Intents& intents);

/// Candidates that a typed text means: number, name, pinyin of the name or its initials; in list order.
std::vector<int> find_candidates(const Show& show, const std::string& text);

} // namespace app::meeting
