#include "wire/json/raw_tree.hpp"

#include "wire/json/check.hpp"
#include "wire/json/parser.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::wire::json {
namespace {

using nlohmann::json;
using simdjson::error_code;
using value_type = simdjson::ondemand::value;

constexpr std::size_t most_depth = 512;

/// Checks the value and builds its tree in `node`.
error_code grow(value_type& value, std::size_t depth_left, json& node)
{
    if (is_array(value)) {
        node = json::array();
        return each_element(value, depth_left, [&](value_type& element, std::size_t depth) {
            return grow(element, depth, node.emplace_back());
        });
    }
    if (is_object(value)) {
        node = json::object();
        return each_member(value, depth_left,
                           [&](std::string_view key, value_type& member, std::size_t depth) {
                               return grow(member, depth, node[std::string{key}]);
                           });
    }
    auto const token = token_of(value);
    node = token == "null" ? json{} : json(std::string{token}); // of duplicate members, the last one counts
    return check(value, depth_left);
}

void write(json const& node, std::string& out);

/// Replaces the comma after the last part, if any.
void close(std::string& out, char bracket)
{
    if (out.back() == ',') out.pop_back();
    out.push_back(bracket);
}

void write_array(json const& node, std::string& out)
{
    out.push_back('[');
    for (auto const& each : node) {
        write(each, out);
        out.push_back(',');
    }
    close(out, ']');
}

void write_object(json const& node, std::string& out)
{
    out.push_back('{');
    for (auto const& [key, member] : node.items()) {
        out.append("\"").append(key).append("\":");
        write(member, out);
        out.push_back(',');
    }
    close(out, '}');
}

void write(json const& node, std::string& out)
{
    if (node.is_array())
        write_array(node, out);
    else if (node.is_object())
        write_object(node, out);
    else
        out.append(node.is_string() ? std::string_view{node.get_ref<std::string const&>()} : "null");
}

} // namespace

std::optional<nlohmann::json> raw_tree(std::string_view text)
{
    thread_local reusable_parser parser; // reuses buffers
    std::string padded;
    padded.reserve(text.size() + reusable_parser::padding);
    padded.assign(text);
    simdjson::ondemand::document document;
    value_type root;
    json tree;
    if (parser.iterate(padded).get(document) || document.get_value().get(root)) return std::nullopt;
    if (grow(root, most_depth, tree)) return std::nullopt;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return std::nullopt;
    return tree;
}

std::string text_of(nlohmann::json const& tree)
{
    std::string text;
    write(tree, text);
    return text;
}

} // namespace wayfinder::wire::json
