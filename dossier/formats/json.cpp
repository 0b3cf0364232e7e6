#include "dossier/formats/json.h"

#include "dossier/formats/json_value.h"

#include <algorithm>
#include <limits>

namespace formats {

using nlohmann::json;

namespace {

/// What a document without newer members says of itself: programs of that age read it.
constexpr int first_version = 1;

/// The document's bytes; `version` marks it.
std::string document(json object, int version = first_version) {
    object["version"] = version;
    try {
        return object.dump();
    } catch (const json::exception& error) {
        throw Error(Fault::cannot_write, error.what());
    }
}

int version_of(const dossier::Content& content) {
    const auto* clip = std::get_if<dossier::ClipContent>(&content);
    const bool numbers =
        clip != nullptr && std::any_of(clip->chapters.begin(), clip->chapters.end(),
                                       [](const dossier::Chapter& c) { return c.question != 0; });
    return numbers ? 2 : first_version;
}

int version_of(const dossier::Meeting& meeting) {
    return meeting.questions.empty() ? first_version : 2;
}

std::string list_document(json list) {
    json object = json::object();
    object["items"] = std::move(list);
    return document(std::move(object));
}

/// Parses, checks the version and reads with `read`; the library's exceptions become ours.
template <class Read>
auto read_document(std::string_view text, const Read& read, int newest = json_version) {
    try {
        const json object = json::parse(text);
        if (!object.is_object())
            throw Error(Fault::wrong_type, "document");
        const std::int64_t version = JsonReader::integer(object, "version");
        if (version < 1 || version > newest)
            throw Error(Fault::unknown_version, std::to_string(version));
        return read(object);
    } catch (const json::parse_error& error) {
        throw Error(Fault::not_json, error.what());
    } catch (const json::exception& error) {
        throw Error(Fault::wrong_type, error.what());
    }
}

struct EditWriter {
    const JsonWriter& writer;

    json operator()(const dossier::PutPerson& edit) const { return {{"person", writer.person(edit.person)}}; }
    json operator()(const dossier::RemovePerson& edit) const { return id("person", edit.person.text); }
    json operator()(const dossier::SetText& edit) const {
        json object = id("person", edit.person.text);
        object["field"] = dossier::term(edit.field).element;
        writer.put(object, "text", edit.text);
        JsonWriter::put(object, "revision", edit.revision);
        return object;
    }
    json operator()(const dossier::SetForm& edit) const {
        json object = id("person", edit.person.text);
        object["form"] = writer.form(edit.form);
        writer.put(object, "source", edit.source);
        writer.put(object, "form_bytes", edit.form_bytes);
        JsonWriter::put(object, "revision", edit.revision);
        return object;
    }
    json operator()(const dossier::PutMaterial& edit) const {
        return {{"material", writer.material(edit.material)}};
    }
    json operator()(const dossier::RemoveMaterial& edit) const { return id("material", edit.material.text); }
    json operator()(const dossier::SetMaterialState& edit) const {
        json object = id("material", edit.material.text);
        object["state"] = dossier::code(edit.state);
        JsonWriter::put(object, "revision", edit.revision);
        return object;
    }
    json operator()(const dossier::PutDossier& edit) const {
        return {{"dossier", writer.dossier(edit.dossier)}};
    }
    json operator()(const dossier::RemoveDossier& edit) const { return id("dossier", edit.dossier.text); }
    json operator()(const dossier::PutMeeting& edit) const {
        return {{"meeting", writer.meeting(edit.meeting)}};
    }
    json operator()(const dossier::RemoveMeeting& edit) const { return id("meeting", edit.meeting.text); }

    json operator()(const dossier::SetTranscript& edit) const {
        json object = id("material", edit.material.text);
        JsonWriter::put(object, "first", static_cast<std::int64_t>(edit.change.first));
        for (const auto& [key, cues] :
             {std::pair{"cues_before", &edit.change.before}, std::pair{"cues", &edit.change.after}})
            if (!cues->empty())
                object[key] = writer.cues(*cues);
        writer.put(object, "state_before", edit.state_before);
        writer.put(object, "state", edit.state);
        return object;
    }

    [[nodiscard]] json id(const char* key, const std::string& id) const {
        json object = json::object();
        writer.put(object, key, id);
        return object;
    }
};

/// A default edit of the kind the code names, or wrong_type.
template <std::size_t I = 0>
dossier::Edit edit_of_code(const std::string& wanted) {
    if constexpr (I == std::variant_size_v<dossier::Edit>) {
        throw Error(Fault::wrong_type, wanted);
    } else {
        dossier::Edit edit(std::in_place_index<I>);
        return dossier::code(edit) == wanted ? edit : edit_of_code<I + 1>(wanted);
    }
}

/// Fills an edit of the right kind.
struct EditReader {
    const JsonReader& reader;
    const json& value;

    void operator()(dossier::PutPerson& edit) const { edit.person = reader.person(value.at("person")); }
    void operator()(dossier::RemovePerson& edit) const { edit.person = {reader.text(value, "person")}; }
    void operator()(dossier::SetText& edit) const {
        const std::string element = reader.text(value, "field");
        const auto field = dossier::field_of_element(element);
        if (!field)
            throw Error(Fault::wrong_type, element);
        edit = {{reader.text(value, "person")}, *field, reader.text(value, "text"), revision()};
    }
    void operator()(dossier::SetForm& edit) const {
        edit = {{reader.text(value, "person")},
                reader.form(value.at("form")),
                reader.text(value, "source"),
                reader.text(value, "form_bytes"),
                revision()};
    }
    void operator()(dossier::PutMaterial& edit) const {
        edit.material = reader.material(value.at("material"));
    }
    void operator()(dossier::RemoveMaterial& edit) const { edit.material = {reader.text(value, "material")}; }
    void operator()(dossier::SetMaterialState& edit) const {
        const std::string code = reader.text(value, "state");
        const auto state = dossier::material_state_of(code);
        if (!state)
            throw Error(Fault::wrong_type, code);
        edit = {{reader.text(value, "material")}, *state, revision()};
    }
    void operator()(dossier::PutDossier& edit) const { edit.dossier = reader.dossier(value.at("dossier")); }
    void operator()(dossier::RemoveDossier& edit) const { edit.dossier = {reader.text(value, "dossier")}; }
    void operator()(dossier::PutMeeting& edit) const { edit.meeting = reader.meeting(value.at("meeting")); }
    void operator()(dossier::RemoveMeeting& edit) const { edit.meeting = {reader.text(value, "meeting")}; }

    void operator()(dossier::SetTranscript& edit) const {
        const std::int64_t first = JsonReader::integer(value, "first");
        if (first < 0)
            throw Error(Fault::wrong_type, "first");
        edit = {{reader.text(value, "material")},
                {static_cast<std::size_t>(first), reader.cues(JsonReader::array(value, "cues_before")),
                 reader.cues(JsonReader::array(value, "cues"))},
                reader.text(value, "state_before"),
                reader.text(value, "state")};
    }

    [[nodiscard]] std::int64_t revision() const { return JsonReader::integer(value, "revision"); }
};

} // namespace

json JsonWriter::dossier(const dossier::Dossier& dossier) const {
    json object = json::object();
    put(object, "id", dossier.id.text);
    put(object, "person", dossier.person.text);
    put(object, "meeting", dossier.meeting.text);
    put(object, "proposed_post", dossier.proposed_post);
    put(object, "relinquished_post", dossier.relinquished_post);
    put(object, "reason", dossier.reason);
    put(object, "note", dossier.note);
    for (const dossier::MaterialId& id : dossier.order)
        object["order"].push_back(text(id.text));
    for (const dossier::MaterialId& id : dossier.hidden)
        object["hidden"].push_back(text(id.text));
    put(object, "revision", dossier.revision);
    return object;
}

dossier::Dossier JsonReader::dossier(const json& value) const {
    dossier::Dossier dossier{.id = {text(value, "id")},
                             .person = {text(value, "person")},
                             .meeting = {text(value, "meeting")},
                             .proposed_post = text(value, "proposed_post"),
                             .relinquished_post = text(value, "relinquished_post"),
                             .reason = text(value, "reason"),
                             .note = text(value, "note"),
                             .order = {},
                             .hidden = {},
                             .revision = integer(value, "revision")};
    for (const json& id : array(value, "order"))
        dossier.order.push_back({text(id)});
    for (const json& id : array(value, "hidden"))
        dossier.hidden.push_back({text(id)});
    return dossier;
}

json JsonWriter::meeting(const dossier::Meeting& meeting) const {
    json object = json::object();
    put(object, "id", meeting.id.text);
    put(object, "number", meeting.number);
    put(object, "title", meeting.title);
    put(object, "body", meeting.body);
    put(object, "date", meeting.date);
    put(object, "place", meeting.place);
    for (const dossier::AgendaItem& item : meeting.items) {
        json row = json::object();
        put(row, "level", std::int64_t{item.level});
        put(row, "heading", item.heading);
        put(row, "dossier", item.dossier.text);
        put(row, "person", item.person.text);
        object["items"].push_back(std::move(row));
    }
    for (const dossier::QuestionList& list : meeting.questions) {
        json row = json::object();
        put(row, "post", list.post);
        put(row, "questions", list.questions);
        object["questions"].push_back(std::move(row));
    }
    put(object, "revision", meeting.revision);
    return object;
}

dossier::Meeting JsonReader::meeting(const json& value) const {
    dossier::Meeting meeting{.id = {text(value, "id")},
                             .number = integer(value, "number"),
                             .title = text(value, "title"),
                             .body = text(value, "body"),
                             .date = text(value, "date"),
                             .place = text(value, "place"),
                             .items = {},
                             .questions = {},
                             .revision = integer(value, "revision")};
    for (const json& item : array(value, "items"))
        meeting.items.push_back({static_cast<int>(integer(item, "level")),
                                 text(item, "heading"),
                                 {text(item, "dossier")},
                                 {text(item, "person")}});
    for (const json& list : array(value, "questions"))
        meeting.questions.push_back({text(list, "post"), texts(array(list, "questions"))});
    return meeting;
}

std::string to_json(const dossier::Form& form, const Shorten& shorten) {
    return document(JsonWriter(shorten).form(form));
}
std::string to_json(const std::vector<dossier::FamilyMember>& family, const Shorten& shorten) {
    return list_document(JsonWriter(shorten).family(family));
}
std::string to_json(const std::vector<dossier::UnknownElement>& unknown, const Shorten& shorten) {
    return list_document(JsonWriter(shorten).unknown(unknown));
}
std::string to_json(const std::vector<std::string>& texts, const Shorten& shorten) {
    return list_document(JsonWriter(shorten).texts(texts));
}
std::string to_json(const dossier::Person& person, const Shorten& shorten) {
    return document(JsonWriter(shorten).person(person));
}
std::string to_json(const dossier::Content& content, const Shorten& shorten) {
    return document(JsonWriter(shorten).content(content), version_of(content));
}
std::string to_json(const dossier::Material& material, const Shorten& shorten) {
    return document(JsonWriter(shorten).material(material), version_of(material.content));
}
std::string to_json(const dossier::Dossier& dossier, const Shorten& shorten) {
    return document(JsonWriter(shorten).dossier(dossier));
}
std::string to_json(const dossier::Meeting& meeting, const Shorten& shorten) {
    return document(JsonWriter(shorten).meeting(meeting), version_of(meeting));
}
std::string to_json(const dossier::Edit& edit, const Shorten& shorten) {
    const JsonWriter writer(shorten);
    json object = std::visit(EditWriter{writer}, edit);
    object["edit"] = dossier::code(edit);
    return document(std::move(object), dossier::edit_version);
}

dossier::Form form_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) { return JsonReader(expand).form(value); });
}
std::vector<dossier::FamilyMember> family_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) {
        return JsonReader(expand).family(JsonReader::array(value, "items"));
    });
}
std::vector<dossier::UnknownElement> unknown_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) {
        return JsonReader(expand).unknown(JsonReader::array(value, "items"));
    });
}
std::vector<std::string> texts_from_json(std::string_view text, const Expand& expand) {
    return read_document(
        text, [&](const json& value) { return JsonReader(expand).texts(JsonReader::array(value, "items")); });
}
dossier::Person person_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) { return JsonReader(expand).person(value); });
}
dossier::Content content_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) { return JsonReader(expand).content(value); });
}
dossier::Material material_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) { return JsonReader(expand).material(value); });
}
dossier::Dossier dossier_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) { return JsonReader(expand).dossier(value); });
}
dossier::Meeting meeting_from_json(std::string_view text, const Expand& expand) {
    return read_document(text, [&](const json& value) { return JsonReader(expand).meeting(value); });
}
dossier::Edit edit_from_json(std::string_view text, const Expand& expand) {
    return read_document(
        text,
        [&](const json& value) {
            const JsonReader reader(expand);
            dossier::Edit edit = edit_of_code(reader.text(value, "edit"));
            std::visit(EditReader{reader, value}, edit);
            return edit;
        },
        dossier::edit_version);
}

} // namespace formats
