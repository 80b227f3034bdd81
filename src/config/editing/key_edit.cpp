#include "config/editing/key_edit.hpp"

#include "config/reading/document.hpp"
#include "config/values/sha256_text.hpp"

#include <algorithm>
#include <optional>

namespace wayfinder::config {

namespace {

/// A part of the text, as byte offsets.
struct span {
    std::size_t begin{};
    std::size_t end{};
};

std::size_t line_begin(std::string_view text, std::size_t line)
{
    std::size_t at = 0;
    while (--line > 0) at = text.find('\n', at) + 1;
    return at;
}

/// toml++ counts columns in code points.
std::size_t offset_of(std::string_view text, toml::source_position where)
{
    auto at = line_begin(text, where.line);
    for (auto column = where.column; column > 1 && at < text.size(); --column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
    return at;
}

span span_of(std::string_view text, toml::node const& value)
{
    return {offset_of(text, value.source().begin), offset_of(text, value.source().end)};
}

toml::table* key_table(toml::table& root, std::string_view id)
{
    toml::node* at = &root;
    for (auto const part : {std::string_view{"gateway"}, std::string_view{"keys"}, id}) {
        auto* const table = at->as_table();
        at = table == nullptr ? nullptr : table->get(part);
        if (at == nullptr) return nullptr;
    }
    return at->as_table();
}

/// The same document in two forms: the text, which is edited, and its meaning, which verifies the edit.
class editor {
public:
    editor(std::string_view document, std::string_view id)
        : text_{document}, id_{id}, parsed_{toml::parse(document)}, wanted_{parsed_}
    {
        table_ = key_table(parsed_, id_);
        if (table_ == nullptr) problem_ = "there is no key '" + id_ + "' in the file";
    }

    [[nodiscard]] std::optional<std::string> value(std::string_view name) const
    {
        auto const found = table_ == nullptr ? std::nullopt : text_at(*table_, name);
        return found ? std::optional<std::string>{*found} : std::nullopt;
    }

    template <class Value>
    void put(std::string_view name, Value const& value, std::string const& spelled)
    {
        if (!problem_.empty()) return;
        key_table(wanted_, id_)->insert_or_assign(name, value);
        if (auto const* const former = table_->get(name)) {
            auto const where = span_of(text_, *former);
            text_.replace(where.begin, where.end - where.begin, spelled);
        } else {
            insert(name, spelled);
        }
        parse_again();
    }

    void drop(std::string_view name)
    {
        if (!problem_.empty()) return;
        key_table(wanted_, id_)->erase(name);
        auto const value = span_of(text_, *table_->get(name));
        if (table_->is_inline())
            drop_inline(name, value);
        else
            drop_line(value);
        parse_again();
    }

    [[nodiscard]] key_edit result() &&
    {
        if (problem_.empty() && parsed_ != wanted_)
            problem_ = "the key '" + id_ + "' is written in a way that cannot be edited; change it by hand";
        if (!problem_.empty()) return {{}, problem_};
        return {std::move(text_), {}};
    }

    void refuse(std::string why)
    {
        if (problem_.empty()) problem_ = std::move(why);
    }

private:
    /// Inserts after the hash, which every key has, in the same style.
    void insert(std::string_view name, std::string const& spelled)
    {
        auto const* const hash = table_->get("hash");
        if (hash == nullptr) return refuse("the key '" + id_ + "' has no hash");
        auto const value = span_of(text_, *hash);
        if (table_->is_inline()) {
            text_.insert(value.end, ", " + std::string{name} + " = " + spelled);
            return;
        }
        auto const begin = text_.rfind('\n', value.begin) + 1;
        auto line = text_.substr(begin, value.begin - begin);
        auto const at = line.rfind("hash");
        if (at == line.npos) return;
        line.replace(at, 4, name);
        auto end = text_.find('\n', value.end);
        bool const last = end == text_.npos;
        if (last) end = text_.size();
        bool const crlf = end > 0 && text_[end - 1] == '\r';
        text_.insert(last ? end : end + 1,
                     last ? "\n" + line + spelled : line + spelled + (crlf ? "\r\n" : "\n"));
    }

    void drop_line(span value)
    {
        auto const begin = text_.rfind('\n', value.begin) + 1;
        auto const end = text_.find('\n', value.end);
        text_.erase(begin, end == text_.npos ? text_.npos : end + 1 - begin);
    }

    /// Together with the comma that separates it from its neighbour.
    void drop_inline(std::string_view name, span value)
    {
        auto begin = text_.rfind(name, value.begin);
        if (begin == text_.npos) return;
        auto end = value.end;
        auto const before = text_.find_last_not_of(" \t\"'", begin - 1);
        if (before != text_.npos && text_[before] == ',') {
            begin = before;
        } else {
            auto const comma = text_.find_first_not_of(" \t", end);
            if (comma != text_.npos && text_[comma] == ',') end = text_.find_first_not_of(" \t", comma + 1);
        }
        text_.erase(begin, end - begin);
    }

    void parse_again()
    {
        try {
            parsed_ = toml::parse(text_);
            table_ = key_table(parsed_, id_);
        } catch (toml::parse_error const&) {
            table_ = nullptr;
        }
        if (table_ == nullptr)
            refuse("the key '" + id_ + "' is written in a way that cannot be edited; change it by hand");
    }

    std::string text_;
    std::string id_;
    toml::table parsed_;
    toml::table wanted_;
    toml::table* table_{};
    std::string problem_;
};

} // namespace

key_edit add_next_hash(std::string_view document, std::string_view id, sha256 const& hash)
{
    editor edit{document, id};
    auto const text = to_text(hash);
    edit.put("next_hash", text, '"' + text + '"');
    return std::move(edit).result();
}

key_edit settle_next_hash(std::string_view document, std::string_view id)
{
    editor edit{document, id};
    auto const next = edit.value("next_hash");
    if (!next) {
        edit.refuse("the key '" + std::string{id} + "' has no next_hash: it is not being rotated");
        return std::move(edit).result();
    }
    edit.put("hash", *next, '"' + *next + '"');
    edit.drop("next_hash");
    return std::move(edit).result();
}

key_edit disable_key(std::string_view document, std::string_view id)
{
    editor edit{document, id};
    edit.put("disabled", true, "true");
    return std::move(edit).result();
}

} // namespace wayfinder::config
