#include "app/import/importer.h"

#include "app/import/file_bytes.h"
#include "app/import/names.h"
#include "app/import/read_ahead.h"
#include "app/language.h"
#include "app/sentences.h"

#include <algorithm>

namespace app {

namespace {

using Result = ImportLine::Result;
using dossier::Field;

constexpr std::size_t reading_threads = 2;
constexpr std::size_t readings_ahead = 24;

std::vector<const PlannedFile*> all_forms(const ImportPlan& plan) {
    std::vector<const PlannedFile*> forms;
    for (const PlannedCandidate& candidate : plan.candidates)
        for (const PlannedFile& form : candidate.forms)
            forms.push_back(&form);
    return forms;
}

std::size_t file_count(const ImportPlan& plan) {
    std::size_t count = plan.shared.size();
    for (const PlannedCandidate& candidate : plan.candidates)
        count += candidate.forms.size() + candidate.files.size();
    return count;
}

/// The readable form filled in last; the end where none is readable.
std::vector<FormReading>::iterator newest(std::vector<FormReading>& readings) {
    auto best = readings.end();
    for (auto reading = readings.begin(); reading != readings.end(); ++reading)
        if (reading->refusal.empty() &&
            (best == readings.end() || reading->form[Field::filled_date] > best->form[Field::filled_date]))
            best = reading;
    return best;
}

std::string said_names(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list.append(list.empty() ? "" : language_is_chinese() ? "、" : ", ").append(name);
    return list;
}

} // namespace

Importer::Importer(db::Catalogue& catalogue, media::ProbeHelper& probe, ImportHooks hooks,
                   const std::atomic<bool>& stop)
    : catalogue_(catalogue)
    , hooks_(std::move(hooks))
    , stop_(stop)
    , reader_(catalogue, probe, stop)
    , group_(catalogue, hooks_.acknowledge, stop)
    , who_(catalogue, hooks_.ask, stop) {}

void Importer::step() {
    ++done_;
    if (hooks_.progress)
        hooks_.progress(done_, total_);
    group_.commit_if_due();
}

bool Importer::run(const ImportPlan& plan, const std::string& meeting) {
    if (!meeting.empty())
        group_.use_meeting(meeting);
    for (const LeftOut& left : plan.left_out) {
        state_.refused = state_.refused || left.refused();
        group_.say({.path = left.path,
                    .result = left.refused() ? Result::refused : Result::left_out,
                    .text = reason(left.reason)});
    }
    total_ = file_count(plan);
    const std::vector<const PlannedFile*> forms = all_forms(plan);
    ReadAhead<FormReading> ahead(forms.size(), reading_threads, readings_ahead,
                                 [&](std::size_t i) { return read_form(*forms[i]); });
    try {
        for (const PlannedCandidate& planned : plan.candidates) {
            if (stop_)
                break;
            std::vector<FormReading> readings;
            for (std::size_t i = 0; i < planned.forms.size(); ++i)
                readings.push_back(ahead.take());
            candidate(planned, std::move(readings));
        }
        for (const PlannedFile& file : plan.shared) {
            if (stop_)
                break;
            group_.commit(); // the persons of the sheet must be found
            shared_poll(file);
            step();
        }
    } catch (const db::Error& error) {
        if (error.kind == db::ErrorKind::full)
            save_what_fits();
        if (error.kind != db::ErrorKind::stopped)
            throw;
    }
    group_.commit();
    return !state_.refused && !stop_;
}

/// The disk became full at one file: those before it may still fit.
void Importer::save_what_fits() {
    try {
        group_.commit();
    } catch (const db::Error&) { // they do not; nothing of them was said
    }
}

/// Who the candidate is; nothing where only an unreadable form would say.
std::optional<Who> Importer::who_is(const PlannedCandidate& candidate, const FormReading* reading) {
    PlannedCandidate named = candidate;
    if (reading == nullptr && named.name.empty()) {
        const std::string base = leading_number(stem(name_in_utf8(candidate.forms.front().path))).rest;
        if (!looks_like_name(base))
            return std::nullopt;
        named.name = dossier::matching_name(base);
    }
    const std::string name =
        reading != nullptr ? dossier::matching_name(reading->form[Field::name]) : named.name;
    const std::string number = reading != nullptr ? dossier::identity_number(reading->form) : std::string();
    // Who is who is asked of the catalogue: what the group holds about this name must be in it.
    if (group_.touches(name) || (!number.empty() && group_.touches(number)))
        group_.commit();
    Who who = reading != nullptr ? who_.of_form(candidate, *reading) : who_.of_folder(named);
    group_.touch(name);
    if (!number.empty())
        group_.touch(number);
    return who;
}

void Importer::candidate(const PlannedCandidate& candidate, std::vector<FormReading> readings) {
    const auto taken = newest(readings);
    const std::optional<Who> who = who_is(candidate, taken == readings.end() ? nullptr : &*taken);
    const auto refuse = [&](const PlannedFile& file, const std::string& why) {
        state_.refused = true;
        group_.say({.path = file.path, .result = Result::refused, .text = why});
        for (const auto& beside : file.beside)
            group_.say({.path = beside, .result = Result::refused, .text = why});
        step();
    };
    const std::string nobody =
        !who ? tr("not imported: its form cannot be read, so whose it is cannot be told") : who->refusal;
    if (!nobody.empty()) {
        for (std::size_t i = 0; i < readings.size(); ++i)
            refuse(candidate.forms[i], readings[i].refusal.empty() ? nobody : readings[i].refusal);
        for (const PlannedFile& file : candidate.files)
            refuse(file, nobody);
        return;
    }
    CandidateImport person(catalogue_, reader_, group_, state_, stop_, who->person, who->known);
    // Before each step, which may commit and say: what is said is on the meeting's list too.
    const auto listed_step = [&] {
        if (person.known())
            group_.put_on_list(person.person().id);
        step();
    };
    if (taken != readings.end()) {
        person.form(candidate.forms[static_cast<std::size_t>(taken - readings.begin())], *taken,
                    candidate.name);
        listed_step();
    }
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!readings[i].refusal.empty()) {
            refuse(candidate.forms[i], readings[i].refusal);
        } else if (&readings[i] != &*taken) {
            person.form(candidate.forms[i], readings[i], candidate.name);
            listed_step();
        }
    }
    for (const PlannedFile& file : candidate.files) {
        if (stop_)
            break;
        person.file(file);
        listed_step();
    }
    if (!person.known())
        return;
    group_.put_on_list(person.person().id);
    imported_[person.person().name].push_back(person.person().id);
}

/// Of this import if one of them has the name, else of the catalogue; nobody where several have it.
std::optional<dossier::Person> Importer::person_of_poll(const std::string& name) {
    const auto found = imported_.find(name);
    std::vector<dossier::PersonId> ids =
        found != imported_.end() ? found->second : catalogue_.persons_named(name);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids.size() == 1 ? catalogue_.person(ids.front()) : std::nullopt;
}

void Importer::shared_poll(const PlannedFile& file) {
    try {
        formats::PollResult result = reader_.read_poll(file);
        db::MediaRow row = MaterialReader::put(file.path, group_.batch());
        const std::string hash = row.hash;
        std::vector<std::string> filed;
        std::vector<std::string> unknown;
        bool anything_new = false;
        for (formats::CandidatePoll& poll : result.polls) {
            const auto person = poll.candidate.empty()
                                    ? std::nullopt
                                    : person_of_poll(dossier::matching_name(poll.candidate));
            if (!person) {
                unknown.push_back(poll.candidate.empty() ? tr("(no name)") : poll.candidate);
                continue;
            }
            if (filed.empty())
                group_.add(row);
            CandidateImport import(catalogue_, reader_, group_, state_, stop_, *person, true);
            anything_new = import.poll(file, std::move(poll.poll), hash) || anything_new;
            filed.push_back(poll.candidate);
        }
        if (filed.empty())
            throw NotImported(reason(LeftOut::Reason::nobodys));
        std::string text = tr(anything_new ? N_("imported: poll of {0}") : N_("unchanged: poll of {0}"),
                              {said_names(filed)});
        if (!unknown.empty()) {
            state_.refused = true;
            text += tr("; not for {0}: nobody of this name is in the catalogue, or several",
                       {said_names(unknown)});
        }
        group_.say({.path = file.path,
                    .result = !unknown.empty() ? Result::refused
                              : anything_new   ? Result::imported
                                               : Result::unchanged,
                    .text = text});
    } catch (const NotImported& error) {
        state_.refused = true;
        group_.say({.path = file.path, .result = Result::refused, .text = error.what()});
    }
}

} // namespace app
