#include "media/clip.h"

#include "media/log.h"
#include "media/probe_wire.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace media {
namespace {

constexpr int socket_number = STDIN_FILENO;
constexpr unsigned longest_request = 30; // seconds until the kernel ends a helper whose owner is gone
constexpr rlim_t cpu_seconds_per_request = 10;

void limit(int resource, rlim_t most) {
    const rlimit limits{most, most};
    setrlimit(static_cast<__rlimit_resource>(resource), &limits);
}

/// What a file that takes over this process may still do: read, and answer.
void give_up_rights() {
    close_range(STDERR_FILENO + 1, ~0U, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 64);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // sanitizers reserve terabytes
    limit(RLIMIT_AS, rlim_t{3} << 30U);
#endif
    std::signal(SIGINT, SIG_IGN); // the owner decides when to end
    std::signal(SIGHUP, SIG_IGN);
    std::signal(SIGALRM, SIG_DFL);
    std::signal(SIGXCPU, SIG_DFL);
}

/// Processor time from now on; the limit counts from the start of the process.
void allow_processor_time() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1);
    rlimit limits{};
    getrlimit(RLIMIT_CPU, &limits);
    limits.rlim_cur = std::min(spent + cpu_seconds_per_request, limits.rlim_max);
    setrlimit(RLIMIT_CPU, &limits);
}

void start(wire::Writer& writer, wire::Answer answer) {
    writer.number(static_cast<std::int64_t>(answer));
}

std::string answer(std::string_view message) {
    wire::Writer writer;
    try {
        wire::Reader reader(message);
        const auto request = static_cast<wire::Request>(reader.number());
        const auto size = static_cast<int>(reader.number());
        const std::filesystem::path file = reader.text();
        if (request == wire::Request::probe) {
            const ClipFacts facts = probe_here(file);
            start(writer, wire::Answer::facts);
            wire::write(writer, facts);
        } else if (const PicturePtr picture = poster_here(file, size); picture) {
            start(writer, wire::Answer::picture);
            wire::write(writer, *picture);
        } else {
            start(writer, wire::Answer::no_picture);
        }
    } catch (const Error& error) {
        start(writer, wire::Answer::error);
        writer.number(static_cast<std::int64_t>(error.fault));
        writer.text(error.what());
    } catch (const std::bad_alloc&) {
        wire::Writer small;
        start(small, wire::Answer::error);
        small.number(static_cast<std::int64_t>(Fault::too_large));
        small.text("the file asks for more memory than it gets");
        return small.message();
    }
    return writer.message();
}

} // namespace

int run_probe_helper() {
    give_up_rights();
    silence_library_log();
    wire::Writer ready;
    start(ready, wire::Answer::ready);
    if (wire::send(socket_number, ready.message(), std::nullopt) != wire::Outcome::done)
        return 1;
    std::string message;
    while (wire::receive(socket_number, message, std::nullopt) == wire::Outcome::done) {
        alarm(longest_request);
        allow_processor_time();
        if (wire::send(socket_number, answer(message), std::nullopt) != wire::Outcome::done)
            return 1;
        alarm(0);
    }
    return 0;
}

} // namespace media
