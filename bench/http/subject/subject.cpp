#include "bench/http/subject/subject.hpp"

#include "bench/http/net/channel.hpp"
#include "bench/http/net/pinned.hpp"

#include <stdexcept>
#include <system_error>

namespace wayfinder::bench {

subject::subject(std::string name, std::unique_ptr<testing::temporary_directory> place,
                 testing::child_setup setup, target front)
    : name_(std::move(name)), place_(std::move(place)), front_(std::move(front))
{
    pinned const here{subject_processor};
    setup.directory = place_->path();
    setup.output = place_->path() / "stdout";
    setup.error = place_->path() / "stderr";
    process_ = std::make_unique<testing::child_process>(setup);
}

void subject::await_listening() const
{
    await([this] { return channel::connected(front_.port, front_.tls).is_open(); }, "does not listen");
}

void subject::await_answer(question const& about, std::uint64_t& serial) const
{
    auto const answers = [&] {
        closed_loop once{front_, {about}, serial};
        return once.run_count(1).answers == 1;
    };
    await(answers, "does not answer");
}

void subject::await(std::function<bool()> const& done, std::string const& what) const
{
    auto const ended = [this] { return process_->wait(std::chrono::milliseconds{0}).has_value(); };
    auto const decided = [&] {
        if (ended()) return true; // waiting is pointless
        try {
            return done();
        } catch (std::system_error const&) { // not listening yet
            return false;
        }
    };
    constexpr std::chrono::seconds patience{60};
    if (!testing::eventually(decided, patience) || ended())
        throw std::runtime_error(name_ + " " + what + ":\n" + testing::read_file(place() / "stderr"));
}

} // namespace wayfinder::bench
