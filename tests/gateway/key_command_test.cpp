// api_key_cmd: keys printed by a command.
#include "config_file_test.hpp"

#include "gateway_binary.hpp"

#include <csignal>

namespace wayfinder::testing {
namespace {

class key_command : public config_file_test {
protected:
    /// One model whose key comes from this command, as TOML text.
    [[nodiscard]] std::string config(std::string const& command, std::string const& more = {}) const
    {
        return model_table("local", upstream_.url(),
                           "api_key_env = \"THE_KEY\"\napi_key_cmd = '''" + command + "'''\n" + more);
    }
    void serve(std::string const& text, std::map<std::string, std::string> environment = {})
    {
        gateway_setup setup{.config = text};
        setup.environment = std::move(environment);
        gateway_.emplace(setup);
    }
    /// The Authorization field that goes upstream with a request.
    std::string sent_key(std::string const& model = "auto")
    {
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, model)).status, 200);
        return upstream_.last_request().headers.get("authorization");
    }
    [[nodiscard]] std::size_t lines_in(std::string_view name) const
    {
        auto const text = read_file(beside(name));
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    /// The process whose number is written to the file.
    static pid_t noted_process(fs::path const& note)
    {
        auto const noted = [&] { return read_file(note).ends_with('\n'); };
        EXPECT_TRUE(eventually(noted));
        return noted() ? std::stoi(read_file(note)) : 0;
    }
    static bool ends(pid_t process)
    {
        return eventually([&] { return ::kill(process, 0) != 0; });
    }
};

TEST_F(key_command, what_it_prints_is_the_key)
{
    serve(config("printf '  sk-printed\\n\\n'"));
    EXPECT_EQ(sent_key(), "Bearer sk-printed");
    EXPECT_EQ(health()["status"], "ok");
}

TEST_F(key_command, a_variable_that_is_set_wins_and_nothing_runs)
{
    serve(config("sh -c 'touch ran; echo sk-printed'"), {{"THE_KEY", "sk-set"}});
    EXPECT_EQ(sent_key(), "Bearer sk-set");
    EXPECT_FALSE(fs::exists(beside("ran")));
}

TEST_F(key_command, a_blank_variable_is_not_set)
{
    serve(config("printf sk-printed"), {{"THE_KEY", " "}});
    EXPECT_EQ(sent_key(), "Bearer sk-printed");
}

TEST_F(key_command, the_variable_is_filled_for_all_models_that_name_it)
{
    serve(config("printf sk-printed") + model_table("other", upstream_.url(), "api_key_env = \"THE_KEY\""));
    EXPECT_EQ(sent_key("other"), "Bearer sk-printed");
}

TEST_F(key_command, a_failure_is_told_and_serving_goes_on_without_a_key)
{
    serve(config("sh -c 'echo sk-printed; exit 3'"));
    EXPECT_TRUE(log_says("model local: api_key_cmd 'sh' ended with exit code 3"));
    EXPECT_EQ(gateway_->log().find("sk-printed"), std::string::npos);
    EXPECT_EQ(health()["status"], "degraded");
    EXPECT_EQ(health()["missing_keys"], json({"local"}));
    EXPECT_EQ(sent_key(), "");
}

TEST_F(key_command, a_key_pasted_in_its_place_is_not_repeated)
{
    serve(config("sk-pasted"));
    EXPECT_TRUE(log_says("model local: api_key_cmd cannot be started"));
    EXPECT_EQ(gateway_->log().find("sk-pasted"), std::string::npos);
    EXPECT_EQ(gateway_->get("/healthz").body.find("sk-pasted"), std::string::npos);
}

TEST_F(key_command, no_shell_reads_it)
{
    serve(config("printf %s%s sk- $THE_HOME;"), {{"THE_HOME", "expanded"}});
    EXPECT_EQ(sent_key(), "Bearer sk-$THE_HOME;");
    EXPECT_TRUE(log_says("no shell runs it"));
}

TEST_F(key_command, a_shell_reads_it_when_told_to)
{
    serve(config("printf sk-%s $THE_HOME | tr a-z A-Z", "api_key_shell = true\n"),
          {{"THE_HOME", "expanded"}});
    EXPECT_EQ(sent_key(), "Bearer SK-EXPANDED");
}

TEST_F(key_command, several_run_side_by_side)
{
    auto const meet = [&](std::string const& mine, std::string const& theirs) {
        auto const script =
            "touch " + mine + "; until [ -e " + theirs + " ]; do sleep 0.01; done; echo sk-" + mine;
        return model_table(mine, upstream_.url(),
                           "api_key_env = \"KEY_" + mine + "\"\napi_key_shell = true\napi_key_cmd = \"" +
                               script + "\"\n");
    };
    serve(meet("a", "b") + meet("b", "a"));
    EXPECT_EQ(sent_key("a"), "Bearer sk-a");
    EXPECT_EQ(sent_key("b"), "Bearer sk-b");
}

TEST_F(key_command, a_reload_runs_only_what_is_new)
{
    auto const command = "sh -c 'echo x >> runs; echo sk-1'";
    serve(config(command));
    EXPECT_EQ(lines_in("runs"), 1U);
    replace(file(), "[routing]\nthreshold = 0.9\n" + config(command));
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_EQ(lines_in("runs"), 1U);
    EXPECT_EQ(sent_key(), "Bearer sk-1");
    replace(file(), config("sh -c 'echo x >> runs; echo sk-2'"));
    ASSERT_TRUE(reaches_generation(3));
    EXPECT_EQ(lines_in("runs"), 2U);
    EXPECT_EQ(sent_key(), "Bearer sk-2");
}

TEST_F(key_command, a_key_that_is_missing_is_asked_for_again)
{
    serve(config("cat key"));
    EXPECT_EQ(health()["missing_keys"], json({"local"}));
    write(beside("key"), "sk-late\n");
    gateway_->signal(SIGHUP);
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_EQ(sent_key(), "Bearer sk-late");
    EXPECT_EQ(health()["status"], "ok");
}

TEST_F(key_command, one_that_hangs_blocks_nothing_and_dies_with_the_gateway)
{
    serve(config("printf sk-former"));
    replace(file(), config("sh -c 'echo $$ > note; exec sleep 1000'"));
    auto const process = noted_process(beside("note"));
    EXPECT_EQ(sent_key(), "Bearer sk-former") << "the former configuration stays until the key is there";
    EXPECT_EQ(generation(), 1);
    EXPECT_EQ(::kill(process, 0), 0);
    gateway_->signal(SIGTERM);
    auto const status = gateway_->wait_for_exit();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->code, 0) << gateway_->log();
    EXPECT_TRUE(ends(process));
}

TEST_F(key_command, one_that_hangs_is_replaced_by_mending_the_file)
{
    serve(config("printf sk-former"));
    replace(file(), config("sh -c 'echo $$ > note; exec sleep 1000'"));
    auto const process = noted_process(beside("note"));
    replace(file(), config("printf sk-mended"));
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_TRUE(ends(process));
    EXPECT_EQ(sent_key(), "Bearer sk-mended");
}

TEST_F(key_command, one_that_hangs_at_start_can_be_interrupted)
{
    temporary_directory const folder;
    child_setup setup{.program = gateway_binary(), .arguments = {"serve", "--port", "0", "--config"}};
    setup.arguments.push_back(folder.write("w.toml", config("sh -c 'echo $$ > note; exec sleep 1000'")));
    setup.directory = folder.path();
    child_process gateway{setup};
    auto const process = noted_process(folder.path() / "note");
    gateway.signal(SIGTERM);
    auto const status = gateway.wait();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->code, 0);
    EXPECT_TRUE(ends(process));
}

TEST_F(key_command, the_key_is_in_no_environment_and_no_log)
{
    serve(config("printf sk-first"));
    EXPECT_EQ(sent_key(), "Bearer sk-first");
    replace(file(), config("sh -c 'env > seen; cat /proc/$PPID/environ >> seen; printf sk-second'"));
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_EQ(sent_key(), "Bearer sk-second");
    auto const seen = read_file(beside("seen"));
    EXPECT_NE(seen.find("PATH="), std::string::npos);
    EXPECT_EQ(seen.find("sk-first"), std::string::npos);
    EXPECT_EQ(gateway_->get("/metrics").body.find("sk-"), std::string::npos);
    EXPECT_FALSE(matches(gateway_->log(), "sk-(first|second)")) << gateway_->log();
}

TEST_F(key_command, sees_no_connection_of_the_gateway)
{
    serve(config("printf sk-first"));
    auto client = gateway_->connect(); // one is open while the command runs
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    EXPECT_EQ(client.read_response().status, 200);
    replace(
        file(),
        config(
            "sh -c 'for fd in $(seq 3 200); do [ -e /proc/$$/fd/$fd ] && printf %s, $fd; done; echo end'"));
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_EQ(sent_key(), "Bearer end");
}

} // namespace
} // namespace wayfinder::testing
