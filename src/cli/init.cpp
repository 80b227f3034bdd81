#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/file_replacement.hpp"
#include "cli/init/interview.hpp"

#include <algorithm>
#include <iostream>
#include <set>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;

std::optional<draft> draft_for(init_options const& options)
{
    if (options.interactive) return interview(std::cin, std::cerr);
    for (auto const& each : all_presets())
        if (each.name == options.preset) return each.make();
    return all_presets().front().make();
}

bool is_set(std::string const& variable)
{
    return !environment_variable(variable).value_or("").empty();
}

void print_keys(draft const& made)
{
    std::set<std::string> missing;
    std::cerr << "\nmodel       key\n";
    for (auto const& each : made.models) {
        auto const state = each.key_env.empty()   ? std::string{"none needed"}
                           : is_set(each.key_env) ? each.key_env + " is set"
                                                  : each.key_env + " is not set";
        auto const gap = std::string(each.tier.size() < 11 ? 12 - each.tier.size() : 1, ' ');
        std::cerr << each.tier << gap << state << '\n';
        if (!each.key_env.empty() && !is_set(each.key_env)) missing.insert(each.key_env);
    }
    for (auto const& each : missing)
        std::cerr << "\nexport " << each << "=...    # or name a command that prints it, as api_key_cmd\n";
}

void print_next(fs::path const& file, draft const& made)
{
    std::cerr << "wrote " << file.string() << '\n';
    print_keys(made);
    for (auto const& each : made.models)
        if (!each.remark.empty()) std::cerr << each.tier << ": " << each.remark << '\n';
    auto const named = file.filename() == "wayfinder-router.toml" && file.parent_path().empty()
                           ? std::string{}
                           : " --config " + file.string();
    std::cerr << "\nnext: " << program << " doctor" << named << ", then " << program << " serve" << named
              << '\n';
}

} // namespace

int init(init_options const& options)
{
    std::error_code ignored;
    fs::path const file{options.path};
    if (!options.print && fs::is_directory(file, ignored))
        return refuse(options.path + " is a directory; --path names the file", usage);
    if (!options.print && !options.force && fs::exists(fs::symlink_status(file, ignored)))
        return refuse(options.path + " already exists; --force replaces it, --path names another file",
                      usage);
    auto const drafted = draft_for(options);
    if (!drafted)
        return refuse("the input ended before all questions were answered; nothing was written", failed);
    auto const& made = *drafted;
    auto const text = document_of(made);
    // Answers may be anything; a file that the gateway would not load is not written.
    auto const loaded = config::load_text(text, file, {});
    if (print_errors(loaded)) return refuse("nothing was written", failed);
    if (options.print) {
        std::cout << text;
        return std::cout.flush() ? ok : failed;
    }
    if (auto const problem = replace_file(file, text); !problem.empty()) return refuse(problem, failed);
    print_next(file, made);
    return ok;
}

} // namespace wayfinder::cli
