// A chat request as OpenAI's own Python library sends it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::bench {

struct question {
    std::string model{"local"};
    std::size_t prompt_size{1024};
    bool stream{};
    bool repeated{}; ///< the same words every time: a cache has the answer
    std::string token{"sk-nobody"};
    std::string fields{}; ///< further header fields, each with its line end
};

/// The bytes of such a request; every call of next() asks something new.
class question_text {
public:
    explicit question_text(question const& about);

    /// `serial` is written into the prompt, and incremented.
    std::string_view next(std::uint64_t& serial);

private:
    std::string bytes_;
    std::size_t serial_at_{};
    bool repeated_{};
};

} // namespace wayfinder::bench
