awaitable<void> f(awaitable<bool> g)
{
    if (co_await g()) co_return;
}
