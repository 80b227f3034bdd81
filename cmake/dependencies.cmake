# Debian bookworm packages. Boost is used header-only: asking for components needs more packages.
find_package(Threads REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(simdjson 3.0 CONFIG REQUIRED)
find_package(nlohmann_json 3.11 CONFIG REQUIRED)
find_package(tomlplusplus 3.3 CONFIG REQUIRED)
find_package(date 3.0 CONFIG REQUIRED) # std::chrono's time zones are missing in g++ 12
find_package(spdlog 1.10 CONFIG REQUIRED)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(SQLite3 3.37 REQUIRED)
find_package(mimalloc 2.0 CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED) # Debian ships it without a version file

# Asio and Beast are compiled once, in net; the definitions must agree in every file that sees them.
add_library(wayfinder_asio INTERFACE)
target_compile_definitions(wayfinder_asio INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  # Coroutine frames from operator new: an aligned allocation of each passes by the allocator's fast path.
  BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC BOOST_ASIO_DISABLE_BOOST_ALIGN)
# Asio allocates coroutine frames with functions of its own, in pairs that g++ 12 does not recognise.
target_compile_options(wayfinder_asio INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
target_link_libraries(wayfinder_asio INTERFACE Boost::headers OpenSSL::SSL Threads::Threads)
