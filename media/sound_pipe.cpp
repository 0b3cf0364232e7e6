#include "media/sound_pipe.h"

namespace media {

void SoundPipe::write(const float* samples, std::size_t frames) {
    frames = std::min(frames, room());
    const std::size_t at = written_.load(std::memory_order_relaxed);
    for (std::size_t done = 0; done < frames;) {
        const std::size_t place = (at + done) % capacity_;
        const std::size_t run = std::min(frames - done, capacity_ - place);
        std::copy_n(samples + done * output_channels, run * output_channels,
                    samples_.begin() + static_cast<std::ptrdiff_t>(place * output_channels));
        done += run;
    }
    written_.store(at + frames, std::memory_order_release);
}

void SoundPipe::clear() {
    written_ = 0;
    read_ = 0;
    silent_ = 0;
    skipped_ = 0;
    to_skip_ = 0;
}

std::size_t SoundPipe::read(float* samples, std::size_t frames) {
    std::size_t at = read_.load(std::memory_order_relaxed);
    std::size_t available = written_.load(std::memory_order_acquire) - at;
    const std::size_t skipped = std::min(to_skip_.load(), available);
    to_skip_ -= skipped;
    skipped_ += skipped;
    at += skipped;
    available -= skipped;
    const std::size_t taken = std::min(frames, available);
    for (std::size_t done = 0; done < taken;) {
        const std::size_t place = (at + done) % capacity_;
        const std::size_t run = std::min(taken - done, capacity_ - place);
        std::copy_n(samples_.begin() + static_cast<std::ptrdiff_t>(place * output_channels),
                    run * output_channels, samples + done * output_channels);
        done += run;
    }
    read_.store(at + taken, std::memory_order_release);
    silent_ += frames - taken;
    return taken;
}

double SoundPipe::heard_of(double heard) const {
    const double sounding =
        heard - static_cast<double>(silent_.load()) + static_cast<double>(skipped_.load());
    return std::clamp(sounding, 0.0, static_cast<double>(read_.load()));
}

} // namespace media
