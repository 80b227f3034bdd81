// The head of a request that has been found sound, to be asked for its parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::http1 {

/// A copy of the bytes and the places of the lines in it. Its memory serves one request after the other.
class head_lines {
public:
    /// Takes over a head up to and with its empty line, of which `request_head` has said that it is complete.
    void take(std::string_view head);
    void clear();

    [[nodiscard]] std::string_view method() const { return text_of(method_); }
    [[nodiscard]] std::string_view target() const { return text_of(target_); }

    /// The value of the first field of this name, in any case.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

    /// Calls `visit` with the value of each field of this name, in their order.
    template <class Visit>
    void each(std::string_view name, Visit&& visit) const
    {
        for (auto const& one : fields_)
            if (is_named(one, name)) visit(text_of(one.value));
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
    place method_;
    place target_;
    std::vector<field> fields_;
};

} // namespace wayfinder::wire::http1
