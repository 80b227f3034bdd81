awaitable<void> f(awaitable<bool> g)
{
    if (co_await g()) co_return;
}

awaitable<void> guarded(awaitable<void> g, bool wanted)
{
    if (wanted) co_await g();
}
