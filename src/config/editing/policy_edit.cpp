#include "config/editing/policy_edit.hpp"

#include "config/editing/routing_text.hpp"
#include "config/reading/document.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace wayfinder::config {

namespace {

constexpr std::string_view remark_mark = "# wayfinder-router recalibrate: ";

/// A text split into lines, some of which are removed. Lines count from 0 here, from 1 in toml++.
class line_editor {
public:
    explicit line_editor(std::string_view text)
    {
        while (!text.empty()) {
            auto const end = std::min(text.find('\n'), text.size() - 1) + 1;
            lines_.push_back(text.substr(0, end));
            text.remove_prefix(end);
        }
        taken_.resize(lines_.size());
    }

    void take(std::size_t first, std::size_t last)
    {
        for (auto at = first; at <= last && at <= lines_.size(); ++at) taken_[at - 1] = true;
    }

    [[nodiscard]] bool is_header(std::size_t line) const
    {
        auto const& text = lines_[line - 1];
        auto const first = text.find_first_not_of(" \t");
        return first != text.npos && text[first] == '[';
    }

    /// The text with `block` inserted before line `where`, separated by blank lines.
    [[nodiscard]] std::string with(std::string block, std::size_t where)
    {
        take_remarks();
        take_blanks_between();
        bool const crlf = !lines_.empty() && lines_.front().ends_with("\r\n");
        if (crlf)
            for (auto at = block.find('\n'); at != block.npos; at = block.find('\n', at + 2))
                block.insert(at, "\r");
        std::string const line_end = crlf ? "\r\n" : "\n";
        std::string text;
        for (std::size_t at = 0; at <= lines_.size(); ++at) {
            if (at + 1 == where) {
                if (!text.empty() && !text.ends_with('\n')) text += line_end;
                if (!text.empty() && !text.ends_with(line_end + line_end)) text += line_end;
                text += block;
                if (auto const next = next_kept(at); next && !is_blank(*next)) text += line_end;
            }
            if (at < lines_.size() && !taken_[at]) text += lines_[at];
        }
        return text;
    }

    [[nodiscard]] std::size_t end() const { return lines_.size() + 1; }

private:
    [[nodiscard]] bool is_blank(std::size_t at) const
    {
        return lines_[at].find_first_not_of(" \t\r\n") == std::string_view::npos;
    }

    [[nodiscard]] std::optional<std::size_t> next_kept(std::size_t at) const
    {
        while (at < lines_.size() && taken_[at]) ++at;
        return at < lines_.size() ? std::optional{at} : std::nullopt;
    }

    /// An earlier edit's remark is directly above the block that it introduced.
    void take_remarks()
    {
        for (std::size_t at = 0; at + 1 < lines_.size(); ++at)
            if (taken_[at + 1] && lines_[at].starts_with(remark_mark)) taken_[at] = true;
    }

    /// Blank lines between removed lines are removed too.
    void take_blanks_between()
    {
        auto const none = lines_.size();
        auto gap = none; // start of the blank lines after a removed line
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            if (taken_[at]) {
                for (auto blank = gap; blank < at; ++blank) taken_[blank] = true;
                gap = at + 1;
            } else if (!is_blank(at)) {
                gap = none;
            }
        }
    }

    std::vector<std::string_view> lines_;
    std::vector<bool> taken_;
};

/// Calls `visit(first, last, header)` for the lines of every header and value of a table, in any order.
template <class Visitor>
void each_piece(toml::node const& value, std::size_t key_line, line_editor const& lines, Visitor const& visit)
{
    auto const header_line = static_cast<std::size_t>(value.source().begin.line);
    auto const* table = value.as_table();
    auto const* array = value.as_array();
    if (table != nullptr && !table->is_inline()) {
        if (lines.is_header(header_line)) visit(header_line, header_line, true);
        for (auto const& each : in_file_order(*table))
            each_piece(*each.value, each.where().line, lines, visit);
    } else if (array != nullptr && !array->empty() && array->is_array_of_tables() &&
               !array->front().as_table()->is_inline()) {
        for (auto const& each : *array) each_piece(each, key_line, lines, visit);
    } else {
        visit(key_line, static_cast<std::size_t>(value.source().end.line), false);
    }
}

void keep_costs(toml::table const& routing, policy& policy)
{
    auto* const ladder = std::get_if<tiers_policy>(&policy);
    auto const* const former = array_at(routing, "tiers");
    if (ladder == nullptr || former == nullptr) return;
    for (auto const& each : *former) {
        auto const* const table = each.as_table();
        auto const model = text_at(*table, "model");
        auto const* const cost = table->get("cost");
        for (auto& tier : ladder->tiers)
            if (cost != nullptr && !tier.cost && tier.model == model) tier.cost = as_number(*cost);
    }
}

/// Whether two documents are equal outside [routing].
bool agree_elsewhere(std::string_view before, std::string_view after)
{
    auto former = toml::parse(before);
    auto edited = toml::parse(after);
    former.erase("routing");
    edited.erase("routing");
    return former == edited;
}

policy_edit checked(std::string_view before, std::string after)
{
    if (agree_elsewhere(before, after)) return {std::move(after), {}};
    return {{}, "the edit would change more than [routing]; put the policy in by hand"};
}

std::string block_of(policy policy, std::string_view remark)
{
    return std::string{remark_mark}.append(remark) + "\n" + routing_toml({std::move(policy), {}, {}});
}

} // namespace

policy_edit replace_policy(std::string_view document, policy policy, std::string_view remark)
{
    auto const parsed = toml::parse(document);
    line_editor lines{document};
    auto const* const routing = table_at(parsed, "routing");
    if (routing == nullptr)
        return checked(document, lines.with(block_of(std::move(policy), remark), lines.end()));
    if (routing->is_inline())
        return {{}, "'routing' is written as an inline table; write it as a [routing] section"};

    keep_costs(*routing, policy);
    std::size_t first_taken_header = 0;
    std::size_t last_kept = 0; // of the part of [routing] that stays under its own headers
    auto const routing_line = static_cast<std::size_t>(routing->source().begin.line);
    bool under_header = lines.is_header(routing_line);
    if (under_header) last_kept = routing_line;
    for (auto const& each : in_file_order(*routing)) {
        auto const name = each.name();
        bool const goes = name == "threshold" || name == "tiers" || name == "classifier";
        each_piece(*each.value, each.where().line, lines,
                   [&](std::size_t first, std::size_t last, bool header) {
                       if (goes) lines.take(first, last);
                       if (goes && header && (first_taken_header == 0 || first < first_taken_header))
                           first_taken_header = first;
                       under_header = under_header || header;
                       if (!goes) last_kept = std::max(last_kept, last);
                   });
    }
    auto const behind = under_header && last_kept > 0 ? last_kept + 1 : lines.end();
    auto const where = first_taken_header > 0 ? first_taken_header : behind;
    return checked(document, lines.with(block_of(std::move(policy), remark), where));
}

} // namespace wayfinder::config
