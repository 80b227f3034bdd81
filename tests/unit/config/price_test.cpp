#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

/// One model with these additional keys.
std::string with(std::string_view keys)
{
    return "[gateway.models.m]\nbase_url = \"builtin:echo\"\n" + std::string{keys} + '\n';
}

model read(std::string_view keys)
{
    auto const config = sound(with(keys));
    return config.gateway.models.empty() ? model{} : config.gateway.models.front();
}

TEST(price, is_dollars_for_a_million_tokens)
{
    EXPECT_EQ(read("price = { input = 0.15, output = 0.6, cached_input = 0.075, per_call = 0.000025 }").price,
              (price{150'000'000, 600'000'000, 75'000'000, 25'000}));
    EXPECT_EQ(read("[gateway.models.m.price]\ninput = 3\noutput = 15").price,
              (price{3 * dollar, 15 * dollar, 3 * dollar, 0}));
    EXPECT_EQ(read("price = { input = 0, output = 0 }").price, price{});
    EXPECT_EQ(read("price = { input = 5e-10, output = 9_000_000_000 }").price,
              (price{1, 9'000'000'000 * dollar, 1, 0}));
}

TEST(price, may_be_a_blend)
{
    auto const model = read("cost_per_1k = 0.0004");
    EXPECT_EQ(model.price, (price{400'000'000, 400'000'000, 400'000'000, 0}));
    EXPECT_EQ(model.cost_per_1k, 0.0004);
    EXPECT_EQ(read("cost_per_1k = 0").price, price{});
    EXPECT_EQ(read("cost_per_1k = 12.5").price->output, 12'500 * dollar);
    EXPECT_EQ(read("cost_per_1k = 5e-13").price->input, 1);
}

TEST(price, of_a_model_that_has_none_is_not_zero)
{
    EXPECT_EQ(read("").price, std::nullopt);
    EXPECT_EQ(read("price = { input = 1, output = 2 }").cost_per_1k, std::nullopt);
}

TEST(price, is_one_or_the_other)
{
    EXPECT_EQ(errors(with("cost_per_1k = 1\nprice = { input = 1, output = 1 }")),
              messages{"w.toml:3:1: 'gateway.models.m' has both a cost_per_1k and a price; remove one"});
}

TEST(price, needs_input_and_output)
{
    EXPECT_EQ(errors(with("price = { inptu = 1, per_call = 1 }")),
              (messages{"w.toml:3:1: 'gateway.models.m.price.output' is missing: it must be a number of "
                        "dollars, 0 or from 0.000000001 to 9000000000",
                        "w.toml:3:11: unknown key 'gateway.models.m.price.inptu'; did you mean "
                        "'gateway.models.m.price.input'?"}));
    EXPECT_EQ(errors(with("price = 3")),
              messages{"w.toml:3:9: 'gateway.models.m.price' must be a table, found 3"});
}

TEST(price, is_refused_where_it_cannot_be_kept)
{
    for (std::string const value : {"-1", "nan", "inf", "true", "4e-10", "9000000001", "\"1\""})
        for (std::string const key : {"input", "output", "cached_input", "per_call"}) {
            auto const others = key == "input"    ? "output = 1"
                                : key == "output" ? "input = 1"
                                                  : "input = 1, output = 1";
            auto const found = errors(with("price = { " + key + " = " + value + ", " + others + " }"));
            ASSERT_EQ(found.size(), 1U) << key << value;
            EXPECT_NE(found[0].find("must be a number of dollars, 0 or from 0.000000001 to 9000000000"),
                      std::string::npos)
                << found[0];
        }
    for (std::string const value : {"-1", "nan", "4e-13", "9000001"})
        EXPECT_EQ(errors(with("cost_per_1k = " + value)).size(), 1U) << value;
}

TEST(max_output_tokens, is_a_positive_integer)
{
    EXPECT_EQ(read("max_output_tokens = 1").max_output_tokens, 1U);
    EXPECT_EQ(read("").max_output_tokens, std::nullopt);
    EXPECT_EQ(
        errors(with("max_output_tokens = 0")),
        messages{"w.toml:3:21: 'gateway.models.m.max_output_tokens' must be a positive integer, found 0"});
    EXPECT_EQ(errors(with("max_output_tokens = 1.5")).size(), 1U);
}

TEST(include_usage, is_on_unless_switched_off)
{
    EXPECT_TRUE(read("").include_usage);
    EXPECT_TRUE(read("include_usage = true").include_usage);
    EXPECT_FALSE(read("include_usage = false").include_usage);
    EXPECT_EQ(errors(with("include_usage = \"no\"")).size(), 1U);
}

} // namespace
} // namespace wayfinder::config::testing
