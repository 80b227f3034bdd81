// A program under measurement: started and ended with the object.
#pragma once

#include "bench/http/load/closed_loop.hpp"
#include "bench/http/net/tls_files.hpp"
#include "bench/http/subject/lane.hpp"

#include "child_process.hpp"
#include "temporary_directory.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace wayfinder::bench {

/// What a subject is placed between.
struct surroundings {
    std::uint16_t upstream_port{};
    bool upstream_tls{};
    bool listener_tls{};
    bool streams{}; ///< pieces must be forwarded as they arrive
    tls_files const* certificates{};
};

class subject {
public:
    /// Starts it on the subjects' processor. Its files are in `place`, its messages in `place`/stderr.
    subject(std::string name, std::unique_ptr<testing::temporary_directory> place, testing::child_setup setup,
            target front);

    /// Waits until it accepts connections. Throws with its messages if that fails, as below.
    void await_listening() const;

    /// Waits until it answers a question with 200. Throws with its messages if that fails.
    void await_answer(question const& about, std::uint64_t& serial) const;

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] target const& front() const { return front_; }
    [[nodiscard]] pid_t pid() const { return process_->pid(); }
    [[nodiscard]] testing::child_process& process() { return *process_; }
    [[nodiscard]] std::filesystem::path const& place() const { return place_->path(); }

private:
    void await(std::function<bool()> const& done, std::string const& what) const;

    std::string name_;
    std::unique_ptr<testing::temporary_directory> place_;
    std::unique_ptr<testing::child_process> process_;
    target front_;
};

subject start_nginx(surroundings const& between);
subject start_haproxy(surroundings const& between);

/// Portkey's gateway for Node; `script` is its build/start-server.js. Each request says where to forward it.
subject start_portkey(std::filesystem::path const& script, surroundings const& between);
std::string portkey_fields(surroundings const& between);

/// `wrapper` precedes the command line: a program such as valgrind, with its arguments.
subject start_gateway(std::filesystem::path const& binary, lane which, surroundings const& between,
                      std::vector<std::string> const& wrapper = {});

} // namespace wayfinder::bench
