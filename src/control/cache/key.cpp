#include "control/cache/key.hpp"

#include <string>

namespace wayfinder::control {

cache_key key_of(cache_question const& question)
{
    thread_local wire::fingerprint_hasher hasher;
    // Each text goes behind its length, so that none can pass for the end of another.
    for (auto const text : {question.partition, question.base_url, question.upstream_model}) {
        hasher.update(std::to_string(text.size()) + ":");
        hasher.update(text);
    }
    hasher.update({reinterpret_cast<char const*>(question.meaning.data()), question.meaning.size()});
    return hasher.finish();
}

} // namespace wayfinder::control
