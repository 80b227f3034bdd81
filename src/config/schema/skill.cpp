#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

namespace wayfinder::config {
namespace {

rule const a_share{.min = 0, .max = 1};

} // namespace

std::vector<key_spec> skill_keys()
{
    return {
        {.section = "routing",
         .name = "policy",
         .rule = {.one_of = {"score", "skill"}},
         .fallback = "\"score\"",
         .meaning = "`skill` routes by how much a prompt is likely to gain from a more expensive model; "
                    "`score` by the classifier, the tiers or the threshold"},
        {.section = "routing",
         .name = "models",
         .type = value_type::strings,
         .rule = {.check = check_model_name,
                  .phrase = "a list of at least 2 different names",
                  .min_items = 2},
         .fallback = "those of the tiers, else `local` and `cloud`",
         .meaning = "policy `skill`: names under `[gateway.models]`, cheapest first"},
        {.section = "routing",
         .name = "dear_share",
         .type = value_type::number_or_numbers,
         .rule = a_share,
         .fallback = "0.3",
         .meaning = "policy `skill`: share of the traffic for the more expensive model; the cut follows the "
                    "gateway's own traffic, starting from the shipped table of scores. Or a list: for each "
                    "model but the cheapest, the combined share of it and all more expensive ones"},
        {.section = "routing",
         .name = "quality_bias",
         .type = value_type::number,
         .rule = a_share,
         .meaning =
             "policy `skill`: a dial instead of `dear_share`, from 0 (all to the cheapest model) to 1 (all "
             "to the most expensive); each cut passes this share of what the cut below it passed"},
        {.section = "routing",
         .name = "quantiles",
         .rule = {.one_of = {"gateway", "key"}},
         .fallback = "\"gateway\"",
         .meaning = "policy `skill`: the traffic that a share refers to: the whole gateway's, or each "
                    "virtual key's own"},
        {.section = "routing",
         .name = "quantiles_file",
         .fallback = "\"wayfinder-quantiles.txt\" in the working directory",
         .meaning = "policy `skill`: where the distribution of scores is kept across restarts; relative to "
                    "the directory of this file"},
    };
}

std::vector<key_spec> doubt_keys()
{
    return {
        {.section = "routing",
         .name = "abstain_band",
         .type = value_type::number,
         .rule = {.min = 0, .max = 0.5},
         .fallback = "0",
         .meaning =
             "policy `skill`: share of the traffic on each side of a cut for which the score abstains"},
        {.section = "routing",
         .name = "on_abstain",
         .rule = {.one_of = {"cheap", "dear", "cascade"}},
         .meaning = "policy `skill`: which side of the cut answers then; without it the score decides "
                    "anyway. `cascade` asks the cheap model, and the expensive one too if that answer is a "
                    "refusal, empty, truncated, or not JSON although JSON was requested; both are charged"},
        {.section = "routing",
         .name = "explore",
         .type = value_type::number,
         .rule = a_share,
         .fallback = "0",
         .meaning = "policy `skill`: share of the requests that go to another of its models, drawn by "
                    "request id, so that labels stay unbiased; they are marked, and `recalibrate` weights "
                    "them by how likely they were"},
        {.section = "routing",
         .name = "learned",
         .rule = {.phrase = "the name of a file that `calibrate --mode learned` wrote"},
         .meaning =
             "policy `skill`: weights learned from your own labels; relative to the directory of this file"},
    };
}

} // namespace wayfinder::config
