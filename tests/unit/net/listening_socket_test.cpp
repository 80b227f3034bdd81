#include "net/server/listening_socket.hpp"

#include "net/asio.hpp"
#include "net/socket_address.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include <sys/stat.h>

namespace wayfinder::net {
namespace {

class unix_socket : public ::testing::Test {
protected:
    [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "w.sock"; }
    [[nodiscard]] std::vector<listening_socket> listen(unsigned mode = 0600) const
    {
        return listen_at("unix:" + file().string(), 3, mode);
    }

    wayfinder::testing::temporary_directory directory_;
};

TEST(listening_socket, takes_a_free_port_once_for_all)
{
    auto const three = listen_at("127.0.0.1:0", 3, 0);
    ASSERT_EQ(three.size(), 3U);
    auto const address = local_address(three[0].get());
    EXPECT_TRUE(address.starts_with("127.0.0.1:"));
    EXPECT_EQ(local_address(three[2].get()), address);
    EXPECT_THROW(listen_at(address, 1, 0), boost::system::system_error) << "somebody listens there";
}

/// Connects as soon as something listens.
tcp::socket first_client(asio::io_context& context, tcp::endpoint const& to, std::atomic<int>& attempts)
{
    for (;; ++attempts) {
        tcp::socket client{context, {asio::ip::make_address("127.0.0.2"), 0}}; // cannot connect to itself
        boost::system::error_code refused;
        client.connect(to, refused);
        if (refused != asio::error::connection_refused) return client;
    }
}

TEST(listening_socket, keeps_the_very_first_client)
{
    asio::io_context context;
    // For an address whose ports are not taken meanwhile by the clients of other tests.
    auto const address = local_address(listen_at("127.0.0.3:0", 1, 0).front().get());
    auto const port = std::stoul(address.substr(address.rfind(':') + 1));
    tcp::endpoint const there{asio::ip::make_address("127.0.0.3"), static_cast<std::uint16_t>(port)};
    for (int round = 0; round < 50; ++round) {
        std::atomic<int> attempts{};
        auto arriving =
            std::async(std::launch::async, [&] { return first_client(context, there, attempts); });
        while (attempts < 10) std::this_thread::yield();
        auto const sockets = listen_at(address, 2, 0);
        auto client = arriving.get();
        client.non_blocking(true);
        char byte{};
        boost::system::error_code silence;
        client.receive(asio::buffer(&byte, 1), 0, silence);
        ASSERT_EQ(silence, asio::error::would_block) << "in round " << round;
    }
}

TEST(listening_socket, speaks_both_families)
{
    auto const six = listen_at("[::1]:0", 1, 0);
    EXPECT_TRUE(local_address(six[0].get()).starts_with("[::1]:"));
    EXPECT_EQ(resolved_address("127.0.0.1:80"), "127.0.0.1:80");
    EXPECT_EQ(resolved_address("[::1]:80"), "[::1]:80");
    EXPECT_EQ(resolved_address("unix:/x"), "unix:/x");
}

TEST_F(unix_socket, has_the_wished_permissions)
{
    auto const sockets = listen(0660);
    ASSERT_EQ(sockets.size(), 1U);
    struct stat found {};
    ASSERT_EQ(::stat(file().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0660U);
    EXPECT_EQ(local_address(sockets[0].get()), "unix:" + file().string());
}

TEST_F(unix_socket, takes_over_what_nobody_listens_on)
{
    static_cast<void>(listen()); // its file stays
    ASSERT_TRUE(std::filesystem::exists(file()));
    EXPECT_EQ(listen().size(), 1U);
}

TEST_F(unix_socket, does_not_take_it_from_somebody)
{
    auto const first = listen();
    EXPECT_THROW(static_cast<void>(listen()), boost::system::system_error);
    EXPECT_TRUE(std::filesystem::exists(file()));
}

TEST_F(unix_socket, touches_no_other_file)
{
    std::ofstream{file()} << "precious";
    EXPECT_THROW(static_cast<void>(listen()), boost::system::system_error);
    EXPECT_EQ(std::filesystem::file_size(file()), 8U);
}

} // namespace
} // namespace wayfinder::net
