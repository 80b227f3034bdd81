// Columns of text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::cli {

/// Columns as wide as their widest cell, two blanks apart. A column in which nothing stands is left out.
/// Control characters become '?'.
class text_table {
public:
    using row = std::vector<std::string>;

    /// `numbers`: how many columns, counted from the right, are flush right.
    explicit text_table(row titles, std::size_t numbers = 0);

    void add(row cells);

    [[nodiscard]] std::string text() const;

private:
    std::vector<row> rows_; ///< the titles are the first
    std::size_t numbers_;
};

} // namespace wayfinder::cli
