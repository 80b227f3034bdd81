#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/file_replacement.hpp"
#include "cli/keys/token.hpp"
#include "config/editing/key_edit.hpp"
#include "config/values/sha256_text.hpp"
#include "wire/sha256.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <variant>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;

/// The file that contains the key, in its current state.
struct present {
    fs::path file;
    std::string text;
    config::virtual_key key;
};

/// The file, or the exit code after reporting what is wrong.
std::variant<present, int> read_present(change_key_options const& options)
{
    auto const file = configuration_file(options.config);
    if (!file) return refuse("no wayfinder-router.toml here or above", usage);
    auto const loaded = load_configuration(file, environment_variable);
    if (print_errors(loaded)) return int{failed};
    auto const& keys = loaded.config->gateway.keys;
    auto const found =
        std::find_if(keys.begin(), keys.end(), [&](auto const& each) { return each.id == options.id; });
    if (found == keys.end())
        return refuse(file->string() + " has no key '" + options.id + "'; `" + program +
                          " keys list` shows them",
                      usage);
    return present{*file, loaded.source, *found};
}

/// Empty once the file has the new text.
std::string deploy(present const& now, config::key_edit const& edit)
{
    if (!edit.problem.empty()) return now.file.string() + ": " + edit.problem;
    auto const loaded = config::load_text(edit.document, now.file, environment_variable);
    if (!loaded.config)
        return now.file.string() + " would no longer load: " + loaded.errors.front().to_string();
    if (!has_text(now.file, now.text))
        return now.file.string() + " was changed in the meantime; nothing was written, try again";
    return replace_file(now.file, edit.document);
}

void say_written(present const& now)
{
    std::cerr << "wrote " << now.file.string() << " (the previous one is " << now.file.string() << ".bak)\n";
}

int finish_rotation(change_key_options const& options, present const& now)
{
    if (auto const problem = deploy(now, config::settle_next_hash(now.text, options.id)); !problem.empty())
        return refuse(problem, failed);
    say_written(now);
    if (options.json)
        std::cout << nlohmann::ordered_json{{"id", options.id}, {"file", now.file.string()}}.dump(2) << '\n';
    else
        std::cerr << "the previous token of " << options.id << " is no longer valid\n";
    return ok;
}

} // namespace

int rotate_key(change_key_options const& options)
{
    auto const read = read_present(options);
    if (auto const* code = std::get_if<int>(&read)) return *code;
    auto const& now = std::get<present>(read);
    if (options.finish) return finish_rotation(options, now);
    if (now.key.hashes.size() > 1 && !options.force)
        return refuse(options.id +
                          " is already being rotated: --finish ends that, --force creates another new token",
                      failed);
    auto const token = new_token();
    auto const hash = wire::sha256_of(token);
    if (auto const problem = deploy(now, config::add_next_hash(now.text, options.id, hash)); !problem.empty())
        return refuse(problem, failed);
    say_written(now);
    if (options.json) {
        nlohmann::ordered_json const made{{"id", options.id},
                                          {"token", token},
                                          {"next_hash", config::to_text(hash)},
                                          {"file", now.file.string()}};
        std::cout << made.dump(2) << '\n';
    } else {
        std::cout << "# Both tokens of " << options.id
                  << " are valid now. Once its clients have the new one:\n#   " << program << " keys rotate "
                  << options.id << " --finish"
                  << (options.config.empty() ? "" : " --config " + options.config) << "\n"
                  << "# The new one is not shown again:\n"
                  << token << '\n';
    }
    if (std::cout.flush()) return ok;
    return refuse("cannot write the token: it is lost, create another with --force", failed);
}

int revoke_key(change_key_options const& options)
{
    auto const read = read_present(options);
    if (auto const* code = std::get_if<int>(&read)) return *code;
    auto const& now = std::get<present>(read);
    if (!now.key.disabled) {
        if (auto const problem = deploy(now, config::disable_key(now.text, options.id)); !problem.empty())
            return refuse(problem, failed);
        say_written(now);
    }
    if (options.json)
        std::cout << nlohmann::ordered_json{{"id", options.id},
                                            {"file", now.file.string()},
                                            {"changed", !now.key.disabled}}
                         .dump(2)
                  << '\n';
    else
        std::cerr << (now.key.disabled
                          ? options.id + " was already revoked\n"
                          : options.id + " is revoked: a running gateway refuses it from now on\n");
    return ok;
}

} // namespace wayfinder::cli
