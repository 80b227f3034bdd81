// HTTP/1.1 header fields in the order in which they arrived.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::testing {

class header_list {
public:
    using field = std::pair<std::string, std::string>;

    header_list() = default;
    header_list(std::initializer_list<field> fields) : fields_(fields) {}

    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }

    /// The first value of the name, ignoring case.
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

    /// The same, with "" for an absent field: for expectations.
    [[nodiscard]] std::string get(std::string_view name) const { return find(name).value_or(""); }
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    [[nodiscard]] std::size_t count(std::string_view name) const;

    [[nodiscard]] std::vector<field> const& fields() const { return fields_; }

    /// `Name: value\r\n` for each field.
    [[nodiscard]] std::string to_wire() const;

private:
    std::vector<field> fields_;
};

/// The start line and the fields of a message head, which ends with its blank line.
struct message_head {
    std::string start_line;
    header_list headers;
};

/// Throws std::runtime_error if the bytes are not a message head.
message_head parse_head(std::string_view bytes);

bool equal_ignoring_case(std::string_view left, std::string_view right);

} // namespace wayfinder::testing
