// Columns of text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::cli {

/// Columns are as wide as their widest cell, two blanks apart. An empty column is omitted. Control characters
/// become '?'.
class text_table {
public:
    using row = std::vector<std::string>;

    /// `numbers`: how many columns, counted from the right, are right-aligned.
    explicit text_table(row titles, std::size_t numbers = 0);

    void add(row cells);

    [[nodiscard]] std::string text() const;

private:
    std::vector<row> rows_; ///< the first one contains the titles
    std::size_t numbers_;
};

} // namespace wayfinder::cli
