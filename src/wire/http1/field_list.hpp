// The header fields of a valid message, for lookup.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::http1 {

/// A copy of the head and the positions of its fields. Its memory is reused from message to message.
class field_list {
public:
    /// A range of the head, in bytes.
    struct place {
        std::size_t at{};
        std::size_t size{};
    };

    void clear();
    /// While a head is parsed: records a field: where its name begins, and the position of its value, in the
    /// head.
    void note(std::string_view name, std::size_t begin, place value);
    /// Copies the head whose fields have been recorded.
    void keep(std::string_view head) { text_.assign(head); }
    /// Adds a field that is not in the head.
    void add(std::string_view name, std::string_view value);

    /// The value of the first field of this name, case-insensitive.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

    /// Calls `visit` with the value of each field of this name, in order.
    template <class Visit>
    void each(std::string_view name, Visit&& visit) const
    {
        auto const mark = mark_of(name);
        if (!may_have(mark)) return;
        for (auto const& one : fields_)
            if (is_named(one, name, mark)) visit(text_of(one.value()));
    }

    /// Calls `visit` with the name and value of each field, in order.
    template <class Visit>
    void all(Visit&& visit) const
    {
        for (auto const& one : fields_) visit(text_of(one.name()), text_of(one.value()));
    }

protected:
    [[nodiscard]] std::string_view text_of(place where) const
    {
        return std::string_view{text_}.substr(where.at, where.size);
    }

private:
    /// A case-insensitive 6-bit hash that distinguishes nearly all names: 0 to 63.
    using name_mark = std::uint8_t;

    /// 32 bits suffice: heads are far smaller than 4 GiB.
    struct field {
        std::uint32_t name_at;
        std::uint32_t name_size;
        std::uint32_t value_at;
        std::uint32_t value_size;
        name_mark mark;

        [[nodiscard]] place name() const { return {name_at, name_size}; }
        [[nodiscard]] place value() const { return {value_at, value_size}; }
    };

    static name_mark mark_of(std::string_view name)
    {
        if (name.empty()) return 0;
        auto const lower = [](char c) { return std::size_t{static_cast<unsigned char>(c)} | 0x20U; };
        return static_cast<name_mark>((name.size() * 5 + lower(name.front()) * 7 + lower(name.back())) % 64);
    }
    /// Most names that are looked up are absent.
    [[nodiscard]] bool may_have(name_mark which) const { return (marks_ >> which & 1U) != 0; }
    [[nodiscard]] bool is_named(field const& which, std::string_view name, name_mark of_name) const
    {
        return which.mark == of_name && which.name_size == name.size() && is_same(which.name(), name);
    }
    [[nodiscard]] bool is_same(place name, std::string_view other) const;

    std::string text_;
    std::vector<field> fields_;
    std::uint64_t marks_{}; ///< the marks of all names, one bit each
};

} // namespace wayfinder::wire::http1
