#include "app/handover/predecessor.hpp"

#include "app/handover/succession_words.hpp"

#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace wayfinder::app {

predecessor::predecessor(net::asio::io_context& context, int line, handler gone)
    : line_{context, line}, gone_{std::move(gone)}
{
    line_.async_wait(net::asio::posix::stream_descriptor::wait_read, [this](net::error_code const& error) {
        if (!error) on_message();
    });
}

void predecessor::on_message()
{
    bool const dismissed = has_dismissed();
    line_.close();
    gone_(dismissed);
}

bool predecessor::has_dismissed()
{
    char word{};
    return lives() && ::recv(line_.native_handle(), &word, 1, MSG_PEEK | MSG_DONTWAIT) == 1 &&
           word == word_of_dismissal;
}

void predecessor::tell_ready()
{
    if (lives()) static_cast<void>(::write(line_.native_handle(), &word_of_readiness, 1));
}

} // namespace wayfinder::app
