#include "body_reader.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::testing {

body_reader body_reader::of_response(int status, header_list const& headers)
{
    body_reader reader;
    if (status < 200 || status == 204 || status == 304) return reader;
    reader.ending_ = body_ending::none;
    if (equal_ignoring_case(headers.get("transfer-encoding"), "chunked")) {
        reader.framing_ = framing::chunked;
    } else if (auto const length = headers.find("content-length")) {
        reader.left_ = std::stoull(*length);
        if (reader.left_ == 0) reader.ending_ = body_ending::clean;
    } else {
        reader.framing_ = framing::until_close;
    }
    return reader;
}

std::string body_reader::feed(std::string& wire)
{
    if (ending_ != body_ending::none) return {};
    switch (framing_) {
    case framing::until_close:
        return std::exchange(wire, {});
    case framing::chunked: {
        auto body = chunks_.feed(wire);
        if (chunks_.finished()) finish(body_ending::clean);
        return body;
    }
    case framing::length:
        break;
    }
    auto const taken = std::min(left_, wire.size());
    auto body = wire.substr(0, taken);
    wire.erase(0, taken);
    left_ -= taken;
    if (left_ == 0) finish(body_ending::clean);
    return body;
}

} // namespace wayfinder::testing
