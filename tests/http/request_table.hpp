// Raw requests with the outcome that RFC 9110 and 9112 require, read from the files in rows/.
//
//   == clause | statuses, or - | open or close | requests that reach the upstream | name
//   bytes, in as many lines as are easy to read; only \r, \n, \t, \0, \\ and \xHH stand for others
//
// and in braces: {post} {get} {host} for the lines that most requests have; {json}, a chat request of its own
// for each row, its {length} in decimal, {hex} and {HEX}; {chunks}, the same in one chunk, and their
// {chunkslength}; {bytes*count}; {eof}, where the client closes its side.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace wayfinder::testing {

struct request_row {
    std::string clause;
    std::vector<int> statuses; ///< of the answers, in order; empty: the connection ends without any
    bool stays_open{};
    std::size_t upstream_requests{};
    std::string name;
    std::string bytes;
    bool half_closes{};
    std::string json; ///< what {json} stands for

    [[nodiscard]] bool is_head() const { return bytes.starts_with("HEAD "); }
};

/// All rows of all files; throws std::runtime_error naming the line that cannot be read.
std::vector<request_row> read_rows(std::filesystem::path const& folder);

/// A chat request that identifies itself.
std::string named_chat(std::string_view name);

} // namespace wayfinder::testing
