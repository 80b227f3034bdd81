#include "loading.hpp"
#include "temporary_directory.hpp"

#include <filesystem>
#include <fstream>

namespace wayfinder::config::testing {
namespace {

namespace fs = std::filesystem;

class discovery : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(root_ / "a/b/c"); }

    void write(fs::path const& file, std::string const& text) const { std::ofstream{root_ / file} << text; }

    wayfinder::testing::temporary_directory directory_;
    fs::path root_ = directory_.path();
};

TEST_F(discovery, walks_up_to_the_nearest_file)
{
    EXPECT_EQ(find_config_file(root_ / "a/b/c"), std::nullopt);
    write("wayfinder-router.toml", "");
    EXPECT_EQ(find_config_file(root_ / "a/b/c"), root_ / "wayfinder-router.toml");
    write("a/b/wayfinder-router.toml", "");
    EXPECT_EQ(find_config_file(root_ / "a/b/c"), root_ / "a/b/wayfinder-router.toml");
    EXPECT_EQ(find_config_file(root_ / "a"), root_ / "wayfinder-router.toml");
    EXPECT_EQ(find_config_file(root_ / "a/b/c/../../"), root_ / "wayfinder-router.toml");
}

TEST_F(discovery, passes_over_what_is_no_regular_file)
{
    write("wayfinder-router.toml", "");
    fs::create_directory(root_ / "a/wayfinder-router.toml");
    fs::create_symlink("nowhere", root_ / "a/b/wayfinder-router.toml");
    EXPECT_EQ(find_config_file(root_ / "a/b/c"), root_ / "wayfinder-router.toml");
}

TEST_F(discovery, resolves_links_first)
{
    write("a/wayfinder-router.toml", "");
    fs::create_directory(root_ / "elsewhere");
    fs::create_directory_symlink(root_ / "a/b", root_ / "elsewhere/link");
    EXPECT_EQ(find_config_file(root_ / "elsewhere/link"), root_ / "a/wayfinder-router.toml");
}

TEST_F(discovery, starts_anywhere)
{
    EXPECT_NO_THROW(static_cast<void>(find_config_file("")));
    EXPECT_NO_THROW(static_cast<void>(find_config_file("/no/such/directory")));
    write("wayfinder-router.toml", "");
    EXPECT_EQ(find_config_file(root_ / "a/not/there"), root_ / "wayfinder-router.toml");
}

TEST_F(discovery, loads_what_it_found)
{
    write("wayfinder-router.toml", "[routing]\nthreshold = 0.25\n");
    auto const file = root_ / "wayfinder-router.toml";
    auto const result = load_file(file, {});
    ASSERT_TRUE(result.config);
    EXPECT_EQ(result.config->file, file);
    EXPECT_EQ(std::get<tiers_policy>(result.config->routing.policy), binary(0.25));
}

TEST_F(discovery, reports_a_file_that_cannot_be_read)
{
    auto const missing = root_ / "missing.toml";
    EXPECT_EQ(texts(load_file(missing, {}).errors),
              messages{missing.string() + ": cannot read: No such file or directory"});
    EXPECT_EQ(texts(load_file(root_, {}).errors),
              messages{root_.string() + ": cannot read: it is a directory, not a file"});
    EXPECT_EQ(load_file("", {}).errors.size(), 1U);
    if (geteuid() == 0) return; // root may read everything
    write("secret.toml", "");
    fs::permissions(root_ / "secret.toml", fs::perms::none);
    EXPECT_EQ(texts(load_file(root_ / "secret.toml", {}).errors),
              messages{(root_ / "secret.toml").string() + ": cannot read: Permission denied"});
}

TEST_F(discovery, refuses_a_file_without_end)
{
    write("big.toml", std::string((8U << 20U) + 1, '#'));
    EXPECT_EQ(texts(load_file(root_ / "big.toml", {}).errors),
              messages{(root_ / "big.toml").string() + ": cannot read: it is larger than 8 MiB"});
    EXPECT_EQ(load_file("/dev/zero", {}).errors.size(), 1U) << "reading ends";
}

TEST_F(discovery, defaults_have_no_file)
{
    auto const result = load_defaults({});
    ASSERT_TRUE(result.config);
    EXPECT_TRUE(result.config->file.empty());
    EXPECT_EQ(texts(result.notices), messages{});
}

} // namespace
} // namespace wayfinder::config::testing
