// A simulated terminal: a program writes to it, the test sees what a screen would get.
#pragma once

#include "file_descriptor.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace wayfinder::testing {

class pseudo_terminal {
public:
    explicit pseudo_terminal(unsigned short columns);

    /// The device that a program opens to read or write.
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    /// Everything written so far, unmodified; lines end in CR LF.
    std::string const& text();
    bool shows(std::string_view words) { return text().find(words) != std::string::npos; }

private:
    file_descriptor screen_;
    file_descriptor line_; ///< the program's end, open here too: it outlives the program
    std::filesystem::path path_;
    std::string text_;
};

} // namespace wayfinder::testing
