#include "gateway_process.hpp"

#include "gateway_binary.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace wayfinder::testing {
namespace {

/// The port of `listening on http://127.0.0.1:<port>`, or of https, in the log; 0 if it is not there yet.
std::uint16_t announced_port(std::string const& log)
{
    constexpr std::string_view announcement = "listening on http";
    constexpr std::string_view address = "://127.0.0.1:";
    auto const at = log.find(announcement);
    auto const from = log.find(address, at);
    if (at == std::string::npos || from == std::string::npos) return 0;
    auto const digits = from + address.size();
    auto const end = log.find_first_not_of("0123456789", digits);
    if (end == std::string::npos || end == digits) return 0;
    return static_cast<std::uint16_t>(std::stoul(log.substr(digits, end - digits)));
}

} // namespace

gateway_process::gateway_process(gateway_setup const& setup)
{
    auto const config = directory_.write("wayfinder-router.toml", setup.config);
    for (auto const& [name, content] : setup.files) directory_.write(name, content);
    child_setup child{.program = gateway_binary(),
                      .arguments = {"serve", "--config", config},
                      .environment = setup.environment};
    child.arguments.insert(child.arguments.end(), setup.address.begin(), setup.address.end());
    child.arguments.insert(child.arguments.end(), setup.arguments.begin(), setup.arguments.end());
    child.directory = directory_.path();
    child.output = directory_.path() / "stdout";
    child.error = directory_.path() / "stderr";
    process_ = std::make_unique<child_process>(child);
    await_readiness();
}

gateway_process::~gateway_process()
{
    process_.reset();
    expect_no_sanitizer_report(log());
}

void gateway_process::await_readiness()
{
    auto const ready = [this] {
        if (port_ == 0) port_ = announced_port(log());
        if (process_->wait(0ms)) return true; // ended: no point in waiting
        if (port_ == 0) return false;
        if (log().find("listening on https://") != std::string::npos) return true; // not for plain HTTP
        try {
            return get("/readyz").status == 200;
        } catch (std::system_error const&) { // not listening yet
            return false;
        } catch (peer_gone const&) { // it listens for something other than HTTP
            return true;
        }
    };
    if (!eventually(ready) || process_->wait(0ms))
        throw std::runtime_error("the gateway did not become ready:\n" + log());
}

std::string gateway_process::log() const
{
    return read_file(directory_.path() / "stderr");
}

std::optional<exit_status> gateway_process::wait_for_exit(std::chrono::milliseconds bound)
{
    return process_->wait(bound);
}

http_response gateway_process::get(std::string_view target, header_list const& headers) const
{
    return round_trip(port_, request_bytes("GET", target, {}, headers));
}

http_response gateway_process::post(std::string_view target, std::string_view json,
                                    header_list const& headers) const
{
    return round_trip(port_, post_bytes(target, json, headers));
}

http_response gateway_process::chat(std::string_view json, header_list const& headers) const
{
    return post("/v1/chat/completions", json, headers);
}

http_connection gateway_process::connect(int receive_buffer) const
{
    return http_connection{port_, receive_buffer};
}

gateway_process::memory gateway_process::memory_in_use() const
{
    std::ifstream statm{"/proc/" + std::to_string(pid()) + "/statm"};
    auto const page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    memory found;
    statm >> found.addresses >> found.resident;
    return {found.addresses * page, found.resident * page};
}

std::size_t gateway_process::open_descriptors() const
{
    std::filesystem::directory_iterator const all{"/proc/" + std::to_string(pid()) + "/fd"};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

} // namespace wayfinder::testing
