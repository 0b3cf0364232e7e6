// Camera and microphone to append-only files that survive a crash: preview, record, pause, stop.
#pragma once

#include "media/capture_source.h"
#include "media/clip.h"
#include "media/record_line.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace media {

//                  start()            pause()
//  preparing -> ready -> recording <----------> paused
//      |          |          |        resume()    |
//      +----------+----------+---- stop() --------+---> stopped
//
// Devices deliver from `preparing` to `stopped`, so there is a picture and a level before anything is
// recorded. A full disk, a disk that fails and an encoder that fails stop by themselves: see
// RecorderStatus::failure.
enum class RecorderState { preparing, ready, recording, paused, stopped };

struct RecorderOptions {
    OpenCapture video;   ///< empty: sound only
    OpenCapture audio;   ///< empty: pictures only
    RecordFormat format; ///< size 0x0: as the camera gives, at most 1920x1080; `sound` is decided by `audio`
    std::filesystem::path folder;
    std::string name;              ///< parts are folder/name-1.mp4, -2.mp4 ...
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
};

struct RecorderEvent {
    enum class Kind {
        camera_lost,
        camera_back,
        microphone_lost,
        microphone_back,
        encoder_slow, ///< so many pictures a second from now on: `detail`; more again when it was calm for
                      ///< long
        disk_low,     ///< ten minutes left or less: `detail`
        disk_full,    ///< stopped
        disk_failed,  ///< stopped
        mirror_failed,
        failed ///< stopped
    };
    Kind kind;
    Time position{0};
    std::string detail;
};

struct SoundLevel {
    double peak = 0; ///< of full scale, of the last tenth of a second or so
    double rms = 0;
    bool clipped = false;     ///< since start() or the last look
    double short_term = -100; ///< LUFS, while recording
};

struct RecorderStatus {
    RecorderState state = RecorderState::preparing;
    Time position{0}; ///< on the time line: pauses are not in it
    Time durable{0};  ///< of it, what survives a power cut
    int parts = 0;
    std::string camera; ///< description; empty: not open
    std::string microphone;
    bool camera_gives = false; ///< something came within the last second
    bool microphone_gives = false;
    SoundLevel level;
    PictureCounts pictures;   ///< of the present or last part
    std::int64_t bytes = 0;   ///< of all parts
    double minutes_left = -1; ///< of disk space; -1 = not known yet
    Time sound_error{0};      ///< how far the sound is off the clock, before it is corrected
    std::string failure;      ///< why it could not begin or had to stop; empty: nothing
};

/// What RecorderOptions::progress says; 0 where it says nothing.
Time read_progress(const std::filesystem::path& file);

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
    /// Where on the time line it is now: what a mark gets.
    [[nodiscard]] Time position() const;
    /// The finished ones.
    [[nodiscard]] std::vector<RecordedPart> parts() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media
