// Addresses, TLS, proxies, and hosts where no model can be.
#include "config/validation/metadata_hosts.hpp"
#include "config/values/network.hpp"
#include "loading.hpp"
#include "temporary_directory.hpp"

#include <filesystem>
#include <fstream>

namespace wayfinder::config::testing {
namespace {

std::string with(std::string const& keys)
{
    return "[gateway]\n" + keys + "\n";
}

/// A file that exists as long as this object.
class existing_file {
public:
    [[nodiscard]] std::string const& path() const { return path_; }

private:
    wayfinder::testing::temporary_directory directory_;
    std::string path_ = directory_.write("cert.pem", "x").string();
};

TEST(network, holds_what_shares_its_front)
{
    auto const holds = [](std::string_view range, std::string_view address) {
        return parse_network(range)->contains(*parse_address(address));
    };
    EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
    EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
    EXPECT_TRUE(holds("10.1.2.3/8", "10.9.9.9")) << "bits behind the front do not count";
    EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.200"));
    EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.100"));
    EXPECT_TRUE(holds("192.0.2.7", "192.0.2.7"));
    EXPECT_FALSE(holds("192.0.2.7", "192.0.2.6"));
    EXPECT_TRUE(holds("0.0.0.0/0", "8.8.8.8"));
    EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(holds("::/0", "2001:db8::1"));
    EXPECT_TRUE(holds("::/0", "8.8.8.8"));
    EXPECT_TRUE(holds("fe80::/10", "febf::1"));
    EXPECT_FALSE(holds("fe80::/10", "fec0::1"));
    EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.0.0.1"));
}

TEST(network, refuses_what_is_none)
{
    for (auto const* text : {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x",
                             "10.0.0/8", "[::1]", "::1%lo", "host", "10.0.0.0 /8"})
        EXPECT_FALSE(parse_network(text)) << text;
}

TEST(metadata_hosts, are_known_by_name_and_address)
{
    for (auto const* host :
         {"169.254.169.254", "169.254.0.1", "fe80::1", "fd00:ec2::254", "100.100.100.200",
          "metadata.google.internal", "METADATA.google.internal.", "::ffff:169.254.169.254"})
        EXPECT_TRUE(is_metadata_host(host)) << host;
    for (auto const* host : {"127.0.0.1", "10.0.0.1", "169.253.0.1", "fd00:ec2::253", "::1", "localhost",
                             "metadata.google.internal.example", "api.openai.com"})
        EXPECT_FALSE(is_metadata_host(host)) << host;
}

TEST(metadata_hosts, are_refused_unless_allowed)
{
    auto const model = [](std::string const& host) {
        return "models.a = {base_url = \"http://" + host +
               "/v1\", model = \"a\"}\nmodels.b = {base_url = "
               "\"builtin:echo\"}";
    };
    auto const found = errors("[routing]\nmodel_low = \"a\"\n" + with(model("169.254.169.254")));
    auto const complains = [](messages const& all) {
        for (auto const& each : all)
            if (each.find("gateway.allow_metadata_hosts = true") != each.npos) return true;
        return false;
    };
    for (auto const* host : {"169.254.169.254", "[fe80::1]", "metadata.google.internal:8080"})
        EXPECT_TRUE(complains(errors(with(model(host))))) << host;
    EXPECT_FALSE(complains(errors(with(model("10.0.0.1")))));
    EXPECT_FALSE(complains(errors(with("allow_metadata_hosts = true\n" + model("169.254.169.254")))));
}

TEST(listening, metadata_addresses_do_not_hide_in_ipv6)
{
    for (auto const* address :
         {"169.254.169.254", "::ffff:169.254.169.254", "::169.254.169.254", "64:ff9b::169.254.169.254",
          "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1", "2002:6464:64c8::", "fe80::1"})
        EXPECT_TRUE(is_metadata_address(*parse_address(address))) << address;
    for (auto const* address : {"::1", "::", "64:ff9b::8.8.8.8", "2002:808:808::a9fe:a9fe", "2001:db8::1",
                                "2001:db8::169.254.169.254"})
        EXPECT_FALSE(is_metadata_address(*parse_address(address))) << address;
}

TEST(listening, reads_addresses)
{
    auto const read = sound(with("listen = [\"0.0.0.0:8088\", \"[::1]:0\", \"unix:/run/w.sock\"]\n"
                                 "listen_mode = \"0600\""))
                          .gateway.listening;
    EXPECT_EQ(read.addresses, (std::vector<std::string>{"0.0.0.0:8088", "[::1]:0", "unix:/run/w.sock"}));
    EXPECT_EQ(read.mode, 0600U);
    EXPECT_EQ(sound(with("listen = \"[::1]:1\"")).gateway.listening.addresses,
              std::vector<std::string>{"[::1]:1"});
    for (auto const* bad : {"\"8088\"", "\"\"", "8088"})
        EXPECT_EQ(errors(with(std::string{"listen = "} + bad)).size(), 1U) << bad;
    EXPECT_EQ(sound("").gateway.listening.mode, 0660U);
    for (auto const* bad :
         {"\"8088\"", "\"unix:w.sock\"", "\"unix:\"", "\"host\"", "\"::1:80\"", "\"h:99999\""})
        EXPECT_EQ(errors(with(std::string{"listen = ["} + bad + "]")).size(), 1U) << bad;
    for (auto const* bad : {"\"660x\"", "\"0888\"", "\"7\"", "660", "\"1777\""})
        EXPECT_EQ(errors(with(std::string{"listen_mode = "} + bad)).size(), 1U) << bad;
}

TEST(listening, says_that_a_port_alone_lacks_its_host)
{
    std::string const remedy =
        "; the host is missing: write \"127.0.0.1:8088\", or \"0.0.0.0:8088\" for every "
        "address of this machine";
    for (auto const* bad : {"\":8088\"", "\"8088\"", "8088", "[\":8088\"]", "[8088]"}) {
        auto const found = errors(with(std::string{"listen = "} + bad));
        ASSERT_EQ(found.size(), 1U) << bad;
        EXPECT_TRUE(found.front().ends_with(remedy)) << found.front();
    }
    auto const operators = errors("[gateway.admin]\nlisten = \":8088\"\n");
    ASSERT_EQ(operators.size(), 1U);
    EXPECT_TRUE(operators.front().ends_with(remedy)) << operators.front();
    for (auto const* bad : {"\"localhost\"", "\":\"", "\"::1\"", "99999", "-1", "\"a:b\""})
        for (auto const& found : errors(with(std::string{"listen = "} + bad))) {
            EXPECT_EQ(found.find("host is missing"), found.npos) << found;
            EXPECT_EQ(found.find("as a list"), found.npos) << found;
        }
}

TEST(listening, reads_proxies)
{
    auto const read =
        sound(with("trusted_proxies = [\"10.0.0.0/8\", \"::1\", \"unix:\"]\nproxy_protocol = true\n"
                   "forwarded_header = \"forwarded\""))
            .gateway.listening;
    EXPECT_EQ(read.trusted_proxies.size(), 2U);
    EXPECT_TRUE(read.unix_trusted);
    EXPECT_TRUE(read.proxy_protocol);
    EXPECT_EQ(read.forwarded, forwarding_header::forwarded);
    EXPECT_EQ(errors(with("trusted_proxies = [\"proxy.example\"]")).size(), 1U);
    EXPECT_EQ(errors(with("proxy_protocol = true")).size(), 1U) << "from whom?";
    EXPECT_EQ(errors(with("forwarded_header = \"x-real-ip\"")).size(), 1U);
}

TEST(listening, reads_tls)
{
    existing_file const file;
    auto const& cert = file.path();
    auto const pair = "[gateway.tls]\ncert = \"" + cert + "\"\nkey = \"" + cert + "\"\n";
    auto const plain = sound(pair).gateway.listening.tls;
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->cert, cert);
    EXPECT_EQ(plain->client_auth, client_auth::none);
    EXPECT_EQ(plain->min_version, tls_version::v1_2);
    auto const mutual =
        sound(pair + "client_ca = \"" + cert + "\"\nmin_version = \"1.3\"").gateway.listening.tls;
    EXPECT_EQ(mutual->client_auth, client_auth::required) << "who names authorities wants their certificates";
    EXPECT_EQ(mutual->min_version, tls_version::v1_3);
    EXPECT_EQ(load(pair).mentions, (std::vector<std::filesystem::path>{cert, cert})) << "they are watched";
    EXPECT_FALSE(sound("").gateway.listening.tls);
}

TEST(listening, refuses_half_of_tls)
{
    existing_file const file;
    auto const& cert = file.path();
    EXPECT_EQ(errors("[gateway.tls]\ncert = \"" + cert + "\"").size(), 1U);
    auto const pair = "[gateway.tls]\ncert = \"" + cert + "\"\nkey = \"" + cert + "\"\n";
    EXPECT_EQ(errors(pair + "client_auth = \"required\"").size(), 1U);
    EXPECT_EQ(errors(pair + "min_version = \"1.1\"").size(), 1U);
    EXPECT_EQ(errors("[gateway.tls]\ncert = \"no.pem\"\nkey = \"" + cert + "\"").size(), 1U);
    EXPECT_EQ(notices(pair + "client_ca = \"" + cert + "\"\nclient_auth = \"none\"").size(), 1U);
}

} // namespace
} // namespace wayfinder::config::testing
