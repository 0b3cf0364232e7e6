// What the catalogue keeps of a media object beyond its bytes: db::MediaRow::facts as a value; names of the
// derivatives.
#pragma once

#include "dossier/material.h"
#include "media/clip.h"

#include <string>
#include <vector>

namespace app {

struct MediaFacts {
    media::ClipFacts clip; ///< playable == false: no clip
    media::Loudness loudness;
    bool sound_measured = false; ///< the waveform is there, as far as the sound could be read
    media::Size picture;         ///< of a photo, upright
};

/// Unknown members of a newer program are lost; damaged text gives empty facts.
std::string to_json(const MediaFacts& facts);
MediaFacts media_facts(const std::string& json);

/// The chapters inside a file, of what a part shows of it, on the time line of the material.
std::vector<dossier::Chapter> chapters_of(const media::ClipFacts& facts, const dossier::ClipPart& part);

/// Second argument of MediaStore::derived_path() and put_derived().
inline constexpr const char* poster_name = "poster.jpg";       ///< at most 480 pixels a side: lists
inline constexpr const char* first_picture_name = "first.jpg"; ///< at most 1920: what a clip shows at once
inline constexpr const char* waveform_name = "waveform";
inline constexpr const char* strip_name = "strip";              ///< media/strip.h
inline constexpr const char* review_name = "review.mp4";        ///< media/review_copy.h
inline constexpr const char* review_facts_name = "review.json"; ///< why there is one, or why none is needed
inline constexpr int poster_limit = 480;
inline constexpr int first_picture_limit = 1920;

/// "WAVE", peaks per second and count of bytes as 32-bit little-endian, then min and max pairs.
std::string waveform_bytes(const media::Waveform& waveform);
/// Damaged bytes give an empty waveform.
media::Waveform waveform_of(const std::string& bytes);

} // namespace app
