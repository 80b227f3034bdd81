#include "gateway/observability/access_line.hpp"

#include <gtest/gtest.h>

namespace wayfinder::gateway {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using telemetry::line_format;

std::string line_of(access_record const& what, line_format format = line_format::json)
{
    std::string out;
    append_line(out, what, format);
    return out;
}

access_record answered()
{
    access_record made;
    made.at = std::chrono::system_clock::time_point{1'700'000'000s};
    made.request_id = "mine-1";
    made.key = "team-a";
    made.client = boost::asio::ip::make_address("2001:db8::7");
    made.method = "POST";
    made.path = "/v1/chat/completions";
    made.asked = "auto";
    made.chosen = "cloud";
    made.served = "local";
    made.mode = "scored";
    made.cache = "miss";
    made.score = 0.25;
    made.status = 200;
    made.streamed = true;
    made.total = 12'500us;
    made.first_byte = 3'000us;
    made.upstream = 12'000us;
    made.stats.outcome = control::outcome::answered;
    made.stats.attempts = 2;
    made.stats.tokens = {600, 100, 400};
    made.stats.source = wire::usage_source::reported;
    made.stats.unit = control::unit::usd;
    made.stats.cost = 123'000;
    return made;
}

TEST(access_line, has_what_is_known_of_an_answer)
{
    EXPECT_EQ(line_of(answered()),
              R"({"time":"2023-11-14T22:13:20.000000Z","request_id":"mine-1","key":"team-a",)"
              R"("client":"2001:db8::7","method":"POST","path":"/v1/chat/completions","asked":"auto",)"
              R"("model":"cloud","served_by":"local","score":0.2500,"mode":"scored","cache":"miss",)"
              R"("streamed":true,"status":200,"outcome":"answered","total_ms":12.500,"first_byte_ms":3.000,)"
              R"("upstream_ms":12.000,"attempts":2,"prompt_tokens":600,"cached_prompt_tokens":100,)"
              R"("completion_tokens":400,"usage":"reported","cost":0.000123,"unit":"usd"})"
              "\n");
}

TEST(access_line, can_be_text)
{
    auto what = answered();
    what.asked = "a b";
    EXPECT_EQ(line_of(what, line_format::text),
              R"(time=2023-11-14T22:13:20.000000Z request_id=mine-1 key=team-a client=2001:db8::7 )"
              R"(method=POST path=/v1/chat/completions asked="a b" model=cloud served_by=local score=0.2500 )"
              R"(mode=scored cache=miss streamed=true status=200 outcome=answered total_ms=12.500 )"
              R"(first_byte_ms=3.000 upstream_ms=12.000 attempts=2 prompt_tokens=600 )"
              R"(cached_prompt_tokens=100 completion_tokens=400 usage=reported cost=0.000123 unit=usd)"
              "\n");
}

TEST(access_line, leaves_out_what_is_not_known)
{
    access_record what;
    what.at = std::chrono::system_clock::time_point{1'700'000'000s};
    what.request_id = "r";
    what.status = 401;
    what.total = 1us;
    what.stats.error = "invalid_api_key";
    EXPECT_EQ(line_of(what), R"({"time":"2023-11-14T22:13:20.000000Z","request_id":"r","status":401,)"
                             R"("outcome":"refused","error":"invalid_api_key","total_ms":0.001})"
                             "\n");
}

TEST(access_line, tells_how_it_ended)
{
    auto what = answered();
    what.status = 503; // it was booked, and could not be sent
    EXPECT_NE(line_of(what).find(R"("outcome":"failed")"), std::string::npos);
    what.stats.outcome.reset();
    what.status = 200;
    EXPECT_NE(line_of(what).find(R"("outcome":"answered")"), std::string::npos);
    what.status = 499;
    EXPECT_NE(line_of(what).find(R"("outcome":"abandoned")"), std::string::npos);
}

TEST(access_line, has_no_cost_that_nobody_knows)
{
    auto what = answered();
    what.stats.unit = control::unit::unpriced;
    EXPECT_EQ(line_of(what).find("cost"), std::string::npos);
    EXPECT_NE(line_of(what).find(R"("unit":"unpriced")"), std::string::npos);
}

TEST(access_line, cannot_be_forged)
{
    auto what = answered();
    what.method = "X\" status=200\n";
    what.path = "/\n{\"status\":200}\r\x1b[2J\xff\u2028";
    what.asked = "\",\"key\":\"admin";
    what.prompt = "one\ntwo\0three"s;
    for (auto const format : {line_format::json, line_format::text}) {
        auto const line = line_of(what, format);
        EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
        for (auto const c : line.substr(0, line.size() - 1)) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
        EXPECT_EQ(line.find("\xff"), std::string::npos);
    }
    EXPECT_NE(line_of(what).find(R"("asked":"\",\"key\":\"admin")"), std::string::npos) << line_of(what);
}

} // namespace
} // namespace wayfinder::gateway
