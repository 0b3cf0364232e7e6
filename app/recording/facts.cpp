#include "app/recording/facts.h"

#include <nlohmann/json.hpp>

namespace app::recording {

namespace {

using Json = nlohmann::ordered_json;

} // namespace

std::string to_json(const Facts& facts) {
    const Json json{{"place", facts.place},     {"interviewer", facts.interviewer},
                    {"purpose", facts.purpose}, {"consent", facts.consent},
                    {"camera", facts.camera},   {"microphone", facts.microphone}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Facts facts_of(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        return {.place = json.value("place", ""),
                .interviewer = json.value("interviewer", ""),
                .purpose = json.value("purpose", ""),
                .consent = json.value("consent", ""),
                .camera = json.value("camera", ""),
                .microphone = json.value("microphone", "")};
    } catch (const Json::exception&) {
        return {};
    }
}

} // namespace app::recording
