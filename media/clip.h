// What probing found in a sound or video file; probing of foreign files runs in a helper process.
#pragma once

#include "media/error.h"
#include "media/picture.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace media {

enum class StreamKind { video, audio, subtitle, cover };

struct StreamFacts {
    StreamKind kind = StreamKind::audio;
    int index = 0;
    std::string codec;
    std::string language;
    std::string title;
    Size size;              ///< video, as displayed
    double frame_rate = 0;  ///< 0 = variable or unknown
    double longest_gop = 0; ///< seconds between key pictures as far as probed; 0 = unknown
    int channels = 0;
    int sample_rate = 0;
    bool interlaced = false;
};

struct ChapterFacts {
    double begin = 0;
    double end = 0;
    std::string title;
};

/// Codes of faults that do not keep a file from playing; the app has the words.
struct ClipFault {
    std::string
        code; ///< "duration_unknown", "truncated", "no_index", "timestamps_backwards", "wrong_extension" ...
    std::string detail; ///< a figure, never a name
};

/// Facts about one file. `playable` is false when no stream could be decoded: then `refusal` says why.
struct ClipFacts {
    bool playable = false;
    std::string refusal;
    Fault refusal_fault = Fault::unreadable;
    std::string container;
    double duration = 0; ///< seconds; measured where the header lies
    std::vector<StreamFacts> streams;
    std::vector<ChapterFacts> chapters;
    std::vector<ClipFault> faults;
    [[nodiscard]] bool has_video() const;
    [[nodiscard]] bool has_audio() const;
};

/// Probes in this process; may take as long as the file makes it. For the helper process and for tests.
ClipFacts probe_here(const std::filesystem::path& file);
/// Makes the poster in this process, as ProbeHelper::poster. Throws Error.
PicturePtr poster_here(const std::filesystem::path& file, int limit);

/// Probes in helper processes (this program started as `dossier --probe-helper`) with limits on memory and
/// processor time and no right to write. One helper serves many files; whoever asks at the same time gets
/// another. A file that stalls its helper is refused (timed_out), one that kills it is refused (damaged), and
/// the next file has a new helper. Thread-safe; a call comes back after `limit` even if the file lies on a
/// network folder that hangs, and later only where the machine is too busy to let the helper run.
class ProbeHelper {
  public:
    struct Options {
        std::filesystem::path program; ///< the program to start
        std::string argument = "--probe-helper";
        Time limit{1.0};        ///< for probing
        Time poster_limit{2.5}; ///< for a poster, which decodes
    };
    explicit ProbeHelper(std::filesystem::path program);
    explicit ProbeHelper(Options options);
    ~ProbeHelper();
    ProbeHelper(const ProbeHelper&) = delete;
    ProbeHelper& operator=(const ProbeHelper&) = delete;
    /// Throws Error only when no helper can be started; what is wrong with the file stands in the facts.
    ClipFacts probe(const std::filesystem::path& file);
    /// Poster: the first key picture that is not black, if one comes within the first seconds, upright, no
    /// larger than `limit` pixels on a side; the cover of a sound file. nullptr where there is neither.
    /// Throws Error.
    PicturePtr poster(const std::filesystem::path& file, int limit);

  private:
    struct State;
    std::unique_ptr<State> state_;
};
/// What `dossier --probe-helper` runs: requests and answers on standard input, which is a socket; ends when
/// the other side closes it. Returns an exit code.
int run_probe_helper();

/// Peaks of the sound, one pair per `per_second`-th of a second, mono: min and max in -127..127.
struct Waveform {
    int per_second = 50;
    std::vector<std::int8_t> peaks; ///< min, max, min, max ...
};
/// EBU R128.
struct Loudness {
    double integrated = 0; ///< LUFS
    double true_peak = 0;  ///< dBTP
    bool valid = false;    ///< false: silence or too short to measure
};
/// Decibels that bring a clip to the one level at which every clip is played, -23 LUFS (EBU R128): 0 = leave
/// it untouched, for what is not measured. Its peaks are the Limiter's; what is so quiet that mostly noise
/// would be raised is raised by 30 dB at most.
double level_gain(const Loudness& loudness);
struct SoundFacts {
    Waveform waveform;
    Loudness loudness;
};
/// Decodes the whole sound of a file; seconds of work. `cancel` is polled. Throws Error.
SoundFacts measure_sound(const std::filesystem::path& file, const std::atomic<bool>& cancel);

} // namespace media
