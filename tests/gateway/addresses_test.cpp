// Listening addresses: several at once, IPv6, Unix sockets.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "socket.hpp"

#include <sys/stat.h>

namespace wayfinder::testing {
namespace {

class addresses : public gateway_test {
protected:
    [[nodiscard]] std::string socket_file() const { return (place_.path() / "w.sock").string(); }

    gateway_process& start_at(std::string const& keys,
                              std::vector<std::string> arguments = {"--workers", "2"})
    {
        gateway_setup setup{.config = two_models(upstream_, {.gateway = keys}),
                            .arguments = std::move(arguments)};
        setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}}};
        if (!keys.empty()) setup.address.clear();
        return gateway_.emplace(setup);
    }

    static int status_over(file_descriptor fd)
    {
        http_connection client{std::make_unique<plain_stream>(std::move(fd))};
        client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
        return client.read_response().status;
    }

    /// The port of the IPv6 address in the log.
    [[nodiscard]] std::uint16_t six_port() const
    {
        auto const log = gateway_->log();
        auto const at = log.find("http://[::1]:");
        return at == log.npos ? std::uint16_t{} : static_cast<std::uint16_t>(std::stoul(log.substr(at + 13)));
    }

    temporary_directory place_;
};

TEST_F(addresses, all_of_the_configuration)
{
    start_at("listen = [\"127.0.0.1:0\", \"[::1]:0\", \"unix:" + socket_file() +
             "\"]\nlisten_mode = \"0600\"");
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(status_over(connect_to_loopback(gateway_->port())), 200);
        EXPECT_EQ(status_over(connect_to_loopback_v6(six_port())), 200);
        EXPECT_EQ(status_over(connect_to_file(socket_file())), 200);
    }
    struct stat found {};
    ASSERT_EQ(::stat(socket_file().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(addresses, all_of_the_command_line)
{
    start_at("", {"--workers", "2", "--listen", "unix:" + socket_file(), "--listen", "[::1]:0"});
    EXPECT_EQ(status_over(connect_to_loopback(gateway_->port())), 200);
    EXPECT_EQ(status_over(connect_to_loopback_v6(six_port())), 200);
    EXPECT_EQ(status_over(connect_to_file(socket_file())), 200);
}

TEST_F(addresses, a_unix_socket_goes_with_the_gateway)
{
    start_at("", {"--listen", "unix:" + socket_file()});
    EXPECT_TRUE(std::filesystem::exists(socket_file()));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_FALSE(std::filesystem::exists(socket_file()));
}

TEST_F(addresses, what_a_killed_gateway_left_behind_is_no_obstacle)
{
    start_at("", {"--listen", "unix:" + socket_file()});
    gateway_->signal(SIGKILL);
    ASSERT_TRUE(gateway_->wait_for_exit());
    ASSERT_TRUE(std::filesystem::exists(socket_file()));
    start_at("", {"--listen", "unix:" + socket_file()});
    EXPECT_EQ(status_over(connect_to_file(socket_file())), 200);
}

TEST_F(addresses, one_socket_is_one_gateways)
{
    start_at("", {"--listen", "unix:" + socket_file()});
    auto const second =
        run_command({.arguments = {"serve", "--dry-run", "--listen", "unix:" + socket_file()}, .input = {}});
    EXPECT_EQ(second.status.code, 1);
    EXPECT_NE(second.error.find("cannot listen on unix:" + socket_file()), std::string::npos) << second.error;
    EXPECT_EQ(status_over(connect_to_file(socket_file())), 200);
}

TEST_F(addresses, operators_may_have_a_unix_socket)
{
    start_at("listen = [\"127.0.0.1:0\"]\nadmin = {listen = \"unix:" + socket_file() + "\"}");
    http_connection client{std::make_unique<plain_stream>(connect_to_file(socket_file()))};
    client.send(request_bytes("GET", "/metrics"));
    EXPECT_EQ(client.read_response().status, 200);
    EXPECT_EQ(gateway_->get("/metrics").status, 403);
}

TEST_F(addresses, a_unix_socket_for_clients_is_no_operators)
{
    start_at("", {"--listen", "unix:" + socket_file()});
    http_connection client{std::make_unique<plain_stream>(connect_to_file(socket_file()))};
    client.send(request_bytes("GET", "/metrics"));
    EXPECT_EQ(client.read_response().status, 403) << "a proxy may stand behind it";
    EXPECT_EQ(gateway_->get("/metrics").status, 200);
}

} // namespace
} // namespace wayfinder::testing
