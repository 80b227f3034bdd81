#include "app/secrets/key_command.hpp"

#include "gateway/upstream/upstream_key.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

/// No header accepts more; longer output is not a key.
constexpr std::size_t longest_output = 16U << 10U;

/// The arguments of posix_spawn in addition to the words.
class spawn_terms {
public:
    explicit spawn_terms(int output)
    {
        ::posix_spawn_file_actions_init(&files_);
        ::posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
        // Asio's sockets are not close-on-exec.
        ::posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);

        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        ::sigaddset(&signals, SIGPIPE); // ignored in this process, which a child would inherit
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    }
    ~spawn_terms()
    {
        ::posix_spawnattr_destroy(&attributes_);
        ::posix_spawn_file_actions_destroy(&files_);
    }
    spawn_terms(spawn_terms const&) = delete;
    spawn_terms& operator=(spawn_terms const&) = delete;

    /// 0, or an errno.
    int spawn(pid_t& pid, std::vector<std::string>& words) const
    {
        std::vector<char*> argv;
        argv.reserve(words.size() + 1);
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        return ::posix_spawnp(&pid, argv[0], &files_, &attributes_, argv.data(), environ);
    }

private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

std::string how_it_ended(int status)
{
    if (WIFSIGNALED(status)) return "was killed by signal " + std::to_string(WTERMSIG(status));
    return "ended with exit code " + std::to_string(WEXITSTATUS(status));
}

std::string in_seconds(std::chrono::milliseconds span)
{
    auto const whole = std::chrono::duration_cast<std::chrono::seconds>(span);
    return whole == span ? std::to_string(whole.count()) + " seconds" : std::to_string(span.count()) + " ms";
}

} // namespace

key_command::key_command(net::asio::io_context& context, handler done)
    : output_{context}, process_{context}, timer_{context}, done_{std::move(done)}
{}

std::shared_ptr<key_command> key_command::start(net::asio::io_context& context, std::vector<std::string> argv,
                                                std::chrono::milliseconds patience, handler done)
{
    std::shared_ptr<key_command> made{new key_command{context, std::move(done)}};
    auto problem = made->spawn(std::move(argv));
    if (problem.empty()) {
        made->await_all(patience);
    } else {
        net::asio::post(context, [self = std::weak_ptr{made}, problem = std::move(problem)] {
            if (auto const alive = self.lock()) alive->finish({{}, problem});
        });
    }
    return made;
}

key_command::~key_command()
{
    reap();
}

/// Returns why it cannot be started. The program is not named then: it may be a key pasted in the wrong
/// place.
std::string key_command::spawn(std::vector<std::string> argv)
{
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return std::string{"cannot be run: "} + std::strerror(errno);
    output_.assign(pipe[0]);
    ::fcntl(pipe[1], F_SETFL, 0); // the command's end is blocking, as programs expect
    pid_t pid = -1;
    auto const error = spawn_terms{pipe[1]}.spawn(pid, argv);
    ::close(pipe[1]);
    if (error != 0) return std::string{"cannot be started: "} + std::strerror(error);
    pid_ = pid;
    program_ = argv.front();
    // glibc 2.36 declares pidfd_open for C only.
    auto const process = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0U));
    if (process < 0) return std::string{"cannot be watched: "} + std::strerror(errno);
    process_.assign(process);
    return {};
}

void key_command::await_all(std::chrono::milliseconds patience)
{
    await_output();
    auto const self = weak_from_this();
    process_.async_wait(net::asio::posix::stream_descriptor::wait_read, [self](net::error_code const& error) {
        auto const alive = self.lock();
        if (alive && !error) alive->ended();
    });
    timer_.expires_after(patience);
    timer_.async_wait([self, patience](net::error_code const& error) {
        auto const alive = self.lock();
        if (alive && !error) alive->finish({{}, "took longer than " + in_seconds(patience)});
    });
}

void key_command::await_output()
{
    output_.async_wait(net::asio::posix::stream_descriptor::wait_read,
                       [self = weak_from_this()](net::error_code const& error) {
                           auto const alive = self.lock();
                           if (alive && !error) alive->read_output();
                       });
}

/// Reads what is available. The end of the pipe does not show that the command has ended: something that it
/// left running may keep it open.
void key_command::read_output()
{
    std::array<char, 4096> piece;
    for (;;) {
        auto const got = ::read(output_.native_handle(), piece.data(), piece.size());
        if (got == 0) return;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        printed_.append({piece.data(), static_cast<std::size_t>(got)});
        ::explicit_bzero(piece.data(), piece.size());
        if (printed_.view().size() > longest_output)
            return finish({{}, "printed more than " + std::to_string(longest_output) + " bytes"});
    }
    if (done_) await_output();
}

void key_command::ended()
{
    read_output();
    if (!done_) return;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    config::secret key{gateway::trimmed_key(printed_.view())};
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        finish({{}, how_it_ended(status)});
    else if (key.empty())
        finish({{}, "printed nothing"});
    else if (!gateway::is_sendable_key(key.view()))
        finish({{}, "printed characters that are not allowed in an HTTP header, such as a second line"});
    else
        finish({std::move(key), {}});
}

/// The last thing that happens; the handler may destroy this object.
void key_command::finish(key_outcome outcome)
{
    reap();
    net::error_code ignored;
    output_.close(ignored);
    process_.close(ignored);
    timer_.cancel();
    if (!outcome.failure.empty() && !program_.empty())
        outcome.failure = "'" + program_ + "' " + outcome.failure;
    auto const done = std::exchange(done_, nullptr);
    if (done) done(std::move(outcome));
}

/// Kills whatever is still running.
void key_command::reap()
{
    if (pid_ < 0) return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

} // namespace wayfinder::app
