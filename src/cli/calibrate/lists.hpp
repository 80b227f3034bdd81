// Lists on the command line: `a,b` and `a=1,b=2`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::cli {

/// The comma-separated parts, without surrounding blanks. Empty parts are kept, so that the caller can reject
/// them.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

using named_numbers = std::vector<std::pair<std::string, double>>;

/// Names with numbers. If a part is not `name=number`, returns nullopt and stores that part in `wrong`. The
/// last `=` is the separator, since numbers do not contain one.
[[nodiscard]] std::optional<named_numbers> split_numbers(std::string_view text, std::string& wrong);

} // namespace wayfinder::cli
