// The texts of a conversation, as views into the request body, and the selection that the scorer reads.
#pragma once

#include <wayfinder/conversation.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// The author of a message.
enum class speaker : unsigned char { client, model, tool };

/// Exact and case-sensitive, as on the wire. `function` is the older name for `tool`.
constexpr speaker speaker_named(std::string_view role)
{
    if (role == "assistant") return speaker::model;
    return role == "tool" || role == "function" ? speaker::tool : speaker::client;
}

/// Texts are kept as written between their quotes and unescaped only when selected, so that a five-megabyte
/// image or the middle of a long chat costs nothing.
class transcript {
public:
    /// Messages and texts together. No real conversation has so many, and each uses memory that is not
    /// accounted for.
    static constexpr std::size_t most_parts = 1U << 16U;

    [[nodiscard]] bool is_full() const { return messages_.size() + texts_.size() > most_parts; }

    void clear();
    void begin_message();
    void set_role(role who) { messages_.back().who = who; }
    void set_speaker(speaker whose) { messages_.back().whose = whose; }
    /// Records that the message calls a tool.
    void call_tool() { messages_.back().calls_tools = true; }
    void add_text(std::string_view raw) { texts_.push_back(raw); }
    /// A repeated `content` member replaces the earlier one.
    void drop_texts_of_message() { texts_.resize(messages_.back().first_text); }

    [[nodiscard]] std::size_t size() const { return messages_.size(); }
    /// Of all messages, as written between their quotes.
    [[nodiscard]] std::span<std::string_view const> texts() const { return texts_; }

    /// Of one message, by index.
    [[nodiscard]] std::span<std::string_view const> texts_of(std::size_t index) const
    {
        auto const first = messages_[index].first_text;
        return texts().subspan(first, end_of(index) - first);
    }
    [[nodiscard]] speaker speaker_of(std::size_t index) const { return messages_[index].whose; }
    [[nodiscard]] role role_of(std::size_t index) const { return messages_[index].who; }

    /// Index of the model's last answer; nullopt if there is none.
    [[nodiscard]] std::optional<std::size_t> last_answer() const;
    /// Whether the model has called tools and is waiting for, or has just received, their results.
    [[nodiscard]] bool in_tool_loop() const;

    /// Sets `out` to the text that `scope` selects, unescaped, joined by line feeds.
    void select(route_scope scope, std::string& out) const;

    /// Indices of the messages of one role, oldest first.
    [[nodiscard]] std::vector<std::size_t> spoken_by(role who) const;
    /// Sets `out` to the texts of these messages, unescaped, joined by line feeds.
    void join(std::vector<std::size_t> const& messages, std::string& out) const;

private:
    struct message {
        role who{};
        std::size_t first_text{};
        speaker whose{};
        bool calls_tools{};
    };

    [[nodiscard]] std::size_t end_of(std::size_t index) const;

    std::vector<message> messages_;
    std::vector<std::string_view> texts_;
};

} // namespace wayfinder::wire::openai
