// Transcripts as people write and check them: cells on the clip's time line, how they are edited, their
// states.
#pragma once

#include "dossier/transcript_change.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

/// none -> in progress -> ready -> checked; none (as a file brought it) -> ready. Whoever writes says when it
/// is ready and may take that back; whoever checks says that it is right, or gives it back; what is checked
/// is opened again before it changes.
enum class TranscriptState { none, in_progress, ready, checked };
/// "", "in progress", "ready", "checked": ClipContent::transcript_state.
std::string_view code(TranscriptState state);
std::optional<TranscriptState> transcript_state_of(std::string_view code);

enum class TranscriptHand { writer, checker };
/// Whether a hand may take the transcript from one state to the other.
bool may_step(TranscriptState from, TranscriptState to, TranscriptHand hand);
/// What is checked must be opened first.
bool may_edit(TranscriptState state);

/// No cell becomes shorter by editing, seconds.
inline constexpr double shortest_cue = 0.1;
/// A cell that begins where nothing follows lasts this long, seconds.
inline constexpr double new_cue_length = 10;

// The editing of cells. Times are rounded to milliseconds. An edit makes no overlap that was not there and
// moves no other cell (but `shift` and what a cell begun inside another one cuts off). `place` counts from 0;
// false or nullopt: nothing changed.

/// The last cell that has begun at `time`.
std::optional<std::size_t> cue_at(const Cues& cues, double time);
/// Where in time a place in the text is said, if one speaks evenly.
double time_in_text(const Cue& cue, std::size_t byte);

/// The text from `byte` on (the next beginning of a character) becomes a cell of its own that begins at
/// `time`.
bool split(Cues& cues, std::size_t place, std::size_t byte, double time);
/// With the next one: both texts, the first's speaker.
bool join(Cues& cues, std::size_t place);
/// A cell begins at `time`, empty, with this speaker: where another one is being spoken, that one ends there.
std::optional<std::size_t> begin_cue(Cues& cues, double time, double duration, const std::string& speaker);
bool remove_cue(Cues& cues, std::size_t place);
bool set_text(Cues& cues, std::size_t place, const std::string& text);
bool set_speaker(Cues& cues, std::size_t place, const std::string& speaker);
/// In all cells; returns how many.
std::size_t rename_speaker(Cues& cues, const std::string& from, const std::string& to);
bool set_begin(Cues& cues, std::size_t place, double begin);
/// `duration` of the clip; 0 = unknown.
bool set_end(Cues& cues, std::size_t place, double end, double duration);
/// This cell and all behind it, later or earlier (not before the end of the one before it).
bool shift(Cues& cues, std::size_t place, double by);

/// As they appear first.
std::vector<std::string> speakers(const Cues& cues);
/// The next cell from `place` on, then from the beginning, whose text or speaker has these words in it; Latin
/// letters in either case.
std::optional<std::size_t> find_in(const Cues& cues, const std::string& words, std::size_t place);
/// What is there stays; of `more` comes what fits between.
Cues merged(const Cues& there, const Cues& more);
/// As they are stored: in order, texts and speakers tidy; cells without both stay, they are work to be done.
Cues tidied(Cues cues);
/// The text as it is read, one line: for lists.
std::string one_line(const std::string& text);

/// The smallest stretch that differs.
CueChange change_between(const Cues& from, const Cues& to);
/// False, and nothing changed: other cells stand there than `before`.
bool carry_out(Cues& cues, const CueChange& change);
CueChange inverse(CueChange change);

} // namespace dossier
