#include "telemetry/log_line.hpp"

#include <gtest/gtest.h>

namespace wayfinder::telemetry {
namespace {

using namespace std::chrono_literals;

std::string sample(line_format format)
{
    std::string out;
    log_line line{out, format};
    line.time("time", std::chrono::system_clock::time_point{1'700'000'000s + 42us});
    line.text("plain", "gpt-4o:mini/a_b.c@d,e");
    line.text("spoken", "two words");
    line.text("forged", "x\" status=200\n{\"status\":200}");
    line.text("empty", "");
    line.number("count", 18'446'744'073'709'551'615U);
    line.flag("streamed", true);
    line.decimal("score", 0.3, 4);
    line.milliseconds("total_ms", 12'345us);
    line.milliseconds("none_ms", 0us);
    line.literal("cost", "0.000123");
    line.finish();
    return out;
}

TEST(log_line, in_json_is_an_object)
{
    EXPECT_EQ(sample(line_format::json),
              R"({"time":"2023-11-14T22:13:20.000042Z","plain":"gpt-4o:mini/a_b.c@d,e","spoken":"two words",)"
              R"("forged":"x\" status=200\n{\"status\":200}","empty":"","count":18446744073709551615,)"
              R"("streamed":true,"score":0.3000,"total_ms":12.345,"none_ms":0.000,"cost":0.000123})"
              "\n");
}

TEST(log_line, in_text_has_names_and_values)
{
    EXPECT_EQ(
        sample(line_format::text),
        R"(time=2023-11-14T22:13:20.000042Z plain=gpt-4o:mini/a_b.c@d,e spoken="two words" )"
        R"(forged="x\" status=200\n{\"status\":200}" empty="" count=18446744073709551615 streamed=true )"
        R"(score=0.3000 total_ms=12.345 none_ms=0.000 cost=0.000123)"
        "\n");
}

TEST(log_line, follows_what_is_there)
{
    std::string out{"before\n"};
    log_line line{out, line_format::json};
    line.flag("a", false);
    line.finish();
    EXPECT_EQ(out, "before\n{\"a\":false}\n");
}

TEST(log_line, writes_the_time_before_1970)
{
    std::string out;
    log_line line{out, line_format::text};
    line.time("t", std::chrono::system_clock::time_point{-1us});
    EXPECT_EQ(out, "t=1969-12-31T23:59:59.999999Z");
}

} // namespace
} // namespace wayfinder::telemetry
