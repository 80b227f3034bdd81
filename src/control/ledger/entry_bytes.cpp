#include "control/ledger/entry_bytes.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace wayfinder::control {
namespace {

template <class Value>
concept plain = std::is_trivially_copyable_v<Value> && !std::is_pointer_v<Value>;

/// Visits every field of a layout, in the order written.
template <class Entry, class Visit>
void each_field(Entry& entry, std::uint32_t layout, Visit&& visit)
{
    visit(entry.at);
    visit(entry.request_id);
    visit(entry.key);
    visit(entry.tags);
    visit(entry.chosen);
    visit(entry.served);
    visit(entry.score);
    visit(entry.mode);
    visit(entry.status);
    visit(entry.outcome);
    visit(entry.streamed);
    visit(entry.tokens);
    visit(entry.source);
    visit(entry.unit);
    visit(entry.realized);
    visit(entry.baseline);
    visit(entry.cache_saved);
    visit(entry.total);
    visit(entry.first_byte);
    if (layout >= 2) visit(entry.propensity);
}

using size_field = std::uint32_t;

class putting {
public:
    explicit putting(std::span<char> room) : room_{room} {}

    template <plain Value>
    void operator()(Value const& value)
    {
        put(&value, sizeof value);
    }
    void operator()(std::string const& text)
    {
        (*this)(static_cast<size_field>(text.size()));
        put(text.data(), text.size());
    }
    void operator()(std::vector<std::string> const& texts)
    {
        (*this)(static_cast<size_field>(texts.size()));
        for (auto const& each : texts) (*this)(each);
    }

    [[nodiscard]] bool fits() const { return used_ <= room_.size(); }
    [[nodiscard]] std::size_t used() const { return used_; }

private:
    void put(void const* from, std::size_t size)
    {
        if (size > 0 && used_ <= room_.size() && size <= room_.size() - used_)
            std::memcpy(room_.data() + used_, from, size);
        used_ += size;
    }

    std::span<char> room_;
    std::size_t used_{};
};

class taking {
public:
    explicit taking(std::string_view bytes) : bytes_{bytes} {}

    template <plain Value>
    void operator()(Value& value)
    {
        auto const from = take(sizeof value);
        if (sound_) std::memcpy(&value, from.data(), sizeof value);
    }
    void operator()(std::string& text)
    {
        size_field size{};
        (*this)(size);
        text = take(size);
    }
    void operator()(std::vector<std::string>& texts)
    {
        size_field count{};
        (*this)(count);
        for (size_field i = 0; i < count && sound_; ++i) (*this)(texts.emplace_back());
    }

    [[nodiscard]] bool all_taken() const { return sound_ && bytes_.empty(); }

private:
    std::string_view take(std::size_t size)
    {
        sound_ = sound_ && size <= bytes_.size();
        if (!sound_) return {};
        auto const front = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return front;
    }

    std::string_view bytes_;
    bool sound_{true};
};

struct frame {
    std::uint64_t size{};
    std::uint64_t sum{};
};

} // namespace

/// Eight bytes at a time, each step a bijection.
std::uint64_t entry_checksum(std::string_view bytes)
{
    constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15U; // 2^64 over the golden ratio
    std::uint64_t sum = bytes.size() + 1;
    for (std::size_t at = 0; at < bytes.size(); at += sizeof sum) {
        std::uint64_t word{};
        std::memcpy(&word, bytes.data() + at, std::min(sizeof word, bytes.size() - at));
        sum = (sum ^ word) * odd;
        sum ^= sum >> 29U;
    }
    return sum;
}

std::size_t put_entry(ledger_entry const& entry, std::span<char> room)
{
    if (room.size() < sizeof(frame)) return 0;
    putting body{room.subspan(sizeof(frame))};
    each_field(entry, entry_layout, body);
    if (!body.fits()) return 0;
    frame const around{body.used(), entry_checksum({room.data() + sizeof around, body.used()})};
    std::memcpy(room.data(), &around, sizeof around);
    return sizeof around + body.used();
}

std::optional<ledger_entry> take_entry(std::string_view& bytes, std::uint32_t layout)
{
    frame around;
    if (bytes.size() < sizeof around) return std::nullopt;
    std::memcpy(&around, bytes.data(), sizeof around);
    if (around.size > bytes.size() - sizeof around) return std::nullopt;
    auto const body = bytes.substr(sizeof around, around.size);
    if (entry_checksum(body) != around.sum) return std::nullopt;
    ledger_entry entry;
    taking fields{body};
    each_field(entry, layout, fields);
    if (!fields.all_taken()) return std::nullopt;
    bytes.remove_prefix(sizeof around + body.size());
    return entry;
}

} // namespace wayfinder::control
