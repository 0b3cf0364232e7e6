#include "app/import/import_group.h"

namespace app {

namespace {

constexpr auto longest_wait = std::chrono::milliseconds(200);
constexpr std::size_t most_lines = 1000;

} // namespace

ImportGroup::ImportGroup(db::Catalogue& catalogue, std::function<void(const ImportLine&)> acknowledge,
                         const std::atomic<bool>& stop)
    : catalogue_(catalogue)
    , acknowledge_(std::move(acknowledge))
    , batch_(catalogue.media(), &stop) {}

void ImportGroup::add(db::MediaRow row) {
    rows_.push_back(std::move(row));
}

void ImportGroup::say(ImportLine line) {
    if (lines_.empty())
        begun_ = std::chrono::steady_clock::now();
    lines_.push_back(std::move(line));
}

void ImportGroup::use_meeting(const std::string& number_or_title) {
    try {
        meeting_ = catalogue_.find_meeting(number_or_title);
    } catch (const db::Error& error) {
        if (error.kind != db::ErrorKind::not_found)
            throw;
    }
    meeting_is_new_ = !meeting_;
    if (meeting_is_new_)
        meeting_ = dossier::Meeting{.id = dossier::MeetingId::make(), .title = number_or_title};
    for (const dossier::AgendaItem& item : meeting_->candidates())
        listed_.insert(item.person);
}

void ImportGroup::put_on_list(const dossier::PersonId& person) {
    if (meeting_ && listed_.insert(person).second)
        to_list_.push_back(person);
}

void ImportGroup::add_agenda() {
    if (to_list_.empty())
        return;
    // Somebody may have changed the list since: it is read again, the new ones go to its end.
    if (!meeting_is_new_)
        if (auto now = catalogue_.meeting(meeting_->id))
            meeting_ = std::move(now);
    for (const dossier::PersonId& person : to_list_) {
        const dossier::Dossier dossier{
            .id = dossier::DossierId::make(), .person = person, .meeting = meeting_->id};
        edits_.emplace_back(dossier::PutDossier{dossier});
        meeting_->items.push_back({.dossier = dossier.id, .person = person});
    }
    edits_.emplace_back(dossier::PutMeeting{*meeting_});
    meeting_is_new_ = false;
    to_list_.clear();
}

void ImportGroup::commit_if_due() {
    if (lines_.size() >= most_lines ||
        (!lines_.empty() && std::chrono::steady_clock::now() - begun_ >= longest_wait))
        commit();
}

void ImportGroup::commit() {
    add_agenda();
    if (!edits_.empty() || !rows_.empty()) {
        batch_.commit();
        catalogue_.apply(edits_, rows_);
    }
    for (const ImportLine& line : lines_)
        acknowledge_(line);
    rows_.clear();
    edits_.clear();
    lines_.clear();
    touched_.clear();
}

} // namespace app
