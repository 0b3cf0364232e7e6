#include "app/workbench/library.h"

#include "app/author.h"
#include "app/logging.h"
#include "app/material_titles.h"
#include "app/recording/interview.h"
#include "app/sentences.h"

#include <algorithm>
#include <chrono>

namespace app::workbench {

namespace {

/// What another process writes is seen after so long.
constexpr auto look_every = std::chrono::seconds(2);
/// A catalogue without meetings: as many as anybody would page through.
constexpr int everybody_limit = 2000;

Recorded recorded_of(const dossier::Material& material, const dossier::ClipContent& clip) {
    return {.id = material.id,
            .kind = material.kind,
            .title = material_title(material),
            .duration = clip.duration,
            .transcript_state = clip.transcript_state,
            .lines = static_cast<int>(clip.transcript.size()),
            .withheld = clip.withheld};
}

/// Documents stand first among the pages that may be a signed consent: most photos are portraits.
void add_materials(db::Catalogue& catalogue, Candidate& candidate, const dossier::Dossier& dossier) {
    std::vector<SignedPage> photos;
    for (const dossier::Material& material :
         dossier::presented(dossier, catalogue.materials(candidate.person))) {
        if (const auto* clip = std::get_if<dossier::ClipContent>(&material.content))
            candidate.recordings.push_back(recorded_of(material, *clip));
        else if (material.kind == dossier::MaterialKind::document)
            candidate.pages.push_back({material.id, material_title(material)});
        else if (material.kind == dossier::MaterialKind::photo)
            photos.push_back({material.id, material_title(material)});
    }
    candidate.pages.insert(candidate.pages.end(), photos.begin(), photos.end());
    // As they were made, as `dossier transcript` numbers them: the identifiers grow with time.
    std::sort(candidate.recordings.begin(), candidate.recordings.end(),
              [](const Recorded& a, const Recorded& b) { return a.id.text < b.id.text; });
}

std::optional<Candidate> candidate_of(db::Catalogue& catalogue, const dossier::Dossier& dossier, int number) {
    const std::optional<dossier::Person> person = catalogue.person(dossier.person);
    if (!person)
        return std::nullopt;
    Candidate candidate{
        .number = number, .person = dossier.person, .dossier = dossier.id, .name = person->name};
    candidate.post = recording::asked_for_post(dossier, *person);
    candidate.post_is_proposed =
        !dossier.proposed_post.empty() || !person->form[dossier::Field::proposed_post].empty();
    add_materials(catalogue, candidate, dossier);
    return candidate;
}

} // namespace

const Candidate* LibraryView::find(const dossier::PersonId& person) const {
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const Candidate& one) { return one.person == person; });
    return found == candidates.end() ? nullptr : &*found;
}

LibraryView read_library(db::Catalogue& catalogue, const dossier::MeetingId& meeting) {
    LibraryView view;
    view.read_only = catalogue.read_only();
    for (const dossier::Meeting& one : catalogue.meetings())
        view.meetings.insert(view.meetings.begin(), {one.id, one.title});
    const std::optional<dossier::Meeting> chosen =
        meeting.text.empty() ? catalogue.newest_meeting() : catalogue.meeting(meeting);
    int number = 0;
    const auto add = [&](const dossier::Dossier& dossier) {
        std::optional<Candidate> candidate = candidate_of(catalogue, dossier, ++number);
        if (!candidate)
            return;
        if (chosen)
            candidate->questions = dossier::questions_for(*chosen, candidate->post);
        view.candidates.push_back(std::move(*candidate));
    };
    if (!chosen) {
        for (const db::PersonLine& line : catalogue.roster("", everybody_limit)) {
            dossier::Dossier everybody;
            everybody.person = line.id;
            add(everybody);
        }
        return view;
    }
    view.meeting = chosen->id;
    view.meeting_title = chosen->title;
    for (const dossier::AgendaItem& item : chosen->candidates())
        if (const std::optional<dossier::Dossier> dossier = catalogue.dossier(item.dossier))
            add(*dossier);
    return view;
}

Library::Library(std::filesystem::path catalogue, std::function<void()> wake)
    : catalogue_(std::move(catalogue))
    , wake_(std::move(wake))
    , thread_([this] { run(); }) {}

Library::~Library() {
    shared_.with_locked([](Shared& shared) { shared.stop = true; });
    changed_.notify_all();
}

void Library::choose(const dossier::MeetingId& meeting) {
    shared_.with_locked([&](Shared& shared) {
        shared.meeting = meeting;
        shared.named.clear();
        shared.again = true;
    });
    changed_.notify_all();
}

void Library::choose_named(const std::string& number_or_title) {
    shared_.with_locked([&](Shared& shared) {
        shared.named = number_or_title;
        shared.again = true;
    });
    changed_.notify_all();
}

void Library::look_again() {
    shared_.with_locked([](Shared& shared) { shared.again = true; });
    changed_.notify_all();
}

std::shared_ptr<const LibraryView> Library::view() const {
    return shared_.with_locked([](const Shared& shared) { return shared.view; });
}

void Library::publish(LibraryView view) {
    const bool changed = shared_.with_locked([&](Shared& shared) {
        if (shared.view != nullptr && *shared.view == view)
            return false;
        shared.view = std::make_shared<const LibraryView>(std::move(view));
        return true;
    });
    if (changed)
        wake_();
}

void Library::run() {
    std::optional<db::Catalogue> catalogue;
    std::int64_t version = -1;
    for (;;) {
        dossier::MeetingId meeting;
        std::string named;
        bool again = false;
        const bool stop = shared_.with_locked([&](Shared& shared) {
            meeting = shared.meeting;
            named = shared.named;
            again = std::exchange(shared.again, false);
            return shared.stop;
        });
        if (stop)
            return;
        try {
            if (!catalogue)
                catalogue.emplace(db::Catalogue::open(catalogue_, author()));
            if (!named.empty()) {
                if (const std::optional<dossier::Meeting> found = catalogue->find_meeting(named))
                    meeting = found->id;
                shared_.with_locked([&](Shared& shared) {
                    shared.meeting = meeting;
                    shared.named.clear();
                });
            }
            const std::int64_t now = catalogue->data_version();
            if (again || now != version) {
                publish(read_library(*catalogue, meeting));
                version = now;
            }
        } catch (const std::exception& error) {
            log_error("workbench list: {}", {error.what()});
            LibraryView view;
            if (const auto last = this->view())
                view = *last;
            view.failure = sentence_of(error);
            publish(std::move(view));
            shared_.with_locked([](Shared& shared) { shared.named.clear(); });
            version = -1;
        }
        shared_.wait_until(changed_, std::chrono::steady_clock::now() + look_every,
                           [](Shared& shared) { return shared.again || shared.stop; });
    }
}

} // namespace app::workbench
