#include "dossier/formats/json_text.h"

#include <nlohmann/json.hpp>

namespace formats {

nlohmann::json parsed_json(std::string_view text) {
    return nlohmann::json::parse(text, nullptr, false);
}

std::string json_text(const nlohmann::json& document, int indent) {
    return document.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_text(const nlohmann::ordered_json& document, int indent) {
    return document.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace formats
