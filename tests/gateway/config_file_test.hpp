// A gateway whose configuration file changes while it runs.
#pragma once

#include "gateway_test.hpp"
#include "timing.hpp"

#include <fstream>
#include <sstream>

namespace wayfinder::testing {

namespace fs = std::filesystem;

class config_file_test : public gateway_test {
protected:
    [[nodiscard]] fs::path beside(std::string_view name) const { return gateway_->directory() / name; }
    [[nodiscard]] fs::path file() const { return beside("wayfinder-router.toml"); }

    static void write(fs::path const& where, std::string_view text)
    {
        std::ofstream out{where, std::ios::binary};
        out << text;
        EXPECT_TRUE(out.flush());
    }
    /// As editors and deployments do it.
    static void replace(fs::path const& where, std::string_view text)
    {
        auto const fresh = where.string() + ".new";
        write(fresh, text);
        fs::rename(fresh, where);
    }

    /// Two models, and a cut that sends the complex prompt to the named one.
    [[nodiscard]] std::string routing_to(std::string const& model) const
    {
        return two_models(upstream_, {.routing = model == "cloud" ? "threshold = 0.2" : "threshold = 0.9"});
    }
    [[nodiscard]] std::string routed_to() const
    {
        return gateway_->chat(chat_body(complex_prompt)).headers.get("x-wayfinder-router-model");
    }
    bool becomes(std::string const& model) const
    {
        return eventually([&] { return routed_to() == model; });
    }

    [[nodiscard]] json health() const { return parsed(gateway_->get("/healthz").body); }
    [[nodiscard]] int generation() const { return health()["config"].value("generation", 0); }
    bool reaches_generation(int number) const
    {
        return eventually([&] { return generation() == number; });
    }
    bool has_error() const { return health()["config"].contains("error"); }

    /// The value of a metric without labels; empty if absent.
    [[nodiscard]] std::string metric(std::string const& name) const
    {
        auto const text = gateway_->get("/metrics").body;
        auto const at = text.find("\nwayfinder_router_" + name + " ");
        if (at == text.npos) return {};
        auto const value = text.find(' ', at) + 1;
        return text.substr(value, text.find('\n', value) - value);
    }

    bool log_says(std::string const& text) const
    {
        return eventually([&] { return gateway_->log().find(text) != std::string::npos; });
    }
    /// The log lines that contain this text.
    [[nodiscard]] std::vector<std::string> log_lines(std::string const& text) const
    {
        std::vector<std::string> found;
        std::istringstream lines{gateway_->log()};
        for (std::string line; std::getline(lines, line);)
            if (line.find(text) != line.npos) found.push_back(line);
        return found;
    }
};

} // namespace wayfinder::testing
