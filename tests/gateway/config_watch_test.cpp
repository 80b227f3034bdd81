// The configuration file changes in every way that files change, without a signal.
#include "config_file_test.hpp"

#include <wayfinder/skill/artifact.hpp>

namespace wayfinder::testing {
namespace {

class config_watch : public config_file_test {};

TEST_F(config_watch, a_file_written_in_place)
{
    start();
    ASSERT_EQ(routed_to(), "cloud");
    write(file(), routing_to("local"));
    EXPECT_TRUE(becomes("local"));
    write(file(), routing_to("cloud"));
    EXPECT_TRUE(becomes("cloud"));
}

TEST_F(config_watch, a_file_replaced_by_rename)
{
    start();
    replace(file(), routing_to("local"));
    EXPECT_TRUE(becomes("local"));
    replace(file(), routing_to("cloud"));
    EXPECT_TRUE(becomes("cloud")) << "the new file is watched, too";
}

TEST_F(config_watch, a_file_that_is_still_being_written_is_not_read)
{
    start();
    auto const text = routing_to("local");
    std::ofstream out{file()};
    out << "[routing" << std::flush;
    EXPECT_TRUE(throughout(300ms, [&] { return !has_error(); }));
    out.seekp(0);
    out << text;
    out.close();
    EXPECT_TRUE(becomes("local"));
    EXPECT_EQ(metric("config_reload_failures_total"), "0");
}

TEST_F(config_watch, a_file_begun_anew_is_not_read_before_it_is_closed)
{
    start();
    fs::remove(file());
    std::ofstream out{file()};
    EXPECT_TRUE(throughout(300ms, [&] { return routed_to() == "cloud"; }))
        << "an empty file is valid, but nobody's wish";
    out << routing_to("local");
    out.close();
    EXPECT_TRUE(becomes("local"));
}

TEST_F(config_watch, an_emptied_file_is_a_mistake)
{
    start();
    write(file(), "\n");
    EXPECT_TRUE(eventually([&] { return has_error(); }));
    EXPECT_EQ(routed_to(), "cloud");
}

TEST_F(config_watch, a_mounted_config_map)
{
    start();
    auto const publish = [&](std::string const& version, std::string const& model) {
        fs::create_directory(beside(version));
        write(beside(version) / "wayfinder-router.toml", routing_to(model));
        fs::create_directory_symlink(version, beside("..data_tmp"));
        fs::rename(beside("..data_tmp"), beside("..data"));
    };
    publish("..2026_01", "local");
    fs::create_symlink("..data/wayfinder-router.toml", beside("link"));
    fs::rename(beside("link"), file());
    ASSERT_TRUE(becomes("local"));

    publish("..2026_02", "cloud");
    fs::remove_all(beside("..2026_01"));
    EXPECT_TRUE(becomes("cloud"));
    publish("..2026_03", "local");
    EXPECT_TRUE(becomes("local"));
    EXPECT_EQ(metric("config_reload_failures_total"), "0");
}

TEST_F(config_watch, a_link_to_a_file_whose_directory_is_exchanged)
{
    start();
    temporary_directory const elsewhere;
    auto const current = elsewhere.path() / "current";
    fs::create_directory(current);
    write(current / "real.toml", routing_to("local"));
    fs::create_symlink(current / "real.toml", beside("link"));
    fs::rename(beside("link"), file());
    ASSERT_TRUE(becomes("local"));

    write(current / "real.toml", routing_to("cloud"));
    EXPECT_TRUE(becomes("cloud")) << "written behind the link";

    auto const next = elsewhere.path() / "next";
    fs::create_directory(next);
    write(next / "real.toml", routing_to("local"));
    fs::rename(current, elsewhere.path() / "former");
    fs::rename(next, current);
    EXPECT_TRUE(becomes("local"));
    replace(current / "real.toml", routing_to("cloud"));
    EXPECT_TRUE(becomes("cloud")) << "and the new directory is watched";
}

TEST_F(config_watch, a_file_written_under_another_name)
{
    start(); // as when only the file is mounted into a container
    temporary_directory const elsewhere;
    fs::create_hard_link(file(), elsewhere.path() / "same");
    write(elsewhere.path() / "same", routing_to("local"));
    EXPECT_TRUE(becomes("local"));
}

TEST_F(config_watch, a_file_deleted_and_put_back)
{
    start();
    auto const text = read_file(file());
    fs::remove(file());
    ASSERT_TRUE(eventually([&] { return has_error(); }));
    EXPECT_EQ(health()["status"], "degraded");
    EXPECT_EQ(routed_to(), "cloud");

    write(file(), text);
    EXPECT_TRUE(eventually([&] { return !has_error(); }));
    EXPECT_EQ(health()["status"], "ok");
    EXPECT_EQ(generation(), 1) << "nothing is new";
    EXPECT_EQ(metric("config_last_reload_successful"), "1");

    fs::remove(file());
    ASSERT_TRUE(eventually([&] { return has_error(); }));
    write(file(), routing_to("local"));
    EXPECT_TRUE(becomes("local"));
    EXPECT_FALSE(has_error());
    EXPECT_EQ(generation(), 2);
}

TEST_F(config_watch, a_directory_that_goes_and_comes_back)
{
    start();
    auto const folder = beside("folder");
    fs::create_directory(folder);
    write(folder / "real.toml", routing_to("local"));
    fs::create_symlink("folder/real.toml", beside("link"));
    fs::rename(beside("link"), file());
    ASSERT_TRUE(becomes("local"));
    fs::remove_all(folder);
    ASSERT_TRUE(eventually([&] { return has_error(); }));
    fs::create_directory(folder);
    write(folder / "real.toml", routing_to("cloud"));
    EXPECT_TRUE(becomes("cloud"));
}

TEST_F(config_watch, a_broken_file_is_explained_until_it_is_mended)
{
    start();
    EXPECT_EQ(metric("config_generation"), "1");
    EXPECT_EQ(metric("config_last_reload_successful"), "1");
    replace(file(), "[routing]\nthreshold = 7\nbogus = 1\n");
    ASSERT_TRUE(eventually([&] { return has_error(); }));

    auto report = health();
    EXPECT_EQ(report["status"], "degraded");
    EXPECT_EQ(report["models"], json({"cloud", "local"})) << "of the one in force";
    auto const error = report["config"]["error"].get<std::string>();
    EXPECT_TRUE(matches(error, "wayfinder-router.toml:2:.*wayfinder-router.toml:3:")) << error;
    EXPECT_EQ(gateway_->get("/readyz").status, 200);
    EXPECT_EQ(routed_to(), "cloud");
    EXPECT_EQ(metric("config_reload_failures_total"), "1");
    EXPECT_EQ(metric("config_last_reload_successful"), "0");
    EXPECT_EQ(metric("config_generation"), "1");
    ASSERT_TRUE(log_says("toml:3:"));
    EXPECT_EQ(log_lines("toml:2:").size(), 1U);
    EXPECT_EQ(log_lines("toml:2:"), log_lines("toml:3:")) << "all errors in one line";

    replace(file(), routing_to("local"));
    EXPECT_TRUE(becomes("local"));
    EXPECT_EQ(health()["status"], "ok");
    EXPECT_FALSE(has_error());
    EXPECT_EQ(metric("config_reload_failures_total"), "1");
    EXPECT_EQ(metric("config_last_reload_successful"), "1");
    EXPECT_EQ(metric("config_generation"), "2");
}

TEST_F(config_watch, the_file_that_routing_has_learned)
{
    skill::artifact learned;
    learned.what.steps.assign(skill::gram_buckets, 1);
    learned.what.step = 0.001;
    learned.report = "{}";
    temporary_directory place;
    auto const weights = place.path() / "own.learned";
    replace(weights, skill::written(learned));
    start({.routing = "policy = \"skill\"\nlearned = \"" + weights.string() + "\""});
    learned.what.step = 0.002;
    replace(weights, skill::written(learned));
    EXPECT_TRUE(reaches_generation(2));
    replace(weights, "no weights");
    EXPECT_TRUE(eventually([&] { return has_error(); }));
    replace(weights, skill::written(learned));
    EXPECT_TRUE(eventually([&] { return !has_error(); }));
}

TEST_F(config_watch, the_same_content_again_is_no_news)
{
    start();
    auto const text = read_file(file());
    replace(file(), text);
    write(file(), text);
    EXPECT_TRUE(throughout(300ms, [&] { return generation() == 1; }));
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(log_says("the configuration has not changed"));
    EXPECT_EQ(generation(), 1);
    replace(file(), routing_to("local"));
    EXPECT_TRUE(becomes("local"));
    EXPECT_EQ(generation(), 2);
}

TEST_F(config_watch, the_same_mistake_again_is_no_second_one)
{
    start();
    replace(file(), "bogus = 1\n");
    ASSERT_TRUE(eventually([&] { return has_error(); }));
    replace(file(), "bogus = 1\n");
    EXPECT_TRUE(throughout(300ms, [&] { return metric("config_reload_failures_total") == "1"; }));
    gateway_->signal(SIGHUP); // an explicit reload is reported
    EXPECT_TRUE(eventually([&] { return metric("config_reload_failures_total") == "2"; }));
}

TEST_F(config_watch, health_says_which_file_and_since_when)
{
    start();
    auto config = health()["config"];
    EXPECT_EQ(config["file"], file().string());
    EXPECT_EQ(config["generation"], 1);
    EXPECT_TRUE(matches(config["loaded_at"].get<std::string>(), R"(^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$)"));
    EXPECT_FALSE(config.contains("error"));
}

} // namespace
} // namespace wayfinder::testing
