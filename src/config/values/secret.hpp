// Text that is erased from memory when it is no longer used.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <string.h>

namespace wayfinder::config {

/// Overwrites the bytes so that the compiler cannot drop the writes, although nothing reads them.
inline void wipe(std::string& text)
{
    text.resize(text.capacity()); // what was truncated is still there
    ::explicit_bzero(text.data(), text.size());
    text.clear();
}

/// A key or token. Its storage is overwritten whenever it is released; it grows only into new storage. Code
/// that copies the view is responsible for the copy.
class secret {
public:
    secret() = default;
    explicit secret(std::string_view text) : text_{text} {}
    secret(secret const&) = default;
    secret(secret&& other) noexcept : text_{std::move(other.text_)} { wipe(other.text_); }
    secret& operator=(secret const& other)
    {
        if (this != &other) *this = secret{other};
        return *this;
    }
    secret& operator=(secret&& other) noexcept
    {
        if (this == &other) return *this;
        wipe(text_);
        text_.swap(other.text_);
        wipe(other.text_);
        return *this;
    }
    ~secret() { wipe(text_); }

    void append(std::string_view more)
    {
        if (text_.size() + more.size() > text_.capacity()) {
            std::string wider;
            wider.reserve(2 * (text_.size() + more.size()));
            wider.append(text_);
            wipe(text_);
            text_.swap(wider);
        }
        text_.append(more);
    }

    [[nodiscard]] std::string_view view() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

    friend auto operator<=>(secret const&, secret const&) = default;

private:
    std::string text_;
};

} // namespace wayfinder::config
