// Certificates as files, for programs that read them from disk.
#pragma once

#include "bench/http/net/channel.hpp"

#include "temporary_directory.hpp"

#include <filesystem>

namespace wayfinder::bench {

/// An authority's certificate, and one that it issued to localhost and 127.0.0.1, newly created.
class tls_files {
public:
    tls_files();

    [[nodiscard]] std::filesystem::path authority() const { return directory_.path() / "ca.pem"; }
    [[nodiscard]] std::filesystem::path certificate() const { return directory_.path() / "cert.pem"; }
    [[nodiscard]] std::filesystem::path key() const { return directory_.path() / "key.pem"; }
    /// Certificate and key in one file, as HAProxy requires.
    [[nodiscard]] std::filesystem::path both() const { return directory_.path() / "both.pem"; }

    /// For a client that trusts the authority.
    [[nodiscard]] tls_context const& client() const { return client_; }

private:
    testing::temporary_directory directory_;
    tls_context client_;
};

/// For a server that presents the certificate. Throws if the files are not usable.
tls_context server_tls(std::filesystem::path const& certificate, std::filesystem::path const& key);

} // namespace wayfinder::bench
