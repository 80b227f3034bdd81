// The credential is found in every spelling, however an answer is split into pieces.
#include "gateway/upstream/redacted_answer.hpp"

#include <boost/asio/co_spawn.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayfinder::gateway {
namespace {

constexpr std::string_view key = "sk-abc/def+0123456789";

/// An answer in pieces of this size.
class pieces final : public net::answer {
public:
    pieces(std::string body, std::size_t size) : body_{std::move(body)}, size_{size} {}

    header& fields() { return head_; }
    [[nodiscard]] header const& head() const override { return head_; }
    net::asio::awaitable<piece> next_piece() override
    {
        piece next;
        next.bytes = std::string_view{body_}.substr(at_, size_);
        at_ += next.bytes.size();
        next.end = at_ == body_.size();
        co_return next;
    }
    void tighten_deadline(std::chrono::steady_clock::time_point) override {}

private:
    header head_;
    std::string body_;
    std::size_t size_;
    std::size_t at_{};
};

net::asio::awaitable<void> collect(net::answer& from, std::string& body)
{
    for (bool end = false; !end;) {
        auto const next = co_await from.next_piece();
        body.append(next.bytes);
        end = next.end;
    }
}

std::string read(net::answer& from)
{
    std::string body;
    net::asio::io_context context;
    net::asio::co_spawn(context, collect(from, body), [](std::exception_ptr failed) {
        if (failed) std::rethrow_exception(failed);
    });
    context.run();
    return body;
}

TEST(redaction, takes_the_credential_out)
{
    redaction const secret{key};
    EXPECT_EQ(secret.applied("bad key sk-abc/def+0123456789!"), "bad key [redacted]!");
    EXPECT_EQ(secret.applied(R"("sk-abc\/def+0123456789")"), R"("[redacted]")");
    EXPECT_TRUE(secret.finds(R"(x sk-abc\/def+0123456789)"));
    EXPECT_FALSE(secret.finds("sk-abc/def+012345678"));
    EXPECT_EQ(secret.applied("sk-abc/def+012345678"), "sk-abc/def+012345678");
}

TEST(redaction, knows_what_json_writers_escape_without_need)
{
    redaction const secret{"sk-a+b<c/0123"};
    EXPECT_EQ(secret.applied(R"(x sk-a+b\u003cc/0123 y)"), "x [redacted] y");
    EXPECT_EQ(secret.applied(R"(x sk-a\u002Bb\u003Cc/0123 y)"), "x [redacted] y");
    EXPECT_EQ(secret.open_end(R"(x sk-a\u002)"), 9U);
}

TEST(redaction, a_short_one_is_looked_for_where_it_was_sent)
{
    redaction const secret{"none"};
    EXPECT_EQ(secret.applied("none of these: Bearer none"), "none of these: [redacted]");
}

TEST(redaction, a_part_of_the_placeholder_is_not_taken_out_for_ever)
{
    for (auto const* credential : {"redacted", "[redacted", "redacted]", "[redacted]"})
        EXPECT_EQ(redaction{credential}.applied(std::string{"it is "} + credential + " here"),
                  "it is [redacted] here")
            << credential;
}

TEST(redaction, without_a_credential_nothing_is_found)
{
    for (redaction const& secret : {redaction{}, redaction{""}}) {
        EXPECT_FALSE(secret.finds("anything"));
        EXPECT_EQ(secret.open_end("anything"), 0U);
    }
}

TEST(redaction, sees_what_may_go_on)
{
    redaction const secret{key};
    EXPECT_EQ(secret.open_end("the key sk-abc/"), 7U);
    EXPECT_EQ(secret.open_end(R"(the key sk-abc\)"), 7U);
    EXPECT_EQ(secret.open_end("this"), 1U);
    EXPECT_EQ(secret.open_end("data: x\n\n"), 0U);
}

TEST(redacted_answer, is_the_same_in_pieces_of_any_size)
{
    redaction const secret{key};
    std::string const told = "sk-ab, " + std::string{key} + std::string{key} + " and sk-abc/def+01234567";
    for (std::size_t size = 1; size <= told.size(); ++size) {
        pieces upstream{told, size};
        redacted_answer answer{upstream, secret};
        EXPECT_EQ(read(answer), "sk-ab, [redacted][redacted] and sk-abc/def+01234567") << size;
    }
}

TEST(redacted_answer, its_fields_tell_nothing_either)
{
    redaction const secret{key};
    pieces upstream{"", 1};
    upstream.fields().status = 429;
    upstream.fields().fields.add("x-request-id", "7");
    upstream.fields().fields.add("openai-organization", "of " + std::string{key});
    redacted_answer const answer{upstream, secret};
    EXPECT_EQ(answer.head().status, 429U);
    EXPECT_EQ(answer.head()["x-request-id"], "7");
    EXPECT_EQ(answer.head()["openai-organization"], "of [redacted]");
}

} // namespace
} // namespace wayfinder::gateway
