#include "config/values/command_words.hpp"

namespace wayfinder::config {

namespace {

constexpr std::string_view blanks{" \t\r\n"};
constexpr std::string_view escaped_in_double_quotes{"\"\\$`\n"};
/// Unquoted, these make a shell join, redirect or expand.
constexpr std::string_view operators{"|&;<>()$`"};
constexpr std::string_view expansions{"$`"};

class splitter {
public:
    explicit splitter(std::string_view text) : text_{text} {}

    command_words split()
    {
        while (at_ < text_.size() && result_.problem.empty()) step(text_[at_++]);
        end_word();
        if (result_.problem.empty() && result_.words.empty()) result_.problem = "it is blank";
        if (!result_.problem.empty()) result_.words.clear();
        return std::move(result_);
    }

private:
    void step(char c)
    {
        if (blanks.find(c) != blanks.npos) return end_word();
        if (c == '~' && !in_word_) note(c); // a home directory, but only at the start of a word
        in_word_ = true;
        if (c == '\'')
            single_quotes();
        else if (c == '"')
            double_quotes();
        else if (c == '\\')
            escape();
        else
            take(c, operators);
    }

    void single_quotes()
    {
        auto const end = text_.find('\'', at_);
        if (end == text_.npos) return fail("a ' is never closed");
        word_ += text_.substr(at_, end - at_);
        at_ = end + 1;
    }

    void double_quotes()
    {
        while (at_ < text_.size() && text_[at_] != '"') {
            auto const c = text_[at_++];
            bool const escapes =
                c == '\\' && at_ < text_.size() && escaped_in_double_quotes.find(text_[at_]) != text_.npos;
            if (escapes)
                escape();
            else
                take(c, expansions);
        }
        if (at_ == text_.size()) return fail("a \" is never closed");
        ++at_;
    }

    void escape()
    {
        if (at_ == text_.size()) return fail("it ends in a \\ that escapes nothing");
        auto const c = text_[at_++];
        if (c != '\n') word_ += c; // an escaped newline joins two lines
    }

    void take(char c, std::string_view special)
    {
        word_ += c;
        if (special.find(c) != special.npos) note(c);
    }

    void note(char c)
    {
        if (result_.shell_only.find(c) == std::string::npos) result_.shell_only += c;
    }

    void end_word()
    {
        if (in_word_) result_.words.push_back(std::move(word_));
        word_.clear();
        in_word_ = false;
    }

    void fail(std::string problem) { result_.problem = std::move(problem); }

    std::string_view text_;
    std::size_t at_{};
    std::string word_;
    bool in_word_{}; ///< also true inside an empty word, such as ''
    command_words result_;
};

} // namespace

command_words split_command(std::string_view text)
{
    return splitter{text}.split();
}

std::optional<std::string> check_command(std::string_view text)
{
    if (text.find('\0') != text.npos) return "a command without null characters";
    if (text.find_first_not_of(blanks) != text.npos) return std::nullopt;
    return "a command";
}

} // namespace wayfinder::config
