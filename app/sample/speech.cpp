#include "app/sample/speech.h"

#include "app/child_process.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

namespace app::sample {

namespace {

std::uint32_t little_endian(const std::string& bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

/// The samples of a 16-bit mono RIFF file at speech_rate; nothing for any other.
std::optional<std::vector<float>> read_wav(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (bytes.size() < 44 || !bytes.starts_with("RIFF") || bytes.compare(8, 8, "WAVEfmt ") != 0)
        return std::nullopt;
    if (little_endian(bytes, 22, 2) != 1 || little_endian(bytes, 24, 4) != speech_rate ||
        little_endian(bytes, 34, 2) != 16)
        return std::nullopt;
    const std::size_t data = bytes.find("data", 36);
    if (data == std::string::npos || data + 8 > bytes.size())
        return std::nullopt;
    std::vector<float> samples;
    for (std::size_t at = data + 8; at + 1 < bytes.size(); at += 2)
        samples.push_back(static_cast<float>(static_cast<std::int16_t>(little_endian(bytes, at, 2))) /
                          32768.F);
    return samples;
}

} // namespace

std::optional<std::vector<float>> speak(const std::string& text, const Voice& voice,
                                        const std::filesystem::path& work, const std::atomic<bool>& stop) {
    static constexpr std::array<const char*, 4> male{"cmn+m3", "cmn+m1", "cmn+m7", "cmn+m4"};
    static constexpr std::array<const char*, 4> female{"cmn+f2", "cmn+f4", "cmn+f3", "cmn+f5"};
    const auto variant = static_cast<std::size_t>(voice.variant) % male.size();
    const std::filesystem::path input = work / "speech.txt";
    const std::filesystem::path output = work / "speech.wav";
    std::ofstream(input, std::ios::binary) << text;
    std::error_code ignored;
    std::filesystem::remove(output, ignored);
    const ChildEnd end = run_child({"espeak-ng", "-v", voice.female ? female[variant] : male[variant], "-p",
                                    std::to_string(voice.pitch), "-s", std::to_string(voice.speed), "-f",
                                    input.string(), "-w", output.string()},
                                   {.wall = std::chrono::seconds(30)}, stop);
    std::filesystem::remove(input, ignored);
    if (end != ChildEnd::done)
        return std::nullopt;
    auto samples = read_wav(output);
    std::filesystem::remove(output, ignored);
    return samples;
}

std::vector<double> loudness_curve(const std::vector<float>& samples, double window) {
    const auto size = static_cast<std::size_t>(window * speech_rate);
    std::vector<double> curve;
    for (std::size_t begin = 0; begin < samples.size(); begin += size) {
        double sum = 0;
        const std::size_t end = std::min(begin + size, samples.size());
        for (std::size_t i = begin; i < end; ++i)
            sum += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
        curve.push_back(std::sqrt(sum / static_cast<double>(end - begin)));
    }
    const double peak = curve.empty() ? 0 : *std::max_element(curve.begin(), curve.end());
    for (double& value : curve)
        value = peak > 0 ? value / peak : 0;
    return curve;
}

} // namespace app::sample
