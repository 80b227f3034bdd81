#include "bench/http/contest/contests.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <functional>

namespace wayfinder::bench {
namespace {

struct candidate {
    std::string name;
    std::filesystem::path binary;
    std::function<subject()> start;
    question about;
};

} // namespace

void contest_start(stage& on)
{
    using clock = std::chrono::steady_clock;
    stand_in_process const upstream;
    surroundings const between{.upstream_port = upstream.port(), .certificates = &on.certificates};
    candidate const candidates[] = {
        {"nginx", "/usr/sbin/nginx", [&] { return start_nginx(between); }, {}},
        {"HAProxy", "/usr/sbin/haproxy", [&] { return start_haproxy(between); }, {}},
        {"wayfinder governed", on.options.gateway,
         [&] { return start_gateway(on.options.gateway, lane::governed, between); },
         questions_for(lane::governed, 1).front()},
    };
    section shown{.title = "Start",
                  .note = "From the start of the process to its first answer; wayfinder has 1,000 keys."};
    for (auto const& each : candidates) {
        for (int round = 0; round < on.rounds(); ++round) {
            auto const begin = clock::now();
            auto const program = each.start();
            program.await_answer(each.about, on.serial);
            on.results.add("start", each.name,
                           std::chrono::duration<double, std::milli>{clock::now() - begin}.count());
        }
        constexpr double megabyte = 1'000'000;
        on.results.add("binary", each.name,
                       static_cast<double>(std::filesystem::file_size(each.binary)) / megabyte);
        shown.contestants.push_back(each.name);
    }
    shown.figures = {{"start", "first answer, ms"}, {"binary", "binary, MB"}};
    on.sections.push_back(shown);
}

} // namespace wayfinder::bench
