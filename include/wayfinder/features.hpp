// Counts the features of a prompt.
#pragma once

#include <wayfinder/detail/feature_scanner.hpp>
#include <wayfinder/detail/front_matter.hpp>
#include <wayfinder/feature.hpp>
#include <wayfinder/lexicon.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder {

/// Counts the features of a UTF-8 text, in time linear in its length for any input. Malformed UTF-8 bytes
/// count as ordinary characters, neither whitespace nor letters.
[[nodiscard]] inline features extract_features(std::string_view text, lexicon const& terms)
{
    detail::feature_scanner scan{terms.table()};
    return scan.finish(detail::without_front_matter(text));
}

/// Counts the features of texts that share their first lines, such as the turns of a conversation after its
/// system prompt. The shared part is scanned once.
class shared_beginning {
public:
    /// `lines` must not be empty; the line feed that ends them is appended here.
    shared_beginning(std::string_view lines, lexicon const& terms)
        : terms_{terms}, text_{lines}, scanned_{terms.table()}
    {
        text_ += '\n';
        if (auto const opened = detail::behind_opening_line(text_)) {
            auto const behind = detail::behind_closing_line(*opened);
            may_be_front_matter_ = !behind;
            if (behind) text_.erase(0, text_.size() - behind->size());
        }
        size_ = text_.size();
        // Stop before the line feed: from there on, the texts differ.
        if (size_ > 0) scanned_.read(text_, size_ - 1);
    }

    /// The features of the shared beginning followed by `rest`.
    [[nodiscard]] features extract(std::string_view rest)
    {
        if (may_be_front_matter_)
            if (auto const behind = detail::behind_closing_line(rest))
                return detail::feature_scanner{terms_.table()}.finish(*behind);
        text_.resize(size_);
        text_ += rest;
        auto scan = scanned_;
        return scan.finish(text_);
    }

private:
    lexicon const& terms_;
    std::string text_; ///< the beginning, followed by the last text passed to `extract`
    std::size_t size_{};
    detail::feature_scanner scanned_;
    bool may_be_front_matter_{}; ///< the first line opens front matter that is not closed yet
};

} // namespace wayfinder
