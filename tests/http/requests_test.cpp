// Every row of the table against the running gateway, with three upstreams: one that shows each byte, and
// nginx and HAProxy, which would find any second request in what the gateway passes on.
#include "gateway_test.hpp"
#include "real_proxy.hpp"
#include "request_table.hpp"

namespace wayfinder::testing {
namespace {

enum class behind { nothing, nginx, haproxy };

class http1_requests : public gateway_test, public ::testing::WithParamInterface<behind> {
protected:
    http1_requests()
    {
        // The answer repeats its request: a client that gets another's would notice.
        upstream_.answer_with([](recorded_request const& request, auto& reply) {
            reply.respond(200, answer_of(request.body));
        });
        if (GetParam() != behind::nothing)
            proxy_.emplace(GetParam() == behind::nginx ? proxy_kind::nginx : proxy_kind::haproxy,
                           upstream_.port());
        auto const port = proxy_ ? proxy_->port() : upstream_.port();
        start_with(model_table("local", "http://127.0.0.1:" + std::to_string(port) + "/v1"));
    }

    void expect_row(request_row const& row)
    {
        auto const before = upstream_.request_count();
        auto client = gateway_->connect();
        client.send(row.bytes);
        if (row.half_closes) client.half_close();
        for (int const status : row.statuses) expect_answer(row, status, client);
        EXPECT_EQ(upstream_.request_count() - before, row.upstream_requests);
        if (row.stays_open)
            expect_own_answer("same connection", client);
        else
            EXPECT_TRUE(client.closed_by_server());
        auto other = gateway_->connect();
        expect_own_answer("new connection", other);
    }

    static void expect_answer(request_row const& row, int status, http_connection& client)
    {
        auto const answer = row.is_head() || status < 200 ? client.read_head() : client.read_response();
        EXPECT_EQ(answer.status, status) << answer.body;
        if (status == 405) {
            EXPECT_TRUE(answer.headers.has("allow"));
        }
        if (status == 200 && row.upstream_requests > 0 && answer.body != R"({"status":"ok"})") {
            EXPECT_EQ(answer.body, answer_of(as_forwarded(row.json)));
        }
        if (status >= 400 && !row.is_head()) {
            EXPECT_TRUE(parsed(answer.body).contains("error"));
        }
    }

    /// A request after the row must not get what belongs to the row.
    void expect_own_answer(std::string const& where, http_connection& client)
    {
        auto const mine = named_chat(where + " " + std::to_string(++sentinels_));
        client.send(post_bytes("/v1/chat/completions", mine));
        auto const answer = client.read_response();
        EXPECT_EQ(answer.status, 200) << where;
        EXPECT_EQ(answer.body, answer_of(as_forwarded(mine))) << where;
        expect_sound(upstream_.last_request());
    }

    /// What reached the server behind it is framed once.
    static void expect_sound(recorded_request const& request)
    {
        EXPECT_EQ(request.headers.count("content-length"), 1U) << request.head;
        EXPECT_EQ(request.headers.get("content-length"), std::to_string(request.body.size()));
        EXPECT_EQ(request.headers.count("transfer-encoding"), 0U) << request.head;
        EXPECT_EQ(request.target, "/v1/chat/completions");
    }

    static std::string answer_of(std::string const& request) { return "{\"choices\":[" + request + "]}"; }

    static std::string as_forwarded(std::string json)
    {
        return json.replace(json.find("\"auto\""), 6, "\"local-id\"");
    }

    std::optional<real_proxy> proxy_;
    int sentinels_{};
};

TEST_P(http1_requests, each_has_the_outcome_that_its_clause_asks_for)
{
    auto const rows = read_rows(WAYFINDER_REQUEST_ROWS);
    EXPECT_GE(rows.size(), 200U);
    for (auto const& row : rows) {
        SCOPED_TRACE(row.clause + ": " + row.name);
        try {
            expect_row(row);
        } catch (std::exception const& failed) {
            ADD_FAILURE() << failed.what();
        }
    }
}

std::string name_of(::testing::TestParamInfo<behind> const& info)
{
    switch (info.param) {
    case behind::nginx:
        return "before_nginx";
    case behind::haproxy:
        return "before_haproxy";
    case behind::nothing:
        break;
    }
    return "before_a_recorder";
}

INSTANTIATE_TEST_SUITE_P(, http1_requests, ::testing::Values(behind::nothing, behind::nginx, behind::haproxy),
                         name_of);

} // namespace
} // namespace wayfinder::testing
