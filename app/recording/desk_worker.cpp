#include "app/recording/desk_worker.h"

#include "app/logging.h"
#include "app/recording/desk_session.h"
#include "app/sentences.h"

#include <csignal>

namespace app::recording {

namespace {

/// Levels and the preview's picture are looked at so often while devices are open.
constexpr auto look_every = std::chrono::milliseconds(60);

} // namespace

DeskWorker::DeskWorker(Options options)
    : options_(std::move(options))
    , thread_([this] { run(); }) {}

DeskWorker::~DeskWorker() {
    shared_.with_locked([](Shared& shared) { shared.stop = true; });
    changed_.notify_all();
}

void DeskWorker::ask(DeskOrder order) {
    shared_.with_locked([&](Shared& shared) { shared.orders.push_back(std::move(order)); });
    changed_.notify_all();
}

DeskStatus DeskWorker::status() const {
    return shared_.with_locked([](const Shared& shared) { return shared.status; });
}

void DeskWorker::run() {
    std::signal(SIGXFSZ, SIG_IGN); // a file that may grow no more is a full disk, not a reason to die
    try {
        DeskSession session({.catalogue = options_.catalogue,
                             .rooms = options_.rooms,
                             .helper = options_.helper,
                             .devices_changed =
                                 [this] {
                                     shared_.with_locked([](Shared& shared) { shared.look = true; });
                                     changed_.notify_all();
                                 },
                             .publish =
                                 [this](const DeskStatus& status, bool news) {
                                     shared_.with_locked([&](Shared& shared) { shared.status = status; });
                                     if (news)
                                         options_.wake();
                                 }});
        for (;;) {
            std::deque<DeskOrder> orders;
            bool stop = false;
            const auto ready = [&](Shared& shared) {
                return !shared.orders.empty() || shared.stop || shared.look;
            };
            if (session.open())
                shared_.wait_until(changed_, std::chrono::steady_clock::now() + look_every, ready);
            else
                shared_.wait(changed_, ready);
            shared_.with_locked([&](Shared& shared) {
                orders.swap(shared.orders);
                stop = shared.stop;
                shared.look = false;
            });
            for (const DeskOrder& order : orders)
                session.carry_out(order);
            session.look();
            if (stop) {
                session.finish();
                return;
            }
        }
    } catch (const std::exception& error) {
        log_error("recording desk ended: {}", {error.what()});
        shared_.with_locked([&](Shared& shared) {
            shared.status.failure = sentence_of(error);
            ++shared.status.generation;
        });
        options_.wake();
    }
}

} // namespace app::recording
