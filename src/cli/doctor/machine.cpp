#include "cli/doctor/machine.hpp"

#include "app/web_call.hpp"
#include "config/listening.hpp"
#include "control/ledger/schema.hpp"
#include "delivery/http_date.hpp"
#include "net/client/connection_opening.hpp"
#include "net/server/listening_socket.hpp"

#include <boost/system/system_error.hpp>

#include <optional>
#include <system_error>

#include <unistd.h>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// The largest clock error that budgets, expiry dates and certificates tolerate.
constexpr auto most_skew = 60s;
// Earlier than the first release of this gateway: the clock of a machine whose battery is dead.
constexpr std::chrono::sys_days birth{std::chrono::year{2026} / 1 / 1};

/// One that speaks TLS says so to a client without TLS, before it asks for a certificate.
bool is_gateway(std::string const& address)
{
    auto const asked = app::get_of("http://" + address, "/healthz", "");
    if (!asked) return false;
    auto const reply = app::call_all({*asked}, 2s).front();
    auto const says = [&](std::string_view words) { return reply.body.find(words) != reply.body.npos; };
    return !reply.failure && (says("\"models\"") || says(net::tls_needed));
}

bool may_write_beside(fs::path const& file)
{
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

} // namespace

finding diagnose_port(std::string const& address)
{
    finding found{"port", address, verdict::good, "free"};
    if (address.starts_with(config::unix_prefix)) {
        found.detail = "a Unix socket, not tested";
        return found;
    }
    try {
        net::listen_at(address, 1, 0);
    } catch (boost::system::system_error const& error) {
        bool const taken = error.code() == boost::system::errc::address_in_use;
        if (taken && is_gateway(address)) {
            found.detail = "a gateway is running there";
            return found;
        }
        found.state = verdict::bad;
        found.detail = error.code().message();
        found.remedy = taken ? "stop the program that listens there, or serve with another --listen"
                             : "serve with another --listen";
    }
    return found;
}

finding diagnose_clock(std::chrono::system_clock::time_point now, std::vector<std::string> const& dates)
{
    finding found{"clock", "", verdict::good, "right"};
    std::optional<std::chrono::seconds> nearest;
    for (auto const& each : dates) {
        auto const theirs = delivery::parse_http_date(each, now);
        if (!theirs) continue;
        auto const ahead = std::chrono::duration_cast<std::chrono::seconds>(now - *theirs);
        if (!nearest || std::chrono::abs(ahead) < std::chrono::abs(*nearest)) nearest = ahead;
    }
    if (nearest && std::chrono::abs(*nearest) > most_skew) {
        auto const count = std::to_string(std::chrono::abs(*nearest).count());
        found.state = verdict::bad;
        found.detail =
            count + (nearest->count() > 0 ? " s ahead of the upstreams" : " s behind the upstreams");
        found.remedy = "set it, preferably with a time service such as chrony or systemd-timesyncd";
    } else if (now < birth) {
        found.state = verdict::bad;
        found.detail = "it is set to a date before 2026";
        found.remedy = "set it; with such a clock no certificate is valid";
    } else if (!nearest) {
        found.detail = "plausible; no upstream gave a time to compare it with";
    }
    return found;
}

finding diagnose_state(std::string what, fs::path const& file, std::string_view key)
{
    finding found{std::move(what), file.string(), verdict::good, "can be written"};
    std::error_code ignored;
    bool const exists = fs::exists(file, ignored);
    if (!exists) found.detail = "will be created";
    bool const beside = may_write_beside(file);
    if (beside && (!exists || ::access(file.c_str(), R_OK | W_OK) == 0)) return found;
    found.state = verdict::bad;
    found.detail = beside ? "it cannot be read and written by this user"
                          : "its directory is missing or cannot be written";
    found.remedy = "let this user write there, or name another '" + std::string{key} + "'";
    return found;
}

finding diagnose_ledger(fs::path const& file)
{
    using namespace control;
    auto found = diagnose_state("ledger", file, "gateway.ledger.file");
    std::error_code ignored;
    if (found.state == verdict::bad || !fs::exists(file, ignored)) return found;
    std::string problem;
    if (auto books = sqlite::database::open(file, sqlite::access::read, problem))
        problem = check_for_reading(books);
    if (problem.empty()) return found;
    found.state = verdict::bad;
    found.detail = problem;
    found.remedy = "let this user write there, or name another 'gateway.ledger.file'";
    return found;
}

} // namespace wayfinder::cli
