// Texts for benchmarks, generated and the same in every run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::bench {

/// Sentences of varied length and vocabulary in lines of about 90 characters, with occasional blank lines.
std::string english(std::size_t size);

/// Headings, lists, tables, links and fenced code between paragraphs.
std::string markdown(std::size_t size);

/// A program: short indented lines, brackets and operators.
std::string source_code(std::size_t size);

/// Meaningless prose in other scripts.
std::string chinese(std::size_t size);
std::string japanese(std::size_t size);
std::string greek(std::size_t size);
std::string french(std::size_t size);

/// One piece repeated.
std::string repeated(std::string_view piece, std::size_t size);

} // namespace wayfinder::bench
