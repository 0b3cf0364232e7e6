#include "app/child_process.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace app {

namespace {

constexpr int program_missing = 127;
/// Where the sandbox has the document and the folder to write, whatever they are called outside.
constexpr const char* sandbox_input = "/document";
constexpr const char* sandbox_folder = "/written";

void limit(__rlimit_resource resource, std::uint64_t most) {
    const rlimit value{most, most};
    setrlimit(resource, &value);
}

/// In the child, between fork and exec: only async-signal-safe calls.
[[noreturn]] void become(char* const* arguments, const ChildLimits& limits, const char* output,
                         const char* errors) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    limit(RLIMIT_AS, limits.memory);
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.processor.count()));
    limit(RLIMIT_FSIZE, limits.file_size);
    limit(RLIMIT_CORE, 0);
    setpriority(PRIO_PROCESS, 0, 10);
    const int nothing = open("/dev/null", O_RDWR);
    const int written = *output == '\0' ? nothing : open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int complaints = *errors == '\0' ? written : open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(nothing, STDIN_FILENO);
    dup2(written, STDOUT_FILENO);
    dup2(complaints, STDERR_FILENO);
    execvp(arguments[0], arguments);
    _exit(program_missing);
}

} // namespace

ChildEnd run_child(const std::vector<std::string>& arguments, const ChildLimits& limits,
                   const std::atomic<bool>& stop, const std::filesystem::path& output,
                   const std::filesystem::path& errors) {
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str())); // execvp's old signature; it does not write
    words.push_back(nullptr);
    const pid_t child = fork();
    if (child < 0)
        return ChildEnd::failed;
    if (child == 0)
        become(words.data(), limits, output.c_str(), errors.c_str());
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    const auto deadline = std::chrono::steady_clock::now() + limits.wall;
    ChildEnd end = ChildEnd::done;
    int status = 0;
    for (;;) {
        const pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child || (ended < 0 && errno != EINTR))
            break;
        if (stop || std::chrono::steady_clock::now() >= deadline) {
            end = stop ? ChildEnd::stopped : ChildEnd::timed_out;
            kill(-child, SIGKILL);
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            break;
        }
        pollfd wait{handle, POLLIN, 0};
        poll(&wait, handle >= 0 ? 1 : 0, handle >= 0 ? 100 : 10);
    }
    if (handle >= 0)
        close(handle);
    if (end != ChildEnd::done)
        return end;
    if (WIFEXITED(status) && WEXITSTATUS(status) == program_missing)
        return ChildEnd::no_program;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ChildEnd::done : ChildEnd::failed;
}

std::vector<std::string> sandboxed(const std::vector<std::string>& arguments,
                                   const std::filesystem::path& input,
                                   const std::filesystem::path& writable) {
    std::vector<std::string> sandbox{
        "bwrap",  "--unshare-all", "--die-with-parent", "--new-session", "--dev",      "/dev",
        "--proc", "/proc",         "--tmpfs",           "/tmp",          "--clearenv", "--setenv",
        "PATH",   "/usr/bin:/bin", "--ro-bind",         "/usr",          "/usr",       "--ro-bind-try",
        "/bin",   "/bin"};
    for (const char* part :
         {"/lib", "/lib64", "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig"})
        sandbox.insert(sandbox.end(), {"--ro-bind-try", part, part});
    std::vector<std::string> trial = sandbox;
    trial.emplace_back("true");
    const std::atomic<bool> never{false};
    // Asked once per process: user namespaces are switched off on some machines.
    static const bool works = run_child(trial, {}, never) == ChildEnd::done;
    if (!works)
        return arguments;
    // bubblewrap wants absolute places; a relative one failed and was drawn without it.
    std::vector<std::string> all = sandbox;
    all.insert(all.end(),
               {"--bind", std::filesystem::absolute(writable).string(), sandbox_folder, "--ro-bind",
                std::filesystem::absolute(input).string(), sandbox_input, "--chdir", "/tmp"});
    for (std::string argument : arguments) {
        if (argument == input.string())
            argument = sandbox_input;
        else if (argument.starts_with(writable.string() + "/"))
            argument.replace(0, writable.string().size(), sandbox_folder);
        all.push_back(std::move(argument));
    }
    return all;
}

} // namespace app
