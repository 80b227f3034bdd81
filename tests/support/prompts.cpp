#include "prompts.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::testing {

std::string const complex_prompt = R"(# Migration plan
## Goals
- keep the old endpoint alive
- move readers first
- move writers second
- measure every step
- roll back quickly
- tell the users
- archive the logs
## Steps
1. read [the guide](https://docs.example/guide)
2. read [the notes](https://docs.example/notes)
3. copy the tables
4. compare the counts
5. switch the alias
6. watch the graphs
7. drop the copy
```sql
select count(*) from orders;
```
| phase | owner |
|---|---|
| one | ops |
Explain the risks.
)";

std::string json_string(std::string_view text)
{
    return nlohmann::json(text).dump();
}

std::string chat_body(std::string_view text, std::string_view model, std::string_view more)
{
    std::string body = R"({"model":)" + json_string(model);
    body += R"(,"messages":[{"role":"user","content":)" + json_string(text) + "}]";
    if (!more.empty()) body.append(",").append(more);
    return body + "}";
}

} // namespace wayfinder::testing
