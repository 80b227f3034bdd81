#include "gateway/accounting/credible_usage.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

constexpr std::uint64_t always_credible = 100'000;
constexpr std::uint64_t generosity = 10;

bool cut_down(std::uint64_t& count, std::uint64_t bound)
{
    auto const most = std::max(always_credible, bound * generosity);
    bool const too_many = count > most;
    if (too_many) count = most;
    return too_many;
}

} // namespace

std::uint64_t output_bound(wire::openai::chat_request const& chat, std::uint64_t usual)
{
    constexpr std::uint64_t absurd = 1'000'000'000'000;
    auto const each = std::min(chat.max_tokens.value_or(usual), absurd);
    return each * std::min<std::uint64_t>(chat.choices, 1'000'000);
}

wire::openai::answer_usage credible(wire::openai::answer_usage used, request_context const& context,
                                    std::size_t model)
{
    auto const& settings = context.settings().models[model];
    auto const output =
        output_bound(context.chat, settings.max_output_tokens.value_or(config::assumed_output_tokens));
    bool const prompt_cut = cut_down(used.counts.prompt, context.chat.prompt_bound);
    bool const answer_cut = cut_down(used.counts.completion, std::min<std::uint64_t>(output, 1ULL << 60U));
    used.counts.cached_prompt = std::min(used.counts.cached_prompt, used.counts.prompt);
    if (prompt_cut || answer_cut) used.source = wire::usage_source::estimated;
    return used;
}

} // namespace wayfinder::gateway
