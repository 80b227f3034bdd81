#include "temporary_directory.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace wayfinder::testing {

temporary_directory::temporary_directory()
{
    auto name = (std::filesystem::temp_directory_path() / "wayfinder-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = std::filesystem::canonical(name);
}

temporary_directory::~temporary_directory()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path temporary_directory::write(std::string_view name, std::string_view content) const
{
    auto file = path_ / name;
    std::ofstream out{file, std::ios::binary};
    out << content;
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
    return file;
}

std::string read_file(std::filesystem::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

} // namespace wayfinder::testing
