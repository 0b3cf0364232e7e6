// Transcripts beside a clip (.srt, .vtt, .txt): bytes to cues and back.
#pragma once

#include "dossier/formats/error.h"
#include "dossier/material.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats {

inline constexpr std::size_t transcript_limit = 16U << 20U;
inline constexpr std::size_t cue_limit = 200000;
inline constexpr double longest_transcript = 1000.0 * 3600; ///< in seconds: no recording is longer
inline constexpr double last_cue_length = 5;                ///< in seconds, of a cue without an end

struct TranscriptResult {
    std::vector<dossier::Cue> cues; ///< by begin, then as in the file
    Notes notes;
};

/// SubRip or WebVTT, told apart by their contents, or text with [00:01:02] / 00:01:02 before a line (a cue
/// lasts until the next). Any encoding; hours may be missing, comma or dot, one to three decimals; markup is
/// removed; the speaker comes from <v Name>, or from "Name：" of at most 12 characters. Cues that end before
/// they begin last until the next one. Throws Fault::too_large, unknown_encoding, no_cues.
TranscriptResult read_transcript(std::string_view bytes);

/// What a recogniser of speech wrote: a transcript as above, or JSON with a list of segments, in seconds
/// ("segments" with start, end, text, speaker) or milliseconds ("transcription" with offsets;
/// "sentence_info").
TranscriptResult read_recognised(std::string_view bytes);

std::string write_srt(const std::vector<dossier::Cue>& cues);
std::string write_vtt(const std::vector<dossier::Cue>& cues);
/// [00:01:02.500] 张三：... one paragraph a cue; ends are not kept.
std::string write_text(const std::vector<dossier::Cue>& cues);

} // namespace formats
