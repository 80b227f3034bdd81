#include "child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace wayfinder::testing {
namespace {

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> list;
    for (auto& each : strings) list.push_back(each.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environment_of(child_setup const& setup)
{
    auto variables = setup.environment;
    for (auto const* name : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"})
        if (auto const* value = std::getenv(name)) variables.try_emplace(name, value);
    std::vector<std::string> lines;
    for (auto const& [name, value] : variables) lines.push_back(name + "=" + value);
    return lines;
}

void redirect(char const* file, int flags, int target)
{
    auto const fd = ::open(file, flags, 0600);
    if (fd < 0 || ::dup2(fd, target) < 0) ::_exit(126);
}

} // namespace

child_process::child_process(child_setup const& setup)
{
    // Everything that allocates happens before fork: the child of a threaded process may not.
    auto words = setup.arguments;
    words.insert(words.begin(), setup.program.string());
    auto variables = environment_of(setup);
    auto const argv = pointers(words);
    auto const envp = pointers(variables);
    constexpr int writing = O_WRONLY | O_CREAT | O_TRUNC;
    auto const parent = ::getpid();

    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("fork");
    if (pid_ > 0) return;

    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(125);
    ::signal(SIGPIPE, SIG_DFL);
    if (!setup.directory.empty() && ::chdir(setup.directory.c_str()) != 0) ::_exit(126);
    redirect(setup.input.c_str(), O_RDONLY, STDIN_FILENO);
    redirect(setup.output.c_str(), writing, STDOUT_FILENO);
    redirect(setup.error.c_str(), writing, STDERR_FILENO);
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
}

child_process::~child_process()
{
    if (status_) return;
    signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void child_process::signal(int number) const
{
    if (!status_) ::kill(pid_, number);
}

std::optional<exit_status> child_process::wait(std::chrono::milliseconds bound)
{
    auto const ended = [this] {
        int raw = 0;
        if (status_ || ::waitpid(pid_, &raw, WNOHANG) != pid_) return status_.has_value();
        status_ = WIFEXITED(raw) ? exit_status{WEXITSTATUS(raw), 0}
                                 : exit_status{-1, WTERMSIG(raw), WCOREDUMP(raw) != 0};
        return true;
    };
    eventually(ended, bound);
    return status_;
}

} // namespace wayfinder::testing
