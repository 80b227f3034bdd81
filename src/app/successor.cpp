#include "app/successor.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace wayfinder::app {
namespace {

constexpr int first_descriptor = 3; // sd_listen_fds(3)
constexpr std::string_view heir = "LISTEN_PID=";
constexpr std::size_t pid_digits = 20;
constexpr char ready = '+';
constexpr char dismissed = '-';

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
    for (auto& each : texts) result.push_back(each.data());
    result.push_back(nullptr);
    return result;
}

char const* name_of(reception::door const& door)
{
    bool const admin = door.whose == gateway::entrance::admin;
    if (door.passed_on) return admin ? passed_on_admin_name : passed_on_name;
    return admin ? admin_name : "clients";
}

/// Everything that the new process gets, prepared before the fork: between fork and exec a process that has
/// had threads must not allocate.
class estate {
public:
    estate(reception const& sockets, int line)
    {
        for (auto const& door : sockets.doors())
            for (auto const& each : door.sockets) add(each.get(), name_of(door));
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

    /// Nothing may be added afterwards.
    void seal()
    {
        arguments_ = pointers(words_);
        environment_ = pointers(variables_);
    }

private:
    /// Duplicates it above the positions where the descriptors will be.
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

std::string how_it_ended(pid_t pid)
{
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? "by signal " + std::to_string(WTERMSIG(status))
                               : "with exit code " + std::to_string(WEXITSTATUS(status));
}

} // namespace

successor::successor(net::asio::io_context& context, std::string program, reception const& sockets,
                     handler done)
    : line_{context}, done_{std::move(done)}
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
}

/// A signal sent before the new program has started would be lost, and a further one would count as the
/// second; this message is there when it looks.
void successor::dismiss()
{
    static_cast<void>(::write(line_.native_handle(), &dismissed, 1));
}

void successor::await_word()
{
    line_.async_wait(net::asio::posix::stream_descriptor::wait_read, [this](net::error_code const& error) {
        if (!error) hear();
    });
}

void successor::hear()
{
    char word{};
    auto const got = ::read(line_.native_handle(), &word, 1);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return await_word();
    bool const well = got == 1 && word == ready;
    // The handler may destroy this object.
    auto const done = std::move(done_);
    done(well ? std::string{}
              : "the new process ended " + how_it_ended(pid_) +
                    " before it was ready; its messages are above");
}

std::string program_file()
{
    std::error_code failed;
    return std::filesystem::read_symlink("/proc/self/exe", failed).string();
}

bool is_dismissed(int predecessor)
{
    char word{};
    return ::recv(predecessor, &word, 1, MSG_DONTWAIT) == 1 && word == dismissed;
}

void tell_ready(int predecessor)
{
    static_cast<void>(::write(predecessor, &ready, 1));
}

} // namespace wayfinder::app
