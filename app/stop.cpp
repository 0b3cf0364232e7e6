#include "app/stop.h"

#include <chrono>
#include <csignal>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace app {

namespace {

/// timeout(1) and shells signal the process and its group: that is one wish, not two.
constexpr auto one_burst = std::chrono::milliseconds(50);

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

} // namespace

struct Stop::State {
    std::atomic<bool> requested{false};
    std::mutex mutex;
    std::function<void()> wake; ///< under mutex
    int signals = -1;
    int end = -1;
    sigset_t before{};
    std::thread thread;
    std::chrono::steady_clock::time_point first; ///< of the signals; the thread's own

    void run() {
        for (;;) {
            pollfd files[]{{signals, POLLIN, 0}, {end, POLLIN, 0}};
            poll(files, 2, -1);
            if (files[1].revents != 0)
                return;
            signalfd_siginfo info{};
            if (files[0].revents == 0 || read(signals, &info, sizeof info) != sizeof info)
                continue;
            const auto now = std::chrono::steady_clock::now();
            if (!requested.exchange(true))
                first = now;
            else if (now - first > one_burst)
                _exit(128 + static_cast<int>(info.ssi_signo));
            const std::lock_guard lock(mutex);
            if (wake)
                wake();
        }
    }
};

Stop::Stop()
    : state_(std::make_unique<State>()) {
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, &state_->before);
    state_->signals = signalfd(-1, &set, SFD_CLOEXEC);
    state_->end = eventfd(0, EFD_CLOEXEC);
    state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Stop::~Stop() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(state_->end, &one, sizeof one);
    state_->thread.join();
    close(state_->signals);
    close(state_->end);
    pthread_sigmask(SIG_SETMASK, &state_->before, nullptr);
}

const std::atomic<bool>& Stop::requested() const {
    return state_->requested;
}

void Stop::set_wake(std::function<void()> wake) {
    const std::lock_guard lock(state_->mutex);
    state_->wake = std::move(wake);
}

} // namespace app
