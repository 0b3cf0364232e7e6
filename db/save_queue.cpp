#include "db/save_queue.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

namespace db {

namespace {

struct Job {
    std::uint64_t ticket = 0;
    std::variant<std::vector<dossier::Edit>, ShownRow> work;
};

} // namespace

struct SaveQueue::State {
    // Shared, under the lock.
    std::mutex lock;
    std::condition_variable has_work;
    std::deque<Job> jobs;
    std::vector<SaveResult> results;
    std::uint64_t last_ticket = 0;
    bool ending = false;

    // The saving thread only.
    std::filesystem::path folder;
    Author author;
    std::function<void()> wake;
    std::optional<Catalogue> catalogue;

    std::jthread thread; ///< last: ends before what it uses

    SaveResult save(const Job& job);
    void run();
};

/// A catalogue that cannot be opened (gone, full, busy) is tried again with each job: what is typed next may
/// be saved again.
SaveResult SaveQueue::State::save(const Job& job) {
    SaveResult result{.ticket = job.ticket};
    try {
        if (!catalogue)
            catalogue.emplace(Catalogue::open(folder, author));
        if (const auto* edits = std::get_if<std::vector<dossier::Edit>>(&job.work))
            result.inverse = catalogue->apply(*edits);
        else
            catalogue->log_shown(std::get<ShownRow>(job.work));
        result.saved = true;
    } catch (const dossier::Conflict& conflict) {
        result.conflict = true;
        result.subject = conflict.subject;
    } catch (const Error& error) {
        result.kind = error.kind;
        result.subject = error.subject;
        // A catalogue opened while the disk was full or the medium locked stays read only until reopened.
        if (catalogue && catalogue->read_only())
            catalogue.reset();
    } catch (const std::exception& error) {
        result.subject = error.what();
    }
    return result;
}

void SaveQueue::State::run() {
    for (;;) {
        Job job;
        {
            std::unique_lock held(lock);
            has_work.wait(held, [&] { return ending || !jobs.empty(); });
            if (jobs.empty())
                return;
            job = std::move(jobs.front());
            jobs.pop_front();
        }
        SaveResult result = save(job);
        const bool silent = std::holds_alternative<ShownRow>(job.work) && result.saved;
        if (silent)
            continue;
        {
            const std::scoped_lock held(lock);
            results.push_back(std::move(result));
        }
        if (wake)
            wake();
    }
}

SaveQueue::SaveQueue(std::filesystem::path folder, Author author, std::function<void()> wake)
    : state_(std::make_unique<State>()) {
    state_->folder = std::move(folder);
    state_->author = std::move(author);
    state_->wake = std::move(wake);
    state_->thread = std::jthread([state = state_.get()] { state->run(); });
}

SaveQueue::~SaveQueue() {
    {
        const std::scoped_lock held(state_->lock);
        state_->ending = true;
    }
    state_->has_work.notify_one();
    state_->thread.join();
}

std::uint64_t SaveQueue::push(std::vector<dossier::Edit> edits) {
    const std::scoped_lock held(state_->lock);
    state_->jobs.push_back({++state_->last_ticket, std::move(edits)});
    state_->has_work.notify_one();
    return state_->last_ticket;
}

void SaveQueue::push_shown(ShownRow row) {
    const std::scoped_lock held(state_->lock);
    state_->jobs.push_back({++state_->last_ticket, std::move(row)});
    state_->has_work.notify_one();
}

std::vector<SaveResult> SaveQueue::drain() {
    const std::scoped_lock held(state_->lock);
    return std::exchange(state_->results, {});
}

} // namespace db
