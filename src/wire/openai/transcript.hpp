// The conversation's texts, as views into the request body, and which of them the scorer reads.
#pragma once

#include <wayfinder/conversation.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// Texts are kept as they stand between their quotes and unescaped only when selected, so that an image of
/// five megabytes or the middle of a long chat costs nothing.
class transcript {
public:
    void clear();
    void begin_message();
    void set_role(role who) { messages_.back().who = who; }
    void add_text(std::string_view raw) { texts_.push_back(raw); }
    /// A repeated `content` member replaces the earlier one.
    void drop_texts_of_message() { texts_.resize(messages_.back().first_text); }

    [[nodiscard]] std::size_t size() const { return messages_.size(); }
    /// Of all messages, as they stand between their quotes.
    [[nodiscard]] std::span<std::string_view const> texts() const { return texts_; }

    /// Replaces `out` by the text that `scope` selects, unescaped, joined by line feeds.
    void select(route_scope scope, std::string& out) const;

    /// The messages of one role, oldest first, by index.
    [[nodiscard]] std::vector<std::size_t> spoken_by(role who) const;
    /// Replaces `out` by the texts of these messages, unescaped, joined by line feeds.
    void join(std::vector<std::size_t> const& messages, std::string& out) const;

private:
    struct message {
        role who{};
        std::size_t first_text{};
    };

    [[nodiscard]] std::size_t end_of(std::size_t index) const;

    std::vector<message> messages_;
    std::vector<std::string_view> texts_;
};

} // namespace wayfinder::wire::openai
