// A terminal without a person: a program writes to it, the test sees what a screen would get.
#pragma once

#include "file_descriptor.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace wayfinder::testing {

class pseudo_terminal {
public:
    explicit pseudo_terminal(unsigned short columns);

    /// What a program opens, as a file to read from or write to.
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    /// All that was written so far, as it came; lines end in CR LF.
    std::string const& text();
    bool shows(std::string_view words) { return text().find(words) != std::string::npos; }

private:
    file_descriptor screen_;
    file_descriptor line_; ///< the program's end, open here too: it outlives the program
    std::filesystem::path path_;
    std::string text_;
};

} // namespace wayfinder::testing
