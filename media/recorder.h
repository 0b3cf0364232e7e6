// Camera and microphone to append-only files that survive a crash: preview, record, pause, stop.
#pragma once

#include "media/capture_source.h"
#include "media/clip.h"
#include "media/record_line.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace media {

//            start_test()
//             testing
//              ^  |  start()            pause()
//  preparing -> ready -> recording <----------> paused
//      |          |          |        resume()    |
//      +----------+----------+---- stop() --------+---> stopped
//
// Devices deliver from `preparing` to `stopped`, so there is a picture and a level before anything is
// recorded. `ready` is when all of them do, or one does while the other fails or is not heard of for seconds.
// In `ready` the last seconds are encoded and kept, and start() begins the file with them. A full disk, a
// disk that fails and an encoder that fails stop by themselves: see RecorderStatus::failure.
//
// A new part begins by itself, without a gap, where pictures of another size come, where pictures come back
// after the camera was lost, and where a camera or microphone joins or leaves.
enum class RecorderState { preparing, ready, testing, recording, paused, stopped };

struct RecorderOptions {
    OpenCapture video;   ///< empty: sound only
    OpenCapture audio;   ///< empty: pictures only
    RecordFormat format; ///< size 0x0: as the camera gives, at most 1920x1080; `sound` is decided by `audio`
    std::filesystem::path folder;
    std::string name;              ///< parts are folder/name-1.mp4, -2.mp4 ...
    Time pre_roll{0};              ///< so much before start() is in the first part
    bool sound_copy = false;       ///< folder/name-1.m4a ...: the sound of each part once more, alone
    std::filesystem::path mirror;  ///< a folder, best on another disk, for a second copy; empty = none
    std::filesystem::path reserve; ///< a file that is given up when the disk is full; empty = none
    /// How far it has come is kept in this file, for whoever recovers; empty = nowhere. See read_progress().
    std::filesystem::path progress;
    std::function<void()> wake; ///< any thread, whenever status() or take_events() have news
};

/// One file, finished: everything of it is on the disk.
struct RecordedPart {
    std::filesystem::path file;
    Time offset{0}; ///< on the interview's time line
    Time length{0};
    Time lead{0}; ///< where in the file the part begins
    std::string hash;
    SoundFacts sound;
    PictureCounts pictures;
    std::filesystem::path sound_copy; ///< empty: none
    std::filesystem::path mirror;     ///< empty: none
};

struct RecorderEvent {
    enum class Kind {
        camera_lost, ///< sound goes on, the last picture stands, dimmed and crossed out; `detail`: "never
                     ///< came"
        camera_back,
        microphone_lost,
        microphone_back,
        encoder_well, ///< all pictures again: `detail` a second
        encoder_slow, ///< so many pictures a second from now on: `detail`; more again when it was calm for
                      ///< long
        disk_low,     ///< ten minutes left or less: `detail`
        disk_full,    ///< stopped
        disk_failed,  ///< stopped
        mirror_failed,
        sound_copy_failed,
        picture_smaller, ///< the encoder is still too slow: the size from now on in `detail`; a new part
        test_done,
        warning,      ///< `detail`: "silence", "clipping", "dark", "frozen"
        warning_over, ///< likewise
        failed        ///< stopped
    };
    Kind kind;
    Time position{0};
    std::string detail;
    std::optional<Failure> why; ///< of what failed or stopped
};

struct SoundLevel {
    double peak = 0; ///< of full scale, of the last tenth of a second or so
    double rms = 0;
    bool clipped = false;     ///< since start() or the last look
    double short_term = -100; ///< LUFS of the last 3 s
};

/// What an operator should look at before it is too late.
struct RecorderWarnings {
    bool silence = false;  ///< the microphone gives nothing above -60 dBFS for seconds
    bool clipping = false; ///< within the last seconds
    bool dark = false;     ///< the picture is nearly black
    bool frozen = false;   ///< the camera gives the same picture again and again; never said of a screen
    bool operator==(const RecorderWarnings&) const = default;
};

struct RecorderStatus {
    RecorderState state = RecorderState::preparing;
    Time position{0}; ///< on the time line: pauses are not in it
    Time durable{0};  ///< of it, what survives a power cut
    int parts = 0;
    /// In `ready`: what start() would begin with; later: what of the time line lies before start().
    Time pre_roll{0};
    Time test{0};       ///< how much of a test take is there
    std::string camera; ///< description; empty: not open
    std::string microphone;
    CaptureFormat camera_format; ///< of the one opened last
    CaptureFormat microphone_format;
    std::optional<Failure>
        camera_failure; ///< why it does not open or gives nothing; until it gives something
    std::optional<Failure> microphone_failure;
    bool camera_wanted = false;
    bool microphone_wanted = false;
    bool camera_gives = false; ///< something came within the last second
    bool microphone_gives = false;
    SoundLevel level;
    RecorderWarnings warnings;
    PictureCounts pictures;         ///< of the present or last part
    std::int64_t bytes = 0;         ///< of all parts
    double minutes_left = -1;       ///< of disk space, also in `ready`; -1 = not known yet
    Time sound_error{0};            ///< how far the sound is off the clock, before it is corrected
    std::optional<Failure> failure; ///< why it had to stop by itself
};

/// What RecorderOptions::progress says: how far the time line reached, and where in the first and in later
/// files the part begins. What cannot be read is as usual.
struct RecordProgress {
    Time reached{0};
    Time first_lead{1024.0 / record_rate};
    Time later_lead{1024.0 / record_rate};
};
RecordProgress read_progress(const std::filesystem::path& file);

/// Owns the threads of devices, encoders and files. Call it from one thread; nothing but stop() and the
/// destructor waits, and those for the disk only.
class Recorder {
  public:
    explicit Recorder(RecorderOptions options);
    ~Recorder(); ///< stops; the files' locks are let go here
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    [[nodiscard]] RecorderStatus status();
    std::vector<RecorderEvent> take_events();
    /// The newest picture of the camera, for the preview; nullptr before the first.
    [[nodiscard]] PicturePtr preview() const;

    /// Makes and locks the first file, so that it can be entered somewhere before the first picture. Throws
    /// Error(write_failed).
    std::filesystem::path make_file();
    void start();  ///< in `ready`; makes the file where make_file() has not. Throws Error(write_failed)
    void pause();  ///< the part is finished
    void resume(); ///< a new part. Throws Error(write_failed)
    /// Returns when every part is on the disk.
    void stop();

    /// At any moment, also while recording; an empty function takes the device away. The old device is let
    /// go before the new one is opened, on the device's thread.
    void use_camera(OpenCapture open);
    void use_microphone(OpenCapture open);
    /// In `ready`: so much is recorded into a file of its own that is no part; then Kind::test_done. start()
    /// ends it early. Throws Error(write_failed).
    void start_test(const std::filesystem::path& file, Time length);
    /// The microphone is heard on the sound server's default output; off at first.
    void set_monitor(bool on);
    [[nodiscard]] bool monitors() const;

    /// Where on the time line it is now: what a mark gets.
    [[nodiscard]] Time position() const;
    /// The finished ones.
    [[nodiscard]] std::vector<RecordedPart> parts() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media
