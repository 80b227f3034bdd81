#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/keys/table.hpp"
#include "cli/keys/token.hpp"
#include "config/values/sha256_text.hpp"
#include "wire/sha256.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace wayfinder::cli {

int new_key(new_key_options const& options)
{
    auto const token = new_token();
    auto const hash = wire::sha256_of(token);
    auto const table = key_table(options, hash);
    auto const problems = problems_of(table, options);
    for (auto const& each : problems) std::cerr << program << ": " << each << '\n';
    if (!problems.empty()) return usage;
    if (options.json) {
        nlohmann::ordered_json const made{
            {"id", options.id}, {"token", token}, {"hash", config::to_text(hash)}, {"toml", table}};
        std::cout << made.dump(2) << '\n';
    } else {
        std::cout << "# For wayfinder-router.toml:\n"
                  << table
                  << "\n# For the client, as 'Authorization: Bearer <token>'. It is not shown again:\n"
                  << token << '\n';
    }
    if (std::cout.flush()) return ok;
    std::cerr << program << ": cannot write the token: it is lost, create another\n";
    return failed;
}

} // namespace wayfinder::cli
