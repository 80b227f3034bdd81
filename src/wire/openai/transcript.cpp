#include "wire/openai/transcript.hpp"

#include "wire/json/text.hpp"

namespace wayfinder::wire::openai {

void transcript::clear()
{
    constexpr std::size_t most_kept = 4096; // do not keep the memory of an exceptionally large request
    if (messages_.capacity() > most_kept) messages_ = std::vector<message>{};
    if (texts_.capacity() > most_kept) texts_ = std::vector<std::string_view>{};
    messages_.clear();
    texts_.clear();
}

void transcript::begin_message()
{
    messages_.push_back({role::other, texts_.size(), speaker::client, false});
}

std::size_t transcript::end_of(std::size_t index) const
{
    return index + 1 < messages_.size() ? messages_[index + 1].first_text : texts_.size();
}

std::optional<std::size_t> transcript::last_answer() const
{
    for (auto index = messages_.size(); index-- > 0;)
        if (messages_[index].whose == speaker::model) return index;
    return std::nullopt;
}

bool transcript::in_tool_loop() const
{
    if (messages_.empty()) return false;
    auto const& last = messages_.back();
    return last.whose == speaker::tool || (last.whose == speaker::model && last.calls_tools);
}

void transcript::select(route_scope scope, std::string& out) const
{
    std::vector<message_info> infos;
    infos.reserve(messages_.size());
    for (std::size_t i = 0; i < messages_.size(); ++i)
        infos.push_back({messages_[i].who, end_of(i) > messages_[i].first_text});
    std::vector<std::size_t> chosen;
    select_messages(infos, scope, chosen);
    join(chosen, out);
}

std::vector<std::size_t> transcript::spoken_by(role who) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < messages_.size(); ++i)
        if (messages_[i].who == who) found.push_back(i);
    return found;
}

void transcript::join(std::vector<std::size_t> const& messages, std::string& out) const
{
    out.clear();
    std::size_t most = 0;
    for (auto const index : messages)
        for (auto text = messages_[index].first_text; text < end_of(index); ++text)
            most += texts_[text].size() + 1;
    out.reserve(most);
    bool first = true;
    for (auto const index : messages) {
        for (auto text = messages_[index].first_text; text < end_of(index); ++text) {
            if (!first) out.push_back('\n');
            first = false;
            json::append_unescaped(out, texts_[text]);
        }
    }
}

} // namespace wayfinder::wire::openai
