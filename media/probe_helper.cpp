#include "media/clip.h"

#include "media/guarded.h"
#include "media/probe_wire.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace media {
namespace {

using std::chrono::steady_clock;

// Starting is our own program's time, not the file's.
constexpr auto time_to_start = std::chrono::seconds(20);
// A machine under full load may keep a healthy helper from running.
constexpr int most_extensions = 4;
constexpr std::size_t most_idle = 2;

/// Ids of killed helpers that have not ended yet: one that hangs in a network read cannot be waited for.
using Dying = Guarded<std::vector<pid_t>>;

void reap(Dying& dying) {
    dying.with_locked([](std::vector<pid_t>& ids) {
        std::erase_if(ids, [](pid_t id) { return waitpid(id, nullptr, WNOHANG) != 0; });
    });
}

class SpawnSetup {
  public:
    explicit SpawnSetup(int socket) {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_adddup2(&files_, socket, STDIN_FILENO);
        posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnSetup() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&attributes_);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;
    int spawn(pid_t& id, const std::string& program, std::string argument) {
        std::string name = program;
        std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
        return posix_spawn(&id, program.c_str(), &files_, &attributes_, arguments.data(), environ);
    }

  private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

/// One running helper. Destroyed = killed.
class Helper {
  public:
    Helper(const ProbeHelper::Options& options, Dying& dying);
    ~Helper();
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;
    wire::Outcome ask(const std::string& request, std::string& answer, Time limit);

  private:
    [[nodiscard]] bool kept_from_running(double processor_time_before, Time limit) const;
    [[nodiscard]] double processor_time() const;

    Dying& dying_;
    int socket_ = -1;
    pid_t id_ = -1;
};

Helper::Helper(const ProbeHelper::Options& options, Dying& dying)
    : dying_(dying) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw Error(Fault::not_found, std::string("cannot start the probe helper: ") + std::strerror(errno));
    socket_ = ends[0];
    const int failure = SpawnSetup(ends[1]).spawn(id_, options.program.string(), options.argument);
    close(ends[1]);
    if (failure != 0) {
        close(socket_);
        throw Error(Fault::not_found,
                    std::string("cannot start the probe helper: ") + std::strerror(failure));
    }
    std::string ready;
    if (wire::receive(socket_, ready, steady_clock::now() + time_to_start) == wire::Outcome::done)
        return;
    close(socket_);
    kill(id_, SIGKILL);
    dying_.with_locked([&](std::vector<pid_t>& ids) { ids.push_back(id_); });
    throw Error(Fault::not_found, "cannot start the probe helper: it does not answer");
}

Helper::~Helper() {
    close(socket_);
    kill(id_, SIGKILL);
    if (waitpid(id_, nullptr, WNOHANG) == 0)
        dying_.with_locked([&](std::vector<pid_t>& ids) { ids.push_back(id_); });
}

double Helper::processor_time() const {
    clockid_t clock{};
    timespec used{};
    if (clock_getcpuclockid(id_, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return 0;
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

bool Helper::kept_from_running(double processor_time_before, Time limit) const {
    std::ifstream stream("/proc/" + std::to_string(id_) + "/stat");
    std::string words;
    std::getline(stream, words);
    const std::size_t name_end = words.rfind(')'); // the state follows the program's name
    const bool runnable =
        name_end != std::string::npos && words.size() > name_end + 2 && words[name_end + 2] == 'R';
    return runnable && processor_time() - processor_time_before < 0.9 * limit.count();
}

wire::Outcome Helper::ask(const std::string& request, std::string& answer, Time limit) {
    const double before = processor_time();
    const auto step = std::chrono::duration_cast<steady_clock::duration>(limit);
    auto deadline = steady_clock::now() + step;
    if (const wire::Outcome sent = wire::send(socket_, request, deadline); sent != wire::Outcome::done)
        return sent;
    for (int extensions = 0;; ++extensions, deadline += step) {
        const wire::Outcome outcome = wire::wait_for_answer(socket_, deadline);
        if (outcome == wire::Outcome::done)
            break;
        if (outcome == wire::Outcome::closed || extensions >= most_extensions ||
            !kept_from_running(before, limit))
            return outcome;
    }
    // The work is done; what is left is passing bytes.
    return wire::receive(socket_, answer, steady_clock::now() + step + std::chrono::seconds(1));
}

} // namespace

struct ProbeHelper::State {
    explicit State(Options given)
        : options(std::move(given)) {}
    std::string ask(const std::filesystem::path& file, wire::Request request, int size, Time limit);

    Options options;
    Dying dying; ///< outlives the helpers
    Guarded<std::vector<std::unique_ptr<Helper>>> idle;
};

std::string ProbeHelper::State::ask(const std::filesystem::path& file, wire::Request request, int size,
                                    Time limit) {
    reap(dying);
    wire::Writer message;
    message.number(static_cast<std::int64_t>(request));
    message.number(size);
    message.text(std::filesystem::absolute(file).string());
    const std::string name = file.filename().string();
    // Once more after a death: it may have been killed from outside, for want of memory or by a user.
    for (int attempt = 0; attempt < 2; ++attempt) {
        std::unique_ptr<Helper> helper = idle.with_locked([](auto& helpers) {
            std::unique_ptr<Helper> taken;
            if (!helpers.empty()) {
                taken = std::move(helpers.back());
                helpers.pop_back();
            }
            return taken;
        });
        if (!helper)
            helper = std::make_unique<Helper>(options, dying);
        std::string answer;
        const wire::Outcome outcome = helper->ask(message.message(), answer, limit);
        if (outcome == wire::Outcome::timed_out)
            throw Error(Fault::timed_out, name + " could not be read in time");
        if (outcome == wire::Outcome::closed)
            continue;
        idle.with_locked([&](auto& helpers) {
            if (helpers.size() < most_idle)
                helpers.push_back(std::move(helper));
        });
        return answer;
    }
    throw Error(Fault::damaged, name + " ends the program that looks into it");
}

ProbeHelper::ProbeHelper(std::filesystem::path program)
    : ProbeHelper(Options{.program = std::move(program)}) {}

ProbeHelper::ProbeHelper(Options options)
    : state_(std::make_unique<State>(std::move(options))) {}

ProbeHelper::~ProbeHelper() {
    state_->idle.with_locked([](auto& helpers) { helpers.clear(); });
    reap(state_->dying);
}

ClipFacts ProbeHelper::probe(const std::filesystem::path& file) {
    try {
        const std::string answer = state_->ask(file, wire::Request::probe, 0, state_->options.limit);
        wire::Reader reader(answer);
        if (static_cast<wire::Answer>(reader.number()) == wire::Answer::facts)
            return wire::read_facts(reader);
        const auto fault = static_cast<Fault>(reader.number());
        throw Error(fault, reader.text());
    } catch (const Error& error) {
        if (error.fault == Fault::not_found)
            throw;
        ClipFacts facts;
        facts.refusal = error.what();
        facts.refusal_fault = error.fault;
        return facts;
    }
}

PicturePtr ProbeHelper::poster(const std::filesystem::path& file, int limit) {
    const std::string answer = state_->ask(file, wire::Request::poster, limit, state_->options.poster_limit);
    wire::Reader reader(answer);
    switch (static_cast<wire::Answer>(reader.number())) {
    case wire::Answer::picture:
        return wire::read_picture(reader);
    case wire::Answer::no_picture:
        return nullptr;
    default: {
        const auto fault = static_cast<Fault>(reader.number());
        throw Error(fault, reader.text());
    }
    }
}

} // namespace media
