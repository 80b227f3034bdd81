// The operator page: what is served, under which rules, and who may see it.
#include "governed.hpp"

#include <regex>
#include <set>

namespace wayfinder::testing {
namespace {

class operator_page : public governed_test {
protected:
    /// Quoted strings in a part of the page that look like one of its files.
    static std::set<std::string> files_named_in(std::string const& text, std::string const& pattern)
    {
        std::set<std::string> names;
        std::regex const each{pattern};
        for (std::sregex_iterator at{text.begin(), text.end(), each}, end; at != end; ++at)
            names.insert((*at)[1].str());
        return names;
    }
};

TEST_F(operator_page, it_is_served_under_a_strict_policy)
{
    auto& gateway = start();
    auto const page = gateway.get("/ui");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.headers.get("content-type"), "text/html; charset=utf-8");
    auto const policy = page.headers.get("content-security-policy");
    for (auto const* part : {"default-src 'none'", "script-src 'self';", "style-src 'self';",
                             "connect-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"})
        EXPECT_NE(policy.find(part), policy.npos) << part;
    EXPECT_EQ(policy.find("unsafe"), policy.npos);
    EXPECT_EQ(page.headers.get("x-content-type-options"), "nosniff");
    EXPECT_EQ(page.headers.get("referrer-policy"), "no-referrer");
}

TEST_F(operator_page, everything_that_it_loads_is_in_the_program)
{
    auto& gateway = start();
    auto const page = gateway.get("/ui").body;
    EXPECT_EQ(page.find("http"), page.npos); // no foreign assets
    auto const wanted = files_named_in(page, R"re((?:src|href)="(ui/[^"]+)")re");
    ASSERT_GE(wanted.size(), 4U);
    for (auto const& name : wanted) EXPECT_EQ(gateway.get("/" + name).status, 200) << name;
    EXPECT_NE(gateway.get("/ui/chart.js").body.find("Chart.js v"), std::string::npos);
    auto const views = files_named_in(gateway.get("/ui/app.js").body, R"re(from '\./(views/[a-z]+\.js)')re");
    ASSERT_EQ(views.size(), 6U);
    for (auto const& name : views) {
        auto const script = gateway.get("/ui/" + name);
        EXPECT_EQ(script.status, 200) << name;
        EXPECT_EQ(script.headers.get("content-type"), "text/javascript; charset=utf-8");
        for (auto const& other : files_named_in(script.body, R"re(from '\.\./([a-z]+\.js)')re"))
            EXPECT_EQ(gateway.get("/ui/" + other).status, 200) << other;
    }
    expect_error(gateway.get("/ui/none.js"), 404, "invalid_request_error", "unknown_endpoint");
    expect_error(gateway.get("/ui/../router/overview"), 404, "invalid_request_error");
}

TEST_F(operator_page, what_has_not_changed_is_not_sent_again)
{
    auto& gateway = start();
    auto const script = gateway.get("/ui/chart.js");
    auto const tag = script.headers.get("etag");
    EXPECT_TRUE(matches(tag, "^\"[0-9a-f]{16}\"$")) << tag;
    EXPECT_EQ(script.headers.get("cache-control"), "no-cache");
    auto const again = gateway.get("/ui/chart.js", {{"If-None-Match", "W/\"x\", " + tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(gateway.get("/ui/chart.js", {{"If-None-Match", "\"other\""}}).status, 200);
    EXPECT_NE(gateway.get("/ui/app.js").headers.get("etag"), tag);
}

TEST_F(operator_page, the_addresses_of_the_references_pages_lead_to_it)
{
    auto& gateway = start();
    for (auto const* path : {"/", "/router", "/demo", "/ui/"}) {
        auto const moved = gateway.get(path);
        EXPECT_EQ(moved.status, 307) << path;
        EXPECT_EQ(moved.headers.get("location"), "/ui");
    }
}

TEST_F(operator_page, with_keys_and_no_admin_nobody_sees_it)
{
    auto& gateway = start({.more_models = key_table("team")});
    for (auto const* path : {"/ui", "/ui/app.js", "/router", "/router/overview", "/router/keys"})
        expect_error(gateway.get(path, bearer("team")), 403, "wayfinder_router_forbidden");
}

TEST_F(operator_page, with_a_token_the_page_comes_to_ask_for_it_and_the_data_only_to_who_has_it)
{
    auto& gateway = start({.more_models = key_table("team") + "[gateway.admin]\ntoken_hash = \"" +
                                          hash_of("wf-admin") + "\"\n"});
    EXPECT_EQ(gateway.get("/ui").status, 200);
    EXPECT_EQ(gateway.get("/ui/app.js").status, 200);
    for (auto const* path : {"/router/overview", "/router/keys", "/router/fleet", "/router/labels",
                             "/router/recent", "/router/recent/x"}) {
        expect_error(gateway.get(path), 401, "wayfinder_router_unauthorized");
        expect_error(gateway.get(path, bearer("team")), 401, "wayfinder_router_unauthorized");
    }
    expect_error(gateway.post("/router/score", R"({"text":"a"})"), 401, "wayfinder_router_unauthorized");
    EXPECT_EQ(gateway.get("/router/overview", bearer("admin")).status, 200);
}

} // namespace
} // namespace wayfinder::testing
