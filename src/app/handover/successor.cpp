#include "app/handover/successor.hpp"

#include "app/handover/succession_words.hpp"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

constexpr int first_descriptor = 3; // sd_listen_fds(3)
constexpr std::string_view heir = "LISTEN_PID=";
constexpr std::size_t pid_digits = 20;
// Time for a process to exit after it closed the line or was sent SIGKILL.
constexpr std::chrono::seconds to_end{1};

int checked(int result)
{
    if (result < 0) throw boost::system::system_error{errno, boost::system::system_category()};
    return result;
}

std::vector<std::string> command_line()
{
    std::vector<std::string> words;
    std::ifstream stream{"/proc/self/cmdline", std::ios::binary};
    for (std::string word; std::getline(stream, word, '\0');) words.push_back(word);
    return words;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (auto& each : texts) result.push_back(each.data());
    result.push_back(nullptr);
    return result;
}

char const* name_of(listener_set::listener const& listener)
{
    bool const admin = listener.whose == gateway::listener_role::admin;
    if (listener.passed_on) return admin ? passed_on_admin_name : passed_on_name;
    return admin ? admin_name : "clients";
}

/// Everything that the new process needs, prepared before the fork: a forked child of a threaded process may
/// not allocate before exec.
class estate {
public:
    estate(listener_set const& sockets, int line)
    {
        for (auto const& listener : sockets.listeners())
            for (auto const& each : listener.sockets) add(each.get(), name_of(listener));
        add(line, predecessor_name);
        for (auto* each = environ; *each != nullptr; ++each) variables_.emplace_back(*each);
        variables_.push_back("LISTEN_FDS=" + std::to_string(descriptors_.size()));
        variables_.push_back("LISTEN_FDNAMES=" + names_);
        variables_.push_back(std::string{heir}.append(pid_digits, '\0'));
    }

    [[noreturn]] void become(std::string const& program)
    {
        write_own_pid();
        for (std::size_t i = 0; i < descriptors_.size(); ++i)
            if (::dup2(descriptors_[i].get(), first_descriptor + static_cast<int>(i)) < 0) ::_exit(126);
        // Asio's sockets are not close-on-exec, and clients must notice when this process closes theirs.
        ::close_range(first_descriptor + static_cast<unsigned>(descriptors_.size()), ~0U, 0);
        ::execve(program.c_str(), arguments_.data(), environment_.data());
        ::_exit(127);
    }

    /// Nothing may be added after this call.
    void seal()
    {
        arguments_ = pointers(words_);
        environment_ = pointers(variables_);
    }

private:
    /// Duplicates the descriptor above the range where it will be placed.
    void add(int descriptor, char const* name)
    {
        constexpr int above_all = 256;
        descriptors_.emplace_back(checked(::fcntl(descriptor, F_DUPFD_CLOEXEC, above_all)));
        if (!names_.empty()) names_ += ':';
        names_ += name;
    }

    void write_own_pid()
    {
        auto* at = variables_.back().data() + heir.size();
        char digits[pid_digits];
        std::size_t count = 0;
        for (auto rest = ::getpid(); rest > 0; rest /= 10)
            digits[count++] = static_cast<char>('0' + rest % 10);
        while (count > 0) *at++ = digits[--count];
    }

    std::vector<net::listening_socket> descriptors_;
    std::string names_;
    std::vector<std::string> words_ = command_line();
    std::vector<std::string> variables_;
    std::vector<char*> arguments_;
    std::vector<char*> environment_;
};

std::string shown_end(int status)
{
    return WIFSIGNALED(status) ? "by signal " + std::to_string(WTERMSIG(status))
                               : "with exit code " + std::to_string(WEXITSTATUS(status));
}

} // namespace

successor::successor(net::asio::io_context& context, std::string const& program, listener_set const& sockets,
                     handler done, std::chrono::milliseconds patience)
    : line_{context}, timer_{context}, done_{std::move(done)}
{
    int ends[2]{};
    checked(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
    line_.assign(ends[0]);
    net::listening_socket const theirs{ends[1]};
    estate legacy{sockets, theirs.get()};
    legacy.seal();
    pid_ = checked(::fork());
    if (pid_ == 0) legacy.become(program);
    await_word();
    await_timeout(patience);
}

/// Not a signal: before the new program has started it would be lost, and a second one would end it at once.
/// The byte waits until it is read.
void successor::dismiss()
{
    static_cast<void>(::write(line_.native_handle(), &word_of_dismissal, 1));
}

bool successor::stop_within(std::chrono::milliseconds patience)
{
    if (is_ready() || ends_within(patience) || is_ready()) return true;
    ::kill(pid_, SIGKILL);
    ends_within(to_end);
    return false;
}

/// True even if the handler has not run yet.
bool successor::is_ready()
{
    char word{};
    return ::recv(line_.native_handle(), &word, 1, MSG_PEEK | MSG_DONTWAIT) == 1 && word == word_of_readiness;
}

bool successor::ends_within(std::chrono::milliseconds patience)
{
    auto const until = std::chrono::steady_clock::now() + patience;
    while (!ended_) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) ended_ = status;
        if (std::chrono::steady_clock::now() >= until) break;
        if (!ended_) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return ended_.has_value();
}

void successor::await_word()
{
    line_.async_wait(net::asio::posix::stream_descriptor::wait_read,
                     [this, here = std::weak_ptr{here_}](net::error_code const& error) {
                         if (!error && !here.expired()) on_message();
                     });
}

void successor::on_message()
{
    char word{};
    auto const got = ::read(line_.native_handle(), &word, 1);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return await_word();
    if (got == 1 && word == word_of_readiness) return finish({});
    if (!stop_within(to_end))
        return finish("the new process closed its connection without taking over, and was killed");
    finish("the new process ended " + shown_end(*ended_) + " before it was ready; its messages are above");
}

void successor::await_timeout(std::chrono::milliseconds patience)
{
    timer_.expires_after(patience);
    timer_.async_wait([this, patience, here = std::weak_ptr{here_}](net::error_code const& error) {
        if (!error && !here.expired()) time_out(patience);
    });
}

void successor::time_out(std::chrono::milliseconds patience)
{
    if (is_ready()) return; // became ready just now
    dismiss();              // lets it end its own commands, too
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(patience).count();
    finish("the new process was not ready within " + std::to_string(seconds) + " seconds and was " +
           (stop_within() ? "asked to end" : "killed"));
}

/// The handler may destroy this object.
void successor::finish(std::string const& problem)
{
    timer_.cancel();
    auto const done = std::move(done_);
    done(problem);
}

std::string program_file()
{
    std::error_code failed;
    return std::filesystem::read_symlink("/proc/self/exe", failed).string();
}

} // namespace wayfinder::app
