#include "dossier/edit.h"

#include "dossier/text.h"
#include "dossier/transcript.h"

#include <array>

namespace dossier {

namespace {

constexpr std::array<std::string_view, std::variant_size_v<Edit>> edit_codes{
    "put person",     "remove person",   "set text",           "set form",
    "put material",   "remove material", "set material state", "put dossier",
    "remove dossier", "put meeting",     "remove meeting",     "set transcript"};

template <class Record>
Record must(std::optional<Record> record, const std::string& id) {
    if (!record)
        throw Conflict(Conflict::Kind::missing, id);
    return std::move(*record);
}

void must_be_fresh(std::int64_t seen, std::int64_t revision, const std::string& id) {
    if (seen != 0 && seen != revision)
        throw Conflict(Conflict::Kind::stale, id);
}

/// The carrying out of each kind of edit.
class Applier {
  public:
    explicit Applier(Records& records)
        : records_(records) {}

    Edit operator()(const PutPerson& edit) {
        const std::optional<Person> before = records_.person(edit.person.id);
        Person after = edit.person;
        after.revision = before ? before->revision + 1 : 1;
        records_.put(after);
        return before ? Edit{PutPerson{*before}} : Edit{RemovePerson{edit.person.id}};
    }

    Edit operator()(const RemovePerson& edit) {
        const Person before = must(records_.person(edit.person), edit.person.text);
        if (records_.person_in_use(edit.person))
            throw Conflict(Conflict::Kind::still_used, edit.person.text);
        records_.remove(edit.person);
        return PutPerson{before};
    }

    Edit operator()(const SetText& edit) {
        Person person = must(records_.person(edit.person), edit.person.text);
        must_be_fresh(edit.revision, person.revision, edit.person.text);
        const SetText inverse{.person = edit.person, .field = edit.field, .text = person.form[edit.field]};
        person.form[edit.field] = tidy(edit.text);
        if (edit.field == Field::name)
            person.name = matching_name(edit.text);
        person.has_form = true;
        person.edited_here = true;
        ++person.revision;
        records_.put(person);
        return inverse;
    }

    Edit operator()(const SetForm& edit) {
        Person person = must(records_.person(edit.person), edit.person.text);
        must_be_fresh(edit.revision, person.revision, edit.person.text);
        const Person before = person;
        person.form = edit.form;
        person.has_form = true;
        person.source = edit.source;
        person.form_bytes = edit.form_bytes;
        person.edited_here = edit.form_bytes.empty();
        const std::string name = matching_name(edit.form[Field::name]);
        if (!name.empty())
            person.name = name;
        ++person.revision;
        records_.put(person);
        return PutPerson{before};
    }

    Edit operator()(const PutMaterial& edit) {
        const std::optional<Material> before = records_.material(edit.material.id);
        Material after = edit.material;
        after.revision = before ? before->revision + 1 : 1;
        records_.put(after);
        return before ? Edit{PutMaterial{*before}} : Edit{RemoveMaterial{edit.material.id}};
    }

    Edit operator()(const RemoveMaterial& edit) {
        const Material before = must(records_.material(edit.material), edit.material.text);
        records_.remove(edit.material);
        return PutMaterial{before};
    }

    Edit operator()(const SetMaterialState& edit) {
        Material material = must(records_.material(edit.material), edit.material.text);
        must_be_fresh(edit.revision, material.revision, edit.material.text);
        const SetMaterialState inverse{.material = edit.material, .state = material.state};
        material.state = edit.state;
        ++material.revision;
        records_.put(material);
        return inverse;
    }

    Edit operator()(const PutDossier& edit) {
        const std::optional<Dossier> before = records_.dossier(edit.dossier.id);
        Dossier after = edit.dossier;
        after.revision = before ? before->revision + 1 : 1;
        records_.put(after);
        return before ? Edit{PutDossier{*before}} : Edit{RemoveDossier{edit.dossier.id}};
    }

    Edit operator()(const RemoveDossier& edit) {
        const Dossier before = must(records_.dossier(edit.dossier), edit.dossier.text);
        records_.remove(edit.dossier);
        return PutDossier{before};
    }

    Edit operator()(const PutMeeting& edit) {
        const std::optional<Meeting> before = records_.meeting(edit.meeting.id);
        Meeting after = edit.meeting;
        after.revision = before ? before->revision + 1 : 1;
        records_.put(after);
        return before ? Edit{PutMeeting{*before}} : Edit{RemoveMeeting{edit.meeting.id}};
    }

    Edit operator()(const RemoveMeeting& edit) {
        const Meeting before = must(records_.meeting(edit.meeting), edit.meeting.text);
        records_.remove(edit.meeting);
        return PutMeeting{before};
    }

    Edit operator()(const SetTranscript& edit) {
        Material material = must(records_.material(edit.material), edit.material.text);
        auto* clip = std::get_if<ClipContent>(&material.content);
        if (clip == nullptr)
            throw Conflict(Conflict::Kind::missing, edit.material.text);
        SetTranscript done = edit;
        done.change.after = tidied(std::move(done.change.after));
        if (clip->transcript_state != edit.state_before || !carry_out(clip->transcript, done.change))
            throw Conflict(Conflict::Kind::stale, edit.material.text);
        clip->transcript_state = edit.state;
        ++material.revision;
        records_.put(material);
        return SetTranscript{.material = edit.material,
                             .change = inverse(std::move(done.change)),
                             .state_before = edit.state,
                             .state = edit.state_before};
    }

  private:
    Records& records_;
};

} // namespace

std::string_view code(const Edit& edit) {
    return edit_codes.at(edit.index());
}

Edit apply(Records& records, const Edit& edit) {
    return std::visit(Applier(records), edit);
}

} // namespace dossier
