// Preloaded into a gateway: names that end in .test are at this machine, and lookups of slow.test hang.
#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

#include <string_view>

extern "C" int getaddrinfo(char const* node, char const* service, addrinfo const* hints, addrinfo** found)
{
    auto const next = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    std::string_view const name = node == nullptr ? "" : node;
    if (name == "slow.test") ::sleep(60);
    return next(name.ends_with(".test") ? "127.0.0.1" : node, service, hints, found);
}
