#include "dossier/formats/json_value.h"

#include "dossier/formats/base64.h"
#include "dossier/text.h"

#include <limits>

namespace formats {

using nlohmann::json;

namespace {

[[noreturn]] void wrong_type(const std::string& member) {
    throw Error(Fault::wrong_type, member);
}

} // namespace

json JsonWriter::text(const std::string& text) const {
    if (shorten_ && text.size() > shorten_above)
        return {{"$hash", shorten_(text)}};
    if (!dossier::is_valid_utf8(text))
        return {{"$bytes", to_base64(text)}};
    return text;
}

void JsonWriter::put(json& object, const char* key, const std::string& value) const {
    if (!value.empty())
        object[key] = text(value);
}

void JsonWriter::put(json& object, const char* key, const std::vector<std::string>& values) const {
    if (!values.empty())
        object[key] = texts(values);
}

void JsonWriter::put(json& object, const char* key, bool value) {
    if (value)
        object[key] = true;
}

void JsonWriter::put(json& object, const char* key, std::int64_t value) {
    if (value != 0)
        object[key] = value;
}

void JsonWriter::put(json& object, const char* key, double value) {
    if (value != 0)
        object[key] = value;
}

json JsonWriter::texts(const std::vector<std::string>& texts) const {
    json list = json::array();
    for (const std::string& value : texts)
        list.push_back(text(value));
    return list;
}

json JsonWriter::unknown(const std::vector<dossier::UnknownElement>& elements) const {
    json list = json::array();
    for (const dossier::UnknownElement& element : elements)
        list.push_back({{"name", text(element.name)}, {"xml", text(element.xml)}});
    return list;
}

json JsonWriter::family(const std::vector<dossier::FamilyMember>& members) const {
    json list = json::array();
    for (const dossier::FamilyMember& member : members) {
        json row = json::object();
        for (std::size_t i = 0; i < dossier::family_field_count; ++i)
            put(row, dossier::term(static_cast<dossier::FamilyField>(i)).element.data(), member.texts.at(i));
        if (!member.unknown.empty())
            row["unknown"] = unknown(member.unknown);
        list.push_back(std::move(row));
    }
    return list;
}

json JsonWriter::form(const dossier::Form& form) const {
    json object = json::object();
    json values = json::object();
    for (std::size_t i = 0; i < dossier::field_count; ++i)
        put(values, dossier::term(static_cast<dossier::Field>(i)).element.data(), form.texts.at(i));
    object["texts"] = std::move(values);
    if (!form.family.empty())
        object["family"] = family(form.family);
    if (!form.unknown.empty())
        object["unknown"] = unknown(form.unknown);
    put(object, "lrm_unknown", form.lrm_unknown);
    if (shorten_ && form.photo.size() > shorten_above)
        object["photo"] = text(form.photo);
    else if (!form.photo.empty())
        object["photo"] = {{"$bytes", to_base64(form.photo)}};
    put(object, "photo_media", form.photo_media);
    return object;
}

json JsonWriter::person(const dossier::Person& person) const {
    json object = json::object();
    put(object, "id", person.id.text);
    put(object, "name", person.name);
    object["form"] = form(person.form);
    put(object, "has_form", person.has_form);
    put(object, "pinyin", person.pinyin);
    put(object, "source", person.source);
    put(object, "form_bytes", person.form_bytes);
    put(object, "edited_here", person.edited_here);
    put(object, "conflict_note", person.conflict_note);
    put(object, "revision", person.revision);
    return object;
}

std::string JsonReader::text(const json& value) const {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_object() && value.contains("$bytes")) {
        if (const auto bytes = from_base64(value["$bytes"].get_ref<const std::string&>()))
            return *bytes;
        wrong_type("$bytes");
    }
    if (value.is_object() && value.contains("$hash")) {
        const auto& hash = value["$hash"].get_ref<const std::string&>();
        if (!expand_)
            throw Error(Fault::shortened, hash);
        return expand_(hash);
    }
    wrong_type("text");
}

std::string JsonReader::text(const json& object, const char* key) const {
    const auto found = object.find(key);
    return found == object.end() ? std::string{} : text(*found);
}

bool JsonReader::flag(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->get<bool>();
}

std::int64_t JsonReader::integer(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end())
        return 0;
    // A conversion from a large floating number would be undefined.
    if (!found->is_number_integer() ||
        (found->is_number_unsigned() &&
         found->get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()))
        wrong_type(key);
    return found->get<std::int64_t>();
}

double JsonReader::number(const json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? 0 : found->get<double>();
}

const json& JsonReader::array(const json& object, const char* key) {
    static const json none = json::array();
    const auto found = object.find(key);
    if (found == object.end())
        return none;
    if (!found->is_array())
        wrong_type(key);
    return *found;
}

std::vector<std::string> JsonReader::texts(const json& value) const {
    std::vector<std::string> texts;
    for (const json& item : value)
        texts.push_back(text(item));
    return texts;
}

std::vector<dossier::UnknownElement> JsonReader::unknown(const json& value) const {
    std::vector<dossier::UnknownElement> elements;
    for (const json& item : value)
        elements.push_back({text(item, "name"), text(item, "xml")});
    return elements;
}

std::vector<dossier::FamilyMember> JsonReader::family(const json& value) const {
    std::vector<dossier::FamilyMember> members;
    for (const json& item : value) {
        dossier::FamilyMember member;
        for (std::size_t i = 0; i < dossier::family_field_count; ++i)
            member.texts.at(i) =
                text(item, dossier::term(static_cast<dossier::FamilyField>(i)).element.data());
        member.unknown = unknown(array(item, "unknown"));
        members.push_back(std::move(member));
    }
    return members;
}

dossier::Form JsonReader::form(const json& value) const {
    dossier::Form form;
    for (const auto& [element, item] : value.at("texts").items()) {
        const auto field = dossier::field_of_element(element);
        if (!field)
            wrong_type(element);
        form[*field] = text(item);
    }
    form.family = family(array(value, "family"));
    form.unknown = unknown(array(value, "unknown"));
    form.lrm_unknown = texts(array(value, "lrm_unknown"));
    form.photo = text(value, "photo");
    form.photo_media = text(value, "photo_media");
    return form;
}

dossier::Person JsonReader::person(const json& value) const {
    return {.id = {text(value, "id")},
            .name = text(value, "name"),
            .form = form(value.at("form")),
            .has_form = flag(value, "has_form"),
            .pinyin = text(value, "pinyin"),
            .source = text(value, "source"),
            .form_bytes = text(value, "form_bytes"),
            .edited_here = flag(value, "edited_here"),
            .conflict_note = text(value, "conflict_note"),
            .revision = integer(value, "revision")};
}

} // namespace formats
