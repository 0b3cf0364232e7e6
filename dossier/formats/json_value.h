// The JSON of single values: what json.cpp and json_edit.cpp build their documents from.
#pragma once

#include "dossier/formats/error.h"
#include "dossier/formats/json.h"

#include <nlohmann/json.hpp>

namespace formats {

/// Makes JSON of values; texts over the limit go through `shorten`. Empty members are left out.
class JsonWriter {
  public:
    explicit JsonWriter(const Shorten& shorten)
        : shorten_(shorten) {}

    [[nodiscard]] nlohmann::json text(const std::string& text) const;
    void put(nlohmann::json& object, const char* key, const std::string& text) const;
    void put(nlohmann::json& object, const char* key, const std::vector<std::string>& texts) const;
    static void put(nlohmann::json& object, const char* key, bool value);
    static void put(nlohmann::json& object, const char* key, std::int64_t value);
    static void put(nlohmann::json& object, const char* key, double value);

    [[nodiscard]] nlohmann::json texts(const std::vector<std::string>& texts) const;
    [[nodiscard]] nlohmann::json unknown(const std::vector<dossier::UnknownElement>& elements) const;
    [[nodiscard]] nlohmann::json family(const std::vector<dossier::FamilyMember>& members) const;
    [[nodiscard]] nlohmann::json form(const dossier::Form& form) const;
    [[nodiscard]] nlohmann::json person(const dossier::Person& person) const;
    [[nodiscard]] nlohmann::json cues(const std::vector<dossier::Cue>& cues) const;
    [[nodiscard]] nlohmann::json content(const dossier::Content& content) const;
    [[nodiscard]] nlohmann::json material(const dossier::Material& material) const;
    [[nodiscard]] nlohmann::json dossier(const dossier::Dossier& dossier) const;
    [[nodiscard]] nlohmann::json meeting(const dossier::Meeting& meeting) const;

  private:
    const Shorten& shorten_;
};

/// Makes values of JSON; throws nlohmann's exceptions and Error.
class JsonReader {
  public:
    explicit JsonReader(const Expand& expand)
        : expand_(expand) {}

    [[nodiscard]] std::string text(const nlohmann::json& value) const;
    /// A missing member is empty, 0, false.
    [[nodiscard]] std::string text(const nlohmann::json& object, const char* key) const;
    [[nodiscard]] static bool flag(const nlohmann::json& object, const char* key);
    [[nodiscard]] static std::int64_t integer(const nlohmann::json& object, const char* key);
    [[nodiscard]] static double number(const nlohmann::json& object, const char* key);
    [[nodiscard]] static const nlohmann::json& array(const nlohmann::json& object, const char* key);

    [[nodiscard]] std::vector<std::string> texts(const nlohmann::json& value) const;
    [[nodiscard]] std::vector<dossier::UnknownElement> unknown(const nlohmann::json& value) const;
    [[nodiscard]] std::vector<dossier::FamilyMember> family(const nlohmann::json& value) const;
    [[nodiscard]] dossier::Form form(const nlohmann::json& value) const;
    [[nodiscard]] dossier::Person person(const nlohmann::json& value) const;
    [[nodiscard]] std::vector<dossier::Cue> cues(const nlohmann::json& value) const;
    [[nodiscard]] dossier::Content content(const nlohmann::json& value) const;
    [[nodiscard]] dossier::Material material(const nlohmann::json& value) const;
    [[nodiscard]] dossier::Dossier dossier(const nlohmann::json& value) const;
    [[nodiscard]] dossier::Meeting meeting(const nlohmann::json& value) const;

  private:
    const Expand& expand_;
};

} // namespace formats
