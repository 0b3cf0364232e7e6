// What is known of a recording beside its sound and picture: where, who asks, what for, consent, devices.
#pragma once

#include <string>

namespace app::recording {

struct Facts {
    std::string place;
    std::string interviewer;
    std::string purpose;
    std::string consent; ///< how it was given ("spoken", "signed"); empty = it was not
    std::string camera;  ///< the devices' descriptions; empty = none
    std::string microphone;
};

/// Why a recording must not be shown: ClipContent::withheld.
inline constexpr const char* consent_missing = "consent missing";

/// db::Recording::document. Damaged text gives empty facts.
std::string to_json(const Facts& facts);
Facts facts_of(const std::string& json);

} // namespace app::recording
