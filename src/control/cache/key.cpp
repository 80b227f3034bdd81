#include "control/cache/key.hpp"

#include <string>

namespace wayfinder::control {

cache_key key_of(cache_question const& question)
{
    thread_local wire::fingerprint_hasher hasher;
    // Each text is preceded by its length, so that the end of one cannot pass for the start of another.
    thread_local std::string joined;
    joined.clear();
    for (auto const text :
         {question.partition, question.address, question.upstream_model, question.escalates_to})
        joined.append(std::to_string(text.size())).append(":").append(text);
    joined.append(reinterpret_cast<char const*>(question.request.data()), question.request.size());
    hasher.update(joined);
    return hasher.finish();
}

} // namespace wayfinder::control
