#include "dossier/id.h"

#include <array>
#include <cctype>
#include <chrono>
#include <mutex>
#include <random>

namespace dossier {

namespace {

struct Generator {
    std::mutex mutex;
    std::random_device random;
    std::uint64_t last_milliseconds = 0;
    std::uint16_t counter = 0; // the 12 bits behind the version, RFC 9562 method 1
};

} // namespace

std::string make_uuid7() {
    static Generator generator;
    const std::scoped_lock lock(generator.mutex);
    using namespace std::chrono;
    auto now = static_cast<std::uint64_t>(
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
    if (now > generator.last_milliseconds) {
        generator.counter = static_cast<std::uint16_t>(generator.random() & 0x3ff);
    } else {
        // The clock stood still or went back: count on, and borrow a millisecond when the counter is full.
        now = generator.last_milliseconds;
        if (++generator.counter > 0xfff) {
            generator.counter = 0;
            ++now;
        }
    }
    generator.last_milliseconds = now;
    const std::uint64_t random = (std::uint64_t{generator.random()} << 32) | generator.random();
    const std::uint64_t high = (now << 16) | 0x7000U | generator.counter;
    const std::uint64_t low = (random & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            text += '-';
        const std::uint64_t half = i < 16 ? high : low;
        text += digits[(half >> (60 - 4 * (i % 16))) & 15U];
    }
    return text;
}

bool is_uuid(const std::string& text) {
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        if (hyphen ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return true;
}

} // namespace dossier
