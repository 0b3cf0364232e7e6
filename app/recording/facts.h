// What is known of a recording beside its sound and picture: where, who asks, what for, consent, devices.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace app::recording {

struct Facts {
    std::string place;
    std::string interviewer;
    std::string purpose;
    std::string date;         ///< "2026-11-28", of the interview; empty: the day the recording began
    std::string consent;      ///< how it was given ("spoken", "signed"); empty = it was not
    double consent_at = -1;   ///< spoken: where on the recording's time line; -1 = not said
    std::string consent_page; ///< signed: the id of the material that shows it
    std::string camera;       ///< the devices' descriptions; empty = none
    std::string microphone;
    std::vector<std::string> questions; ///< as they were asked: question n is questions[n - 1]
    std::string continues;              ///< the id of the material this goes on with; empty = none
    std::filesystem::path mirror;       ///< where a second copy of the parts lies; empty = nowhere
    bool operator==(const Facts&) const = default;
};

/// Why a recording must not be shown: ClipContent::withheld.
inline constexpr const char* consent_missing = "consent missing";

/// db::Recording::document. Damaged text gives empty facts.
std::string to_json(const Facts& facts);
Facts facts_of(const std::string& json);

} // namespace app::recording
