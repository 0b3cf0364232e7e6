// Random numbers that are the same on every machine for the same seed; the standard's distributions are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace app::sample {

/// SplitMix64. A value; independent streams come from different seeds or from of().
class Random {
  public:
    explicit Random(std::uint64_t seed)
        : state_(seed) {}
    /// The stream of one subject ("portrait" of candidate 7) of a sample.
    static Random of(std::uint64_t seed, std::uint64_t index, std::string_view subject);

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    /// Both ends included.
    int between(int low, int high) {
        return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    /// [low, high), 32 bits of it.
    double real(double low, double high) {
        return low + (high - low) * static_cast<double>(next() >> 32) / 4294967296.0;
    }
    bool chance(double probability) { return real(0, 1) < probability; }
    template <class T, std::size_t N>
    const T& one_of(const T (&items)[N]) {
        return items[next() % N];
    }
    template <class Container>
    const auto& pick(const Container& items) {
        return items[next() % items.size()];
    }

  private:
    std::uint64_t state_;
};

inline Random Random::of(std::uint64_t seed, std::uint64_t index, std::string_view subject) {
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a
    for (const char c : subject)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    Random mixed(seed ^ hash);
    mixed.state_ ^= index * 0xD1342543DE82EF95U;
    mixed.next();
    return mixed;
}

} // namespace app::sample
