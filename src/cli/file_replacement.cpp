#include "cli/file_replacement.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;

std::string problem_of(char const* what, fs::path const& path)
{
    return std::string{"cannot "} + what + " " + path.string() + ": " + std::strerror(errno);
}

bool write_all(int file, std::string_view text)
{
    while (!text.empty()) {
        auto const written = write(file, text.data(), text.size());
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return fsync(file) == 0;
}

/// Writes a new file with the mode and owner of the one that it will replace.
std::string write_beside(fs::path const& beside, fs::path const& like, std::string_view text)
{
    struct stat former {};
    bool const exists = stat(like.c_str(), &former) == 0;
    auto const file = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return problem_of("write", beside);
    std::string problem;
    if (!write_all(file, text) || fchmod(file, exists ? former.st_mode & 07777U : 0644U) != 0)
        problem = problem_of("write", beside);
    if (exists && geteuid() == 0 && fchown(file, former.st_uid, former.st_gid) != 0)
        problem = problem_of("change the owner of", beside);
    close(file);
    return problem;
}

void flush_directory(fs::path const& directory)
{
    auto const opened = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return;
    fsync(opened);
    close(opened);
}

} // namespace

bool has_text(fs::path const& file, std::string_view text)
{
    std::ifstream in{file, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{in}, {}} == text;
}

std::string replace_file(fs::path const& file, std::string_view text)
{
    std::error_code failed;
    auto target = fs::absolute(file, failed);
    if (!failed) target = fs::weakly_canonical(target, failed);
    if (failed) target = file;
    auto beside = target;
    beside += ".new-" + std::to_string(getpid());
    if (auto problem = write_beside(beside, target, text); !problem.empty()) {
        fs::remove(beside, failed);
        return problem;
    }
    if (fs::exists(target)) {
        auto backup = target;
        backup += ".bak";
        auto copy = backup;
        copy += ".new-" + std::to_string(getpid());
        fs::copy_file(target, copy, fs::copy_options::overwrite_existing, failed);
        if (!failed) fs::rename(copy, backup, failed);
        if (failed) {
            std::error_code ignored;
            fs::remove(copy, ignored);
            fs::remove(beside, ignored);
            return "cannot keep the previous file as " + backup.string();
        }
    }
    if (std::rename(beside.c_str(), target.c_str()) != 0) {
        auto problem = problem_of("replace", target);
        fs::remove(beside, failed);
        return problem;
    }
    flush_directory(target.parent_path());
    return {};
}

} // namespace wayfinder::cli
