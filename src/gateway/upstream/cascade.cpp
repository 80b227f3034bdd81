#include "gateway/upstream/cascade.hpp"

#include "gateway/admission/admit.hpp"
#include "gateway/routing/escalation.hpp"
#include "wire/openai/answer_defect.hpp"

namespace wayfinder::gateway {

namespace asio = net::asio;

/// What is wrong with the cheap answer, as the header reports it; empty if it is acceptable.
std::string_view cascade::flaw_of(optional_rejection const& refused)
{
    if (refused) return "failed";
    auto const& answer = first_->won().answer();
    if (first_->found().end.status != 200) return "failed";
    auto const flaw =
        wire::openai::defect_of(answer.so_far(), answer.is_event_stream(), context_.chat.needs.json);
    return flaw ? name(*flaw) : std::string_view{};
}

asio::awaitable<optional_rejection> cascade::run()
{
    auto const next = escalation_of(context_);
    first_.emplace(context_, services_, tools_, record_, dispatch::intent{copy_limit_, next.has_value()});
    return next ? try_cheap_before(*next) : first_->run();
}

asio::awaitable<optional_rejection> cascade::try_cheap_before(std::size_t dearer)
{
    auto refused = co_await first_->run();
    if (first_->client_left() || record_.abandoned_at_work()) co_return refused;
    auto const flaw = flaw_of(refused);
    context_.cascade_state = "kept";
    flawed_ = !flaw.empty();
    if (!flawed_) co_return refused;
    first_in_hand_ = !refused;
    auto const better = co_await escalate(dearer, refused);
    if (!better) co_return refused;
    context_.cascade_state = flaw;
    co_return std::nullopt;
}

/// Whether the expensive model has answered, or no client waits any more. Otherwise `refused` is the outcome:
/// of two failures the cheap model's, unless the client's own deadline passed.
asio::awaitable<bool> cascade::escalate(std::size_t model, optional_rejection& refused)
{
    auto beside = reserve_again(context_, services_.shared.accounts, model);
    if (!beside) co_return false;
    // The expensive answer is settled with the request, long after this: its reservation must last as long.
    context_.share.exchange_reserved(*beside);
    auto const cheap = context_.chosen.model;
    context_.chosen.model = context_.settings().models[model].name;
    second_.emplace(context_, services_, tools_, record_, dispatch::intent{});
    auto failed = co_await second_->run();
    if (failed || is_worse()) {
        if (first_in_hand_)
            take_first(std::move(*beside));
        else if (record_.abandoned_at_work())
            refused = std::move(failed);
        second_.reset();
        context_.chosen.model = cheap;
        co_return false;
    }
    if (first_answered()) record_.superseded(first_->served_by(), first_->won().usage(), std::move(*beside));
    co_return true;
}

bool cascade::first_answered() const
{
    return first_in_hand_ && first_->found().end.status == 200;
}

/// An error that goes to the client unless there is something better.
bool cascade::is_worse() const
{
    return first_answered() && !second_->client_left() && second_->found().end.status >= 400;
}

/// The cheap model's answer is sent after all. The expensive model may be working in vain.
void cascade::take_first(control::admission beside)
{
    context_.share.exchange_reserved(beside);
    if (record_.abandoned_at_work())
        record_.superseded(second_->served_by(), second_->won().usage(), std::move(beside));
    record_.back_to(first_->served_by());
}

} // namespace wayfinder::gateway
