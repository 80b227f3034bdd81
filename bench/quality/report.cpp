#include "bench/quality/report.hpp"

#include "bench/quality/additive_fit.hpp"
#include "bench/quality/metric.hpp"
#include "bench/quality/own_labels.hpp"
#include "bench/quality/perturbation.hpp"
#include "bench/quality/scorers.hpp"

#include <wayfinder/skill/score.hpp>

#include <algorithm>
#include <cstdio>
#include <map>

namespace wayfinder::quality {
namespace {

/// Quality when the top 30 % of each source go to the dear model, averaged over sources.
double quality_at(std::vector<row> const& rows, scores const& of, double share)
{
    double sum = 0;
    double count = 0;
    auto const counted = worth_by_source(rows, of);
    for (auto const& [source, positions] : positions_by(rows, &row::source)) {
        if (!counted.contains(source)) continue;
        std::vector<ranked> prompts;
        double cheap = 0;
        double gap = 0;
        auto const size = static_cast<double>(positions.size());
        for (auto const at : positions) {
            prompts.push_back({of[at], rows[at].gain});
            cheap += rows[at].cheap / size;
            gap += rows[at].gain / size;
        }
        double recovered = 0;
        for (auto const& [to, here] : recovery_curve(std::move(prompts)))
            if (to <= share) recovered = here;
        sum += cheap + gap * recovered;
        ++count;
    }
    return sum / count;
}

void print_sources(char const* what, std::map<std::string, worth> const& of)
{
    std::printf("| %s |", what);
    for (auto const& [source, here] : of) std::printf(" %.3f |", here.apgr);
    std::printf("\n");
}

void print_source_names(std::map<std::string, worth> const& of)
{
    std::printf("| |");
    for (auto const& [source, here] : of) std::printf(" %s |", source.c_str());
    std::printf("\n| --- |");
    for (std::size_t i = 0; i < of.size(); ++i) std::printf(" --: |");
    std::printf("\n");
}

/// All rows in one ranking, regardless of source.
double apgr_of_all(std::vector<row> const& rows, scores const& of)
{
    std::vector<ranked> prompts;
    for (std::size_t at = 0; at < rows.size(); ++at) prompts.push_back({of[at], rows[at].gain});
    return apgr(std::move(prompts));
}

void print_all_labels(std::vector<row> const& train, std::vector<row> const& test)
{
    auto const by_default = scores_of(test, all_scorers()[0]);
    auto const together = learn_from_all(train, test);
    auto const each = worth_by_source(test, learn_from_each(train, test));
    std::printf("\n");
    print_source_names(each);
    print_sources("default", worth_by_source(test, by_default));
    print_sources("all labels of the traffic", each);
    print_sources("all labels of all traffics together", worth_by_source(test, together));
    std::printf("\nAll test rows in one order: default %.3f, all labels together %.3f\n\n",
                apgr_of_all(test, by_default), apgr_of_all(test, together));
}

} // namespace

void print_comparison(std::vector<row> const& rows)
{
    auto const words = scores_of(rows, all_scorers()[2]);
    std::printf("| score | MACRO APGR | 95 %% interval | over word count | dear calls for 80 %% | quality at "
                "30 %% |\n"
                "| --- | --: | --- | --- | --: | --: |\n");
    for (auto const& each : all_scorers()) {
        auto const of = scores_of(rows, each);
        auto const mean = worth_by_source(rows, of).at("MACRO");
        auto const [own, gain] = bootstrap(rows, of, words);
        std::printf("| %s | %.3f | [%.3f, %.3f] | [%+.3f, %+.3f] | %.0f %% | %.3f |\n", each.name, mean.apgr,
                    own.low, own.high, gain.low, gain.high, 100 * mean.share_for_80,
                    quality_at(rows, of, 0.3));
    }
    scores const none(rows.size());
    std::printf("| always cheap | | | | | %.3f |\n| always dear | 0.500 | | | 100 %% | %.3f |\n\n",
                quality_at(rows, none, -1), quality_at(rows, none, 1));
    print_source_names(worth_by_source(rows, none));
    for (auto const& each : all_scorers())
        print_sources(each.name, worth_by_source(rows, scores_of(rows, each)));
    std::printf("\n");
}

void print_left_out(std::vector<row> const& train)
{
    auto const left_out = leave_family_out(train);
    auto const words = scores_of(train, all_scorers()[2]);
    auto const [own, gain] = bootstrap(train, left_out, words);
    auto const by_skill = worth_by_source(train, left_out);
    print_source_names(by_skill);
    print_sources("skill, family left out", by_skill);
    print_sources("word count", worth_by_source(train, words));
    print_sources("reference, structural", worth_by_source(train, scores_of(train, all_scorers()[3])));
    std::map<std::string, std::pair<double, double>> families;
    for (auto const& each : train)
        if (auto const found = by_skill.find(each.source); found != by_skill.end())
            families[each.family] = {};
    for (auto const& [source, positions] : positions_by(train, &row::source)) {
        if (!by_skill.contains(source)) continue;
        auto& [sum, count] = families[train[positions.front()].family];
        sum += by_skill.at(source).apgr;
        ++count;
    }
    double mean = 0;
    for (auto const& [family, of] : families)
        mean += of.first / of.second / static_cast<double>(families.size());
    std::printf("\nMACRO %.3f [%.3f, %.3f], over word count [%+.3f, %+.3f]; mean over families %.3f\n\n",
                by_skill.at("MACRO").apgr, own.low, own.high, gain.low, gain.high, mean);
}

void print_learning_curve(std::vector<row> const& train, std::vector<row> const& test)
{
    std::printf("| labels | traffics | default | learned | gain | worst draw |\n| --: | --: | --: | --: | "
                "--: | --: |\n");
    for (std::size_t const labels : {100U, 200U, 500U, 1500U}) {
        auto const results = learn_from_own(train, test, labels, labels < 1000 ? 10 : 3);
        double by_default = 0;
        double learned = 0;
        double worst = 1;
        auto const count = static_cast<double>(results.size());
        for (auto const& each : results) {
            by_default += each.by_default / count;
            learned += each.learned / count;
            worst = std::min(worst, each.worst);
        }
        std::printf("| %zu | %.0f | %.3f | %.3f | %+.3f | %+.3f |\n", labels, count, by_default, learned,
                    learned - by_default, worst);
        if (labels >= 500)
            for (auto const& each : results)
                std::printf("| %zu | %s | %.3f | %.3f | %+.3f | %+.3f |\n", labels, each.source.c_str(),
                            each.by_default, each.learned, each.learned - each.by_default, each.worst);
    }
    print_all_labels(train, test);
}

void print_flips(std::vector<row> const& rows)
{
    auto scored = scores_of(rows, all_scorers()[0]);
    auto sorted = scored;
    std::sort(sorted.begin(), sorted.end());
    double const cut = sorted[sorted.size() * 7 / 10];
    std::printf("| written otherwise | decisions that flip |\n| --- | --: |\n");
    for (auto const& each : all_perturbations()) {
        double flips = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            bool const now = skill::explain(each.of(rows[i].text)).score >= cut;
            flips += now == (scored[i] >= cut) ? 0 : 1;
        }
        std::printf("| %s | %.1f %% |\n", each.name, 100 * flips / static_cast<double>(rows.size()));
    }
    std::printf("\n");
}

void print_fit(std::vector<row> const& train)
{
    auto const made = fit_additive(train);
    auto const terms = standardize(train);
    for (auto const each : skill::all_terms)
        std::printf("%-16s weight %9.4f  spread %.4f\n", std::string{name(each)}.c_str(),
                    made.weights[index_of(each)], terms.scale[index_of(each)]);
    std::printf("%-16s %16.4f\n", "mean", made.mean);
    std::vector<double> balanced;
    for (auto const& [source, positions] : positions_by(train, &row::source))
        for (std::size_t i = 0; i < 1000; ++i)
            balanced.push_back(skill::explain(train[positions[i * positions.size() / 1000]].text).score);
    std::printf("quantiles");
    for (double const each : skill::quantiles_of(std::move(balanced))) std::printf(" %.3f", each);
    std::printf("\n");
}

} // namespace wayfinder::quality
