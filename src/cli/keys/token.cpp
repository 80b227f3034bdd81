#include "cli/keys/token.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace wayfinder::cli {

bool openssl_random(token_bytes& bytes)
{
    return RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1;
}

std::string new_token(random_source random)
{
    token_bytes bytes{};
    if (!random(bytes)) throw std::runtime_error{"cannot get random bytes for a token"};
    // Four characters for every three bytes or part thereof, and a terminating NUL.
    std::array<unsigned char, (bytes.size() + 2) / 3 * 4 + 1> base64{};
    auto const length = EVP_EncodeBlock(base64.data(), bytes.data(), static_cast<int>(bytes.size()));
    std::string token{"wf-"};
    for (int i = 0; i < length; ++i) {
        auto const digit = static_cast<char>(base64[static_cast<std::size_t>(i)]);
        if (digit != '=') token += digit == '+' ? '-' : digit == '/' ? '_' : digit;
    }
    return token;
}

} // namespace wayfinder::cli
