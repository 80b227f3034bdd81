// The header fields of a message that has been found sound, to be asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::http1 {

/// A copy of the field lines and the places in it. Its memory serves one message after the other.
class field_list {
public:
    /// Takes over field lines of which it is known that they are none but such, each with its line end.
    void take(std::string_view lines);
    /// Adds one more field.
    void add(std::string_view name, std::string_view value);
    void clear();

    /// The value of the first field of this name, in any case.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

    /// Calls `visit` with the value of each field of this name, in their order.
    template <class Visit>
    void each(std::string_view name, Visit&& visit) const
    {
        for (auto const& one : fields_)
            if (is_named(one, name)) visit(text_of(one.value));
    }

    /// Calls `visit` with the name and the value of each field, in their order.
    template <class Visit>
    void all(Visit&& visit) const
    {
        for (auto const& one : fields_) visit(text_of(one.name), text_of(one.value));
    }

private:
    struct place {
        std::uint32_t at{};
        std::uint32_t size{};
    };
    struct field {
        place name;
        place value;
    };

    [[nodiscard]] std::string_view text_of(place where) const
    {
        return std::string_view{text_}.substr(where.at, where.size);
    }
    [[nodiscard]] bool is_named(field const& which, std::string_view name) const;
    [[nodiscard]] place place_of(std::string_view part) const;

    std::string text_;
    std::vector<field> fields_;
};

} // namespace wayfinder::wire::http1
