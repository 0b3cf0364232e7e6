#include "app/workbench/review_maker.h"

#include "app/author.h"
#include "app/derivatives.h"
#include "app/logging.h"
#include "app/review_copies.h"
#include "app/sentences.h"

namespace app::workbench {

namespace fs = std::filesystem;

ReviewMaker::ReviewMaker(fs::path catalogue, fs::path helper, std::function<void()> wake)
    : catalogue_(std::move(catalogue))
    , helper_(std::move(helper))
    , wake_(std::move(wake))
    , thread_([this] { run(); }) {}

ReviewMaker::~ReviewMaker() {
    let_go_ = true;
    shared_.with_locked([](Shared& shared) { shared.stop = true; });
    changed_.notify_all();
}

void ReviewMaker::start() {
    let_go_ = false;
    shared_.with_locked([](Shared& shared) { shared.wanted = true; });
    changed_.notify_all();
}

void ReviewMaker::pause() {
    let_go_ = true;
    shared_.with_locked([](Shared& shared) { shared.wanted = false; });
}

void ReviewMaker::stop_now() {
    pause();
    shared_.wait(changed_, [](Shared& shared) { return !shared.progress.working; });
}

ReviewProgress ReviewMaker::progress() const {
    return shared_.with_locked([](const Shared& shared) { return shared.progress; });
}

void ReviewMaker::note(const std::function<void(ReviewProgress&)>& change) {
    shared_.with_locked([&](Shared& shared) { change(shared.progress); });
    changed_.notify_all();
    wake_();
}

void ReviewMaker::run() {
    lower_priority();
    for (;;) {
        bool stop = false;
        shared_.wait(changed_, [&](Shared& shared) {
            stop = shared.stop;
            if (!shared.wanted && !stop)
                return false;
            shared.wanted = false;
            shared.progress.working = !stop;
            shared.progress.failure.clear();
            return true;
        });
        if (stop)
            return;
        try {
            round();
        } catch (const std::exception& error) {
            log_error("review copies: {}", {error.what()});
            note([&](ReviewProgress& progress) { progress.failure = sentence_of(error); });
        }
        note([](ReviewProgress& progress) { progress.working = false; });
    }
}

void ReviewMaker::round() {
    db::Catalogue catalogue = db::Catalogue::open(catalogue_, author());
    if (catalogue.read_only())
        return;
    media::ProbeHelper probe(helper_);
    const std::vector<std::string> hashes = catalogue.referenced_media();
    note([&](ReviewProgress& progress) {
        progress.done = 0;
        progress.all = hashes.size();
        progress.share = 0;
    });
    for (const std::string& hash : hashes) {
        if (let_go_)
            return;
        try {
            complete_derivatives(catalogue, probe, hash, let_go_);
            const ReviewCopy result = complete_review_copy(
                catalogue, hash,
                [this](double share) { note([&](ReviewProgress& progress) { progress.share = share; }); },
                let_go_);
            note([&](ReviewProgress& progress) { progress.made += result == ReviewCopy::made ? 1 : 0; });
        } catch (const std::exception& error) { // the others have a right to theirs
            log_error("review copy of {}: {}", {hash, error.what()});
            note([&](ReviewProgress& progress) { progress.failure = sentence_of(error); });
        }
        note([](ReviewProgress& progress) {
            ++progress.done;
            progress.share = 0;
        });
    }
}

} // namespace app::workbench
