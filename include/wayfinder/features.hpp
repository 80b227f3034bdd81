// The features of a prompt, counted.
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

/// Counts the features of a UTF-8 text, in time linear in its length whatever it holds. Bytes that are not
/// well-formed UTF-8 are ordinary characters, neither space nor letter.
[[nodiscard]] inline features extract_features(std::string_view text, lexicon const& terms)
{
    detail::feature_scanner scan{terms.table()};
    return scan.finish(detail::without_front_matter(text));
}

/// Counts the features of texts that all begin with the same lines, such as the turns of a conversation
/// behind its system prompt. The beginning is read once.
class shared_beginning {
public:
    /// `lines` is not empty, and the line feed behind it is added here.
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
        // What is to be read never ends at the line feed, behind which the texts differ.
        if (size_ > 0) scanned_.read(text_, size_ - 1);
    }

    /// The features of the beginning followed by `rest`.
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
    std::string text_; ///< the beginning, and the last text behind it
    std::size_t size_{};
    detail::feature_scanner scanned_;
    bool may_be_front_matter_{}; ///< its first line opens front matter that no line closes so far
};

} // namespace wayfinder
