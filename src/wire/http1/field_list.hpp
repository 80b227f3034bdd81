// The header fields of a message that has been found sound, to be asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::http1 {

/// A copy of the head and the places of the fields in it. Its memory serves one message after the other.
class field_list {
public:
    /// A stretch of the head, in bytes.
    struct place {
        std::size_t at{};
        std::size_t size{};
    };

    void clear();
    /// While a head is read: where a field lies in it.
    void note(place name, place value);
    /// Takes over the head whose fields have been noted.
    void keep(std::string_view head) { text_.assign(head); }
    /// Adds a field that is in no head.
    void add(std::string_view name, std::string_view value);

    /// The value of the first field of this name, in any case.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

    /// Calls `visit` with the value of each field of this name, in their order.
    template <class Visit>
    void each(std::string_view name, Visit&& visit) const
    {
        if (!may_have(name)) return;
        for (auto const& one : fields_)
            if (is_named(one, name)) visit(text_of(one.value));
    }

    /// Calls `visit` with the name and the value of each field, in their order.
    template <class Visit>
    void all(Visit&& visit) const
    {
        for (auto const& one : fields_) visit(text_of(one.name), text_of(one.value));
    }

protected:
    [[nodiscard]] std::string_view text_of(place where) const
    {
        return std::string_view{text_}.substr(where.at, where.size);
    }

private:
    struct field {
        place name;
        place value;
    };

    /// Nearly all names that are asked for are not there, and nearly as many have a length of their own.
    [[nodiscard]] bool may_have(std::string_view name) const { return (lengths_ & bit_of(name.size())) != 0; }
    [[nodiscard]] bool is_named(field const& which, std::string_view name) const;
    static std::uint64_t bit_of(std::size_t length) { return std::uint64_t{1} << (length % 64); }

    std::string text_;
    std::vector<field> fields_;
    std::uint64_t lengths_{}; ///< of the names, a bit for each
};

} // namespace wayfinder::wire::http1
