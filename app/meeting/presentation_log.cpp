#include "app/author.h"
#include "app/language.h"
#include "app/meeting/presentation.h"
#include "app/meeting/steady_now.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>

namespace app::meeting {

namespace {

std::string utc_now() {
    const auto time = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(milliseconds));
    return text.data();
}

/// A catalogue that cannot be written is presented all the same; what was shown when goes to the state
/// folder.
void log_shown_elsewhere(const db::ShownRow& row) {
    std::ofstream(state_folder() / "shown.log", std::ios::app)
        << row.when << '\t' << row.what << '\t' << row.meeting.text << '\t' << row.dossier.text << '\t'
        << row.material.text << '\t' << row.material_revision << '\n';
}

} // namespace

void Presentation::log_shown(const ShownEvent& event) {
    const double time = steady_now();
    if (event.what == ShownEvent::What::material && event.place.candidate != candidate_timed_) {
        candidate_timed_ = event.place.candidate;
        candidate_since_ = time;
    }
    db::ShownRow row{.when = utc_now(), .meeting = programme_->meeting.id};
    switch (event.what) {
    case ShownEvent::What::material:
        row.what = event.place.candidate < 0 ? "list" : "shown";
        break;
    case ShownEvent::What::black:
        row.what = event.place.candidate == -2 ? "left" : "black";
        break;
    case ShownEvent::What::white:
        row.what = "white";
        break;
    case ShownEvent::What::check:
        row.what = "check";
        break;
    }
    if (event.what == ShownEvent::What::material)
        if (const ShowItem* item = show_.item(event.place)) {
            row.dossier = show_.candidate(event.place)->dossier;
            row.material = item->id;
            row.material_revision = item->revision;
            if (const Answer* answer = answer_at(item, event.place))
                row.what = "answer " + std::to_string(answer->question);
        }
    if (programme_->read_only) {
        log_shown_elsewhere(row);
        return;
    }
    saves().push_shown(std::move(row));
}

db::SaveQueue& Presentation::saves() {
    if (save_ == nullptr)
        save_ = std::make_unique<db::SaveQueue>(options_.catalogue, author(), [this] { wake_(); });
    return *save_;
}

void Presentation::save_note(int candidate, const std::string& note) {
    const auto at = static_cast<std::size_t>(candidate);
    if (candidate < 0 || at >= notes_.size() || notes_[at] == note)
        return;
    notes_[at] = note;
    if (programme_->read_only || programme_->dossiers[at].id.empty()) {
        banner_ = tr("The note cannot be saved here; it stays until presenting ends.");
        return;
    }
    dossier::Dossier dossier = programme_->dossiers[at];
    dossier.note = note;
    saves().push({dossier::PutDossier{std::move(dossier)}});
}

const std::string& Presentation::note(int candidate) const {
    static const std::string none;
    const auto at = static_cast<std::size_t>(candidate);
    return candidate >= 0 && at < notes_.size() ? notes_[at] : none;
}

} // namespace app::meeting
