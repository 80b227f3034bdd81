# The operator's page as C++: its files, and Chart.js beside them, in the program.
# cmake -DWEB=<web/> -DCHART=<chart.min.js> -DOUTPUT=<page_files.cpp> -P embed_page.cmake
function(embed file path)
  get_filename_component(extension ${file} LAST_EXT)
  set(type_of.html "text/html; charset=utf-8")
  set(type_of.css "text/css; charset=utf-8")
  set(type_of.js "text/javascript; charset=utf-8")
  set(type_of.svg "image/svg+xml")
  file(READ ${file} content)
  if(content MATCHES "\\)page\"")
    message(FATAL_ERROR "${file} holds the end of a C++ raw string")
  endif()
  file(SHA256 ${file} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  file(APPEND ${OUTPUT}.new
    "    {\"${path}\", \"${type_of${extension}}\", R\"(\"${hash}\")\",\n     R\"page(${content})page\"},\n")
endfunction()

file(GLOB files RELATIVE ${WEB} ${WEB}/*.html ${WEB}/*.css ${WEB}/*.js ${WEB}/*.svg ${WEB}/*/*.js)
list(LENGTH files count)
math(EXPR count "${count} + 1")
file(WRITE ${OUTPUT}.new "// Made by cmake/embed_page.cmake.
#include \"gateway/operator/page.hpp\"

#include <array>

namespace wayfinder::gateway {
namespace {

constexpr std::array<page_file, ${count}> files{{
")
foreach(name IN LISTS files)
  string(REGEX REPLACE "^index\\.html$" "" path ${name})
  embed(${WEB}/${name} "${path}")
endforeach()
embed(${CHART} chart.js)
file(APPEND ${OUTPUT}.new "}};

} // namespace

std::span<page_file const> page_files()
{
    return files;
}

} // namespace wayfinder::gateway
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
