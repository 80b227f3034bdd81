#include "bench/http/net/listener.hpp"
#include "bench/http/subject/subject.hpp"

#include <openssl/evp.h>

#include <array>

namespace wayfinder::bench {
namespace {

std::string sha256(std::string const& text)
{
    std::array<unsigned char, 32> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hexadecimal;
    for (auto const each : digest) (hexadecimal += digits[each >> 4U]) += digits[each & 15U];
    return hexadecimal;
}

std::string model(std::string const& name, surroundings const& between)
{
    return "[gateway.models." + name + "]\nbase_url = \"http" + (between.upstream_tls ? "s" : "") +
           "://127.0.0.1:" + std::to_string(between.upstream_port) + "/v1\"\nmodel = \"gpt-4o\"\n" +
           (between.upstream_tls ? "ca_file = \"" + between.certificates->authority().string() + "\"\n" : "");
}

/// Limits that count but are never reached, on the gateway, on every key, and on the keys' shared tags.
std::string governance()
{
    std::string text = "[gateway.budget]\nlimit = 1000000000.0\nwindow = \"month\"\n"
                       "[gateway.rate_limit]\nrpm = 1000000000\ntpm = 1000000000000\nmax_in_flight = 100000\n"
                       "[gateway.cache]\nenabled = true\n"
                       "[gateway.admin]\nopen = [\"metrics\"]\n"
                       "[gateway.tags.team]\nbudget = { limit = 100000000.0 }\n";
    for (std::size_t each = 0; each < key_count; ++each)
        text += "[gateway.keys.team-" + std::to_string(each) + "]\nhash = \"" + sha256(key_token(each)) +
                "\"\ntags = [\"team\"]\nbudget = { limit = 1000000.0, window = \"month\" }\n"
                "rate_limit = { rpm = 100000000, tpm = 100000000000 }\n";
    return text;
}

std::string tls_front(surroundings const& between)
{
    if (!between.listener_tls) return {};
    return "[gateway.tls]\ncert = \"" + between.certificates->certificate().string() + "\"\nkey = \"" +
           between.certificates->key().string() + "\"\n";
}

std::string configuration(lane which, surroundings const& between)
{
    bool const governed = which == lane::governed || which == lane::cached;
    std::string const price = governed ? "price = { input = 2.5, output = 10.0, cached_input = 1.25 }\n" : "";
    return "[routing]\nthreshold = 0.08\n" + tls_front(between) + (governed ? governance() : "") +
           model("local", between) + price + model("cloud", between) + price;
}

} // namespace

subject start_gateway(std::filesystem::path const& binary, lane which, surroundings const& between,
                      std::vector<std::string> const& wrapper)
{
    auto const port = free_port();
    auto place = std::make_unique<testing::temporary_directory>();
    auto const file = place->write("wayfinder-router.toml", configuration(which, between));
    auto command = wrapper;
    for (auto const& word : {std::filesystem::absolute(binary).string(), std::string{"serve"},
                             std::string{"--workers"}, std::string{"1"}, std::string{"--config"},
                             file.string(), std::string{"--port"}, std::to_string(port)})
        command.push_back(word);
    testing::child_setup const setup{.program = command.front(),
                                     .arguments = {command.begin() + 1, command.end()}};
    return {"wayfinder " + std::string{name_of(which)},
            std::move(place),
            setup,
            {port, between.listener_tls ? between.certificates->client() : nullptr}};
}

} // namespace wayfinder::bench
