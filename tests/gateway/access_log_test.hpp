// Gateways with an access log, for its tests.
#pragma once

#include "governed.hpp"
#include "timing.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace wayfinder::testing {

/// CI machines are loaded; no shorter bound is promised here.
inline constexpr std::chrono::milliseconds soon_enough = 30s;

class access_log_test : public governed_test {
protected:
    /// `cloud` costs a dollar per 1000 tokens; its answers use 600 and 400.
    void start_logging(std::string const& settings = {}, std::string const& tables = {},
                       std::string const& format = "json")
    {
        upstream_.answer_with(answer_using(600, 400));
        start(priced("[gateway.access_log]\nformat = \"" + format + "\"\nfile = \"access.log\"\n" + settings +
                     "\n" + tables));
    }

    [[nodiscard]] std::filesystem::path beside(std::string_view name) const
    {
        return gateway_->directory() / name;
    }

    [[nodiscard]] std::string text(std::string_view file = "access.log") const
    {
        return std::filesystem::exists(beside(file)) ? read_file(beside(file)) : std::string{};
    }

    /// All lines, once there are so many; null for each missing one.
    [[nodiscard]] std::vector<json> lines(std::size_t count, std::string_view file = "access.log") const
    {
        auto const there = [&] {
            auto const now = text(file);
            return static_cast<std::size_t>(std::count(now.begin(), now.end(), '\n'));
        };
        EXPECT_TRUE(eventually([&] { return there() >= count; }, soon_enough)) << text(file);
        std::vector<json> all;
        std::istringstream stream{text(file)};
        for (std::string line; std::getline(stream, line);) all.push_back(parsed(line));
        EXPECT_EQ(all.size(), count);
        all.resize(std::max(all.size(), count));
        return all;
    }

    [[nodiscard]] json line() const { return lines(1).front(); }

    bool log_says(std::string_view words) const
    {
        return eventually([&] { return gateway_->log().find(words) != std::string::npos; }, soon_enough);
    }
};

} // namespace wayfinder::testing
