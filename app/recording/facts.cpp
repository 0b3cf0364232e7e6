#include "app/recording/facts.h"

#include "dossier/formats/json_text.h"

#include <nlohmann/json.hpp>

namespace app::recording {

namespace {

using Json = nlohmann::ordered_json;

} // namespace

std::string to_json(const Facts& facts) {
    Json json{{"place", facts.place},     {"interviewer", facts.interviewer},
              {"purpose", facts.purpose}, {"consent", facts.consent},
              {"camera", facts.camera},   {"microphone", facts.microphone}};
    const auto put = [&](const char* key, const std::string& value) {
        if (!value.empty())
            json[key] = value;
    };
    put("date", facts.date);
    put("consent_page", facts.consent_page);
    put("continues", facts.continues);
    put("mirror", facts.mirror.string());
    if (!facts.questions.empty())
        json["questions"] = facts.questions;
    if (facts.consent_at >= 0)
        json["consent_at"] = facts.consent_at;
    return formats::json_text(json);
}

Facts facts_of(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        return {.place = json.value("place", ""),
                .interviewer = json.value("interviewer", ""),
                .purpose = json.value("purpose", ""),
                .date = json.value("date", ""),
                .consent = json.value("consent", ""),
                .consent_at = json.value("consent_at", -1.0),
                .consent_page = json.value("consent_page", ""),
                .camera = json.value("camera", ""),
                .microphone = json.value("microphone", ""),
                .questions = json.value("questions", std::vector<std::string>()),
                .continues = json.value("continues", ""),
                .mirror = json.value("mirror", "")};
    } catch (const Json::exception&) {
        return {};
    }
}

} // namespace app::recording
