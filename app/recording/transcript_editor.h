// The panel of the transcript editor: picture, waveform with the cells, the cell in focus, the list of cells.
#pragma once

#include "app/gui/window.h"
#include "app/gui/wrapped_field.h"
#include "app/meeting/clip_look.h"
#include "app/recording/transcript_keys.h"
#include "app/recording/transcript_session.h"
#include "media/player.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace app::recording {

/// One recording of the person, to be chosen.
struct RecordingLine {
    dossier::MaterialId id;
    std::string text;
    bool operator==(const RecordingLine&) const = default;
};

/// What the panel shows.
struct TranscriptView {
    std::vector<RecordingLine> recordings;
    dossier::MaterialId chosen;
    const TranscriptSession* session = nullptr; ///< null: nothing is open yet
    std::string person;
    std::string missing; ///< why it cannot be opened or played, a sentence
    std::optional<media::PlayerStatus> player;
    gui::Thumbnail picture;
    std::shared_ptr<const meeting::ClipLook> look; ///< null: not read yet
    bool has_picture = false;
    bool read_only = false;
    bool plays_on_entering = true;
    bool recogniser_there = false;
    std::string recognising; ///< how far it is; empty: it does not run
    std::string notice;      ///< what was done last
    bool notice_is_bad = false;
};

/// What the panel keeps between frames.
struct EditorState {
    gui::WrappedField field;
    std::uint64_t generation = ~std::uint64_t{0}; ///< of the text in the field
    std::size_t place = ~std::size_t{0};
    bool scroll = true; ///< the list to the cell in focus
    std::string find;
    bool focus_find = false;
    std::string renaming; ///< the speaker that is being renamed
    std::string speaker;  ///< a name being typed
    std::string import_path;
    std::string export_path;
    double seconds_shown = 30; ///< of the waveform
    double wave_begin = 0;
    double wave_position = -1;  ///< where it played when the waveform was last looked at
    std::size_t wave_place = 0; ///< and the cell in focus
    std::uint64_t wave_generation = 0;
    std::optional<double> dragged_begin; ///< an edge of the cell in focus, by the mouse
    std::optional<double> dragged_end;
};

namespace intent {
struct Command {
    EditorCommand command;
    int number = 0;
};
struct Type {
    std::string text;
};
struct Go {
    std::size_t place;
};
struct Seek {
    double time;
};
struct SetTimes {
    double begin;
    double end;
};
struct Speaker {
    std::string name;
};
struct Rename {
    std::string from;
    std::string to;
};
struct Find {
    std::string words;
};
struct Step {
    dossier::TranscriptState to;
};
struct PlayOnEntering {
    bool on;
};
struct Choose {
    dossier::MaterialId material;
};
struct Import {
    std::string path;
};
struct Export {
    std::string path;
};
struct Recognise {};
struct StopRecognising {};
struct KeepMine {};
struct TakeTheirs {};
} // namespace intent

using TranscriptIntent =
    std::variant<intent::Command, intent::Type, intent::Go, intent::Seek, intent::SetTimes, intent::Speaker,
                 intent::Rename, intent::Find, intent::Step, intent::PlayOnEntering, intent::Choose,
                 intent::Import, intent::Export, intent::Recognise, intent::StopRecognising, intent::KeepMine,
                 intent::TakeTheirs>;
using TranscriptIntents = std::vector<TranscriptIntent>;

void draw_transcript_editor(const TranscriptView& view, EditorState& state, TranscriptIntents& intents);

// Its parts.
void draw_cells(const TranscriptView& view, EditorState& state, TranscriptIntents& intents);
void draw_cell_in_focus(const TranscriptView& view, EditorState& state, float height,
                        TranscriptIntents& intents);
void draw_wave(const TranscriptView& view, EditorState& state, ImVec2 size, TranscriptIntents& intents);
void draw_side(const TranscriptView& view, EditorState& state, float width, TranscriptIntents& intents);
/// "1:02.5".
std::string time_text(double seconds);

} // namespace app::recording
