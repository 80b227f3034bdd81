// Warnings at start about addresses at which strangers can spend or observe.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace wayfinder::testing {
namespace {

class exposure : public gateway_test {
protected:
    /// Starts a gateway that listens there and on loopback.
    void start_listening(std::string const& listen, config_parts parts = {})
    {
        parts.gateway += "\nlisten = [\"127.0.0.1:0\", \"" + listen + "\"]";
        gateway_setup setup{.config = two_models(upstream_, parts), .arguments = {"--workers", "1"}};
        setup.address.clear();
        gateway_.emplace(setup);
    }

    [[nodiscard]] bool says(std::string const& text) const
    {
        return gateway_->log().find(text) != std::string::npos;
    }
    [[nodiscard]] bool warns(std::string const& text) const
    {
        return eventually([&] { return says(text); });
    }

    static constexpr char const* spending = "can use the models at your cost";
};

/// On all addresses.
listening_socket listen_publicly()
{
    file_descriptor fd{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    sockaddr_in at{};
    at.sin_family = AF_INET;
    socklen_t size = sizeof at;
    auto* const address = reinterpret_cast<sockaddr*>(&at);
    EXPECT_EQ(::bind(fd.get(), address, size), 0);
    EXPECT_EQ(::listen(fd.get(), 16), 0);
    EXPECT_EQ(::getsockname(fd.get(), address, &size), 0);
    return {std::move(fd), ntohs(at.sin_port)};
}

TEST_F(exposure, models_with_keys_are_open_to_everyone_on_a_public_address)
{
    start_listening("0.0.0.0:0");
    EXPECT_TRUE(warns(spending)) << gateway_->log();
}

TEST_F(exposure, so_are_those_with_a_credential_in_a_header)
{
    config_parts parts{.cloud = "headers = [\"x-team: secret\"]"};
    parts.gateway = R"(listen = ["127.0.0.1:0", "0.0.0.0:0"])";
    auto text = two_models(upstream_, parts);
    auto const line = text.find("api_key_env");
    text.erase(line, text.find('\n', line) - line);
    gateway_setup setup{.config = text, .arguments = {"--workers", "1"}};
    setup.address.clear();
    gateway_.emplace(setup);
    EXPECT_TRUE(warns(spending)) << gateway_->log();
}

TEST_F(exposure, none_is_warned_of_on_loopback)
{
    start_listening("[::1]:0");
    EXPECT_TRUE(throughout(200ms, [&] { return !says(spending); })) << gateway_->log();
}

TEST_F(exposure, an_admin_listener_on_a_public_address_asks_for_nothing)
{
    auto const port = std::to_string(fake_upstream{}.port()); // free again by now
    start_listening("[::1]:0", {.more_models = "[gateway.admin]\nlisten = \"0.0.0.0:" + port + "\"\n"});
    EXPECT_TRUE(warns("anyone who can reach 0.0.0.0:" + port + " has operator access")) << gateway_->log();
}

TEST_F(exposure, a_socket_that_is_passed_counts_and_what_the_file_wishes_does_not)
{
    temporary_directory const place;
    auto const config = place.write("w.toml", two_models(upstream_));
    auto const passed = listen_publicly();
    ::fcntl(passed.fd.get(), F_SETFD, 0);
    child_setup child{.program = "/bin/bash"};
    child.arguments = {"-c", "EXAMPLE_API_KEY=k LISTEN_PID=$$ LISTEN_FDS=1 exec '" +
                                 gateway_binary().string() + "' serve --config '" + config.string() +
                                 "' --workers 1 3<&" + std::to_string(passed.fd.get())};
    child.directory = place.path();
    child.error = place.path() / "stderr";
    std::optional<child_process> gateway{std::in_place, child};
    EXPECT_EQ(round_trip(passed.port, request_bytes("GET", "/livez")).status, 200);
    EXPECT_TRUE(eventually([&] {
        return read_file(child.error).find("anyone who can reach 0.0.0.0:") != std::string::npos;
    })) << read_file(child.error);
    gateway.reset();
    expect_no_sanitizer_report(read_file(child.error));
}

} // namespace
} // namespace wayfinder::testing
