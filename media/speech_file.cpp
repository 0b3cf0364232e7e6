#include "media/speech_file.h"

#include "media/audio_output.h"
#include "media/ffmpeg.h"
#include "media/parts_feed.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace media {

namespace {

constexpr Time open_within{10};
/// In seconds: what a WAV file holds at this rate, and more than anybody says.
constexpr double longest_speech = 24.0 * 3600;
constexpr double stray = 10;
constexpr std::int64_t jitter = output_rate / 20; ///< stamps this far off are no gap

/// Written to the end, or not there.
class WavFile {
  public:
    WavFile(std::filesystem::path file, int rate)
        : file_(std::move(file))
        , rate_(rate)
        , handle_(open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
        if (handle_ < 0)
            fail();
        put(header(0));
    }
    ~WavFile() {
        if (handle_ >= 0)
            close(handle_);
        if (!whole_)
            unlink(file_.c_str());
    }
    WavFile(const WavFile&) = delete;
    WavFile& operator=(const WavFile&) = delete;

    void write(const std::vector<std::int16_t>& samples) {
        const auto* bytes = reinterpret_cast<const char*>(samples.data());
        put({bytes, samples.size() * sizeof(std::int16_t)});
        count_ += samples.size();
    }
    [[nodiscard]] std::size_t count() const { return count_; }
    void finish() {
        if (lseek(handle_, 0, SEEK_SET) != 0)
            fail();
        put(header(static_cast<std::uint32_t>(count_ * sizeof(std::int16_t))));
        if (close(std::exchange(handle_, -1)) != 0)
            fail();
        whole_ = true;
    }

  private:
    [[noreturn]] void fail() const {
        throw Error(Fault::write_failed, "cannot write " + file_.filename().string());
    }
    void put(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(handle_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                fail();
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    [[nodiscard]] std::string header(std::uint32_t bytes) const {
        std::string text;
        const auto number = [&text](std::uint32_t value, int size) {
            for (int i = 0; i < size; ++i)
                text += static_cast<char>(value >> (8 * i) & 0xFFU);
        };
        const auto rate = static_cast<std::uint32_t>(rate_);
        text += "RIFF";
        number(36 + bytes, 4);
        text += "WAVEfmt ";
        number(16, 4);
        number(1, 2); // PCM
        number(1, 2); // one channel
        number(rate, 4);
        number(rate * 2, 4);
        number(2, 2);
        number(16, 2);
        text += "data";
        number(bytes, 4);
        return text;
    }

    std::filesystem::path file_;
    int rate_;
    int handle_;
    std::size_t count_ = 0;
    bool whole_ = false;
};

class ToMono {
  public:
    explicit ToMono(int rate) {
        AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
        AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
        SwrContext* context = nullptr;
        const int error = swr_alloc_set_opts2(&context, &mono, AV_SAMPLE_FMT_S16, rate, &stereo,
                                              AV_SAMPLE_FMT_FLT, output_rate, 0, nullptr);
        resampler_.reset(context);
        check(error < 0 ? error : swr_init(resampler_.get()), Fault::unsupported, "no conversion to speech");
    }
    /// Null and 0: what is still held.
    const std::vector<std::int16_t>& convert(const float* samples, std::size_t frames) {
        const int room = std::max(0, swr_get_out_samples(resampler_.get(), static_cast<int>(frames)));
        made_.resize(static_cast<std::size_t>(room) + 1);
        auto* target = reinterpret_cast<std::uint8_t*>(made_.data());
        const auto* source = reinterpret_cast<const std::uint8_t*>(samples);
        const int count = swr_convert(resampler_.get(), &target, room, samples == nullptr ? nullptr : &source,
                                      static_cast<int>(frames));
        made_.resize(static_cast<std::size_t>(std::max(0, count)));
        return made_;
    }

  private:
    Resampler resampler_;
    std::vector<std::int16_t> made_;
};

/// Puts blocks on one line without gaps.
class Line {
  public:
    /// `end` of the line, where it is known: a stamp far behind it is damage.
    Line(WavFile& file, int rate, double end)
        : file_(file)
        , mono_(rate)
        , end_(end > 0 ? std::min(end + stray, longest_speech) : longest_speech) {}

    void add(const SoundBlock& block) {
        const std::size_t frames = block.samples.size() / output_channels;
        const double seconds = block.time.count();
        if (frames == 0 || !std::isfinite(seconds) || seconds > end_)
            return;
        const std::int64_t off = std::llround(seconds * output_rate) - place_;
        if (off > jitter)
            silence(off);
        std::size_t from = 0;
        if (off < -jitter)
            from = std::min(frames, static_cast<std::size_t>(-off)); // heard already
        put(block.samples.data() + from * output_channels, frames - from);
    }
    void finish() { file_.write(mono_.convert(nullptr, 0)); }
    [[nodiscard]] double seconds() const { return static_cast<double>(place_) / output_rate; }

  private:
    void put(const float* samples, std::size_t frames) {
        if (frames == 0)
            return;
        file_.write(mono_.convert(samples, frames));
        place_ += static_cast<std::int64_t>(frames);
    }
    void silence(std::int64_t frames) {
        static constexpr std::array<float, std::size_t{output_rate} * output_channels> none{};
        while (frames > 0) {
            const std::int64_t now = std::min<std::int64_t>(frames, output_rate);
            put(none.data(), static_cast<std::size_t>(now));
            frames -= now;
        }
    }

    WavFile& file_;
    ToMono mono_;
    double end_;
    std::int64_t place_ = 0; ///< frames at output_rate
};

} // namespace

bool write_speech(const std::vector<Part>& parts, const std::filesystem::path& file,
                  const SpeechFileOptions& options, const std::atomic<bool>& cancel) {
    const auto open = [](const std::filesystem::path& part, Time limit) {
        return open_clip(part, {.open_limit = limit, .pictures = false});
    };
    const std::unique_ptr<Feed> feed = open_time_line(parts, open, open_within);
    if (!feed->facts().has_audio)
        throw Error(Fault::unsupported, "no sound in it");
    const double duration =
        options.duration > Time(0) ? options.duration.count() : feed->facts().duration.count();
    WavFile wav(file, options.rate);
    Line line(wav, options.rate, duration);
    SoundBlock block;
    double told = 0;
    while (feed->next_sound(block)) {
        if (cancel)
            return false;
        line.add(block);
        if (options.progress && duration > 0 && line.seconds() - told > 1) {
            told = line.seconds();
            options.progress(std::min(1.0, told / duration));
        }
    }
    line.finish();
    if (wav.count() == 0)
        throw Error(Fault::damaged, "no sound could be read");
    wav.finish();
    return true;
}

} // namespace media
