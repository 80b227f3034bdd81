# Warnings are errors; every sanitizer is a cache variable so that presets stay one line each.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(WAYFINDER_SANITIZE "" CACHE STRING "Comma list for -fsanitize=")

add_library(wayfinder_warnings INTERFACE)
target_compile_options(wayfinder_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Werror)

# The speed of the scorer's inner loop hangs on where it comes to lie: left to chance, it varies by an eighth.
add_compile_options($<$<CONFIG:Release>:-falign-functions=64>)

if(WAYFINDER_SANITIZE)
  add_compile_options(-fsanitize=${WAYFINDER_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${WAYFINDER_SANITIZE})
  if(WAYFINDER_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
      add_compile_options(-fno-sanitize=function) # clang 14 cannot assemble coroutines with it
    endif()
  endif()
  if(WAYFINDER_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio uses atomic_thread_fence, which g++ cannot instrument.
    add_compile_options(-Wno-tsan)
  endif()
endif()
