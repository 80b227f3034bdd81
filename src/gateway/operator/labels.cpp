#include "gateway/operator/labels.hpp"

#include "gateway/reply.hpp"
#include "net/handoff.hpp"
#include "wire/json/dump.hpp"
#include "wire/labelled_prompts.hpp"

#include <wayfinder/decision.hpp>

#include <array>
#include <cmath>
#include <fstream>
#include <map>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::uintmax_t most_read = 16U << 20U; ///< bytes, of all files together
constexpr std::size_t hundredths = 101;

using score_counts = std::array<std::size_t, hundredths>;

struct label_counts {
    std::map<std::string, score_counts> by_label;
    std::size_t prompts{};
    bool partial{}; ///< part of it was not read
    std::string problem;
};

/// The last `most` bytes of a file, from the first complete line to the last.
std::string newest_lines(fs::path const& file, std::uintmax_t most, label_counts& found)
{
    std::ifstream in{file, std::ios::binary};
    std::error_code unknown;
    auto const size = fs::file_size(file, unknown);
    if (!in || unknown) {
        found.problem = "cannot read " + file.string();
        return {};
    }
    bool const cut = size > most;
    if (cut) in.seekg(static_cast<std::streamoff>(size - most));
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (cut) text.erase(0, text.find('\n') + 1);
    found.partial = found.partial || cut;
    text.erase(text.rfind('\n') + 1);
    return text;
}

void count(std::string const& lines, router const& routing, label_counts& found)
{
    auto const read = wire::read_labelled_prompts(lines);
    if (!read.problems.empty())
        found.problem =
            "line " + std::to_string(read.problems.front().line) + ": " + read.problems.front().message;
    for (auto const& each : read.prompts) {
        auto const score = routing.decide(each.text).score;
        auto const index = static_cast<std::size_t>(std::lround(score * (hundredths - 1)));
        ++found.by_label[each.label][std::min(index, hundredths - 1)];
        ++found.prompts;
    }
}

label_counts count_labels(fs::path const& log, router const& routing)
{
    label_counts found;
    auto files = control::feedback_files(log);
    std::uintmax_t left = most_read;
    while (!files.empty() && left > 0) { // the newest is the last
        auto const lines = newest_lines(files.back(), left, found);
        left -= std::min<std::uintmax_t>(left, lines.size());
        count(lines, routing, found);
        files.pop_back();
    }
    found.partial = found.partial || !files.empty();
    return found;
}

std::string report(label_counts const& found, runtime_config const& runtime)
{
    auto labels = ordered_json::array();
    for (auto const& [label, scores] : found.by_label) {
        std::size_t sum = 0;
        for (auto const each : scores) sum += each;
        labels.push_back({{"label", label},
                          {"configured", runtime.find(label) != nullptr},
                          {"count", sum},
                          {"scores", scores}});
    }
    ordered_json json{{"total", found.prompts},
                      {"partial", found.partial},
                      {"file", runtime.config().gateway.feedback.file.string()},
                      {"labels", std::move(labels)}};
    if (!found.problem.empty()) json["problem"] = found.problem;
    return wire::json::dump(json);
}

} // namespace

net::asio::awaitable<void> show_labels(request_context& context, services const& provided)
{
    net::handoff<std::string> counted{provided.context};
    provided.shared.background.add([runtime = context.runtime, give = counted.giver()] {
        label_counts found;
        try {
            found = count_labels(runtime->config().gateway.feedback.file, runtime->routing());
        } catch (std::exception const& failed) {
            found.problem = failed.what();
        }
        give(report(found, *runtime));
    });
    auto body = co_await counted.wait();
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
