// What a Recorder is made of: what its threads share, and the thread that encodes.
#pragma once

#include "media/capture_thread.h"
#include "media/guarded.h"
#include "media/level_meter.h"
#include "media/monitor_output.h"
#include "media/picture_watch.h"
#include "media/record_file.h"
#include "media/recorder.h"
#include "media/sound_meter.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace media {

/// Numbers in a file, overwritten in place without waiting for the disk: they outlive the process, and after
/// a power cut they are at worst too low.
class Progress {
  public:
    explicit Progress(const std::filesystem::path& file);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void set(const RecordProgress& progress) const;

  private:
    int descriptor_;
};

/// The files of one part; all but the first may be null. Shared with whoever asks for the state of the disk.
struct PartFiles {
    std::shared_ptr<RecordFile> main;
    std::shared_ptr<RecordFile> sound;
    std::shared_ptr<RecordFile> mirror;
};

/// One part while it is recorded; the encoding thread owns it.
struct RecordingPart {
    PartFiles files;
    std::unique_ptr<SoundMeter> meter;
    std::unique_ptr<RecordLine> line;
    Time begin{0};
    Time offset{0};
    Time pressed{0}; ///< when start() was called: `begin` may be earlier
    bool test = false;
};

struct Recorder::State {
    explicit State(RecorderOptions given)
        : options(std::move(given)) {}

    /// `split`: the part ends and the next one begins at the same instant.
    enum class Order { start, pause, stop, test, split };

    /// Under one lock.
    struct Shared {
        RecorderState state = RecorderState::preparing;
        std::deque<std::pair<Order, Time>> orders; ///< each with the moment it was given
        std::deque<Captured> pictures;
        std::deque<Captured> sound;
        std::int64_t overflowed = 0;
        PartFiles next;                   ///< of the part that begins
        std::shared_ptr<RecordFile> test; ///< the file of the test take that begins
        Time test_length{0};
        std::vector<PartFiles> files; ///< all: their locks stay until the end
        std::vector<RecordedPart> parts;
        std::vector<RecorderEvent> events;
        RecorderStatus status;
        Time offset{0}; ///< of the present part
        Time begin{0};
        Time last_picture{0}; ///< when one came
        Time last_sound{0};
        bool video = false; ///< a camera is wanted
        bool audio = false;
        PictureWatch watch;
        bool standing = false; ///< the camera may rightly give the same picture again and again
        std::shared_ptr<const AVFrame> preview;
    };

    RecorderOptions options;
    mutable Guarded<Shared> shared;
    std::condition_variable changed;
    std::atomic<bool> monitoring{false};
    std::mutex making; ///< of files: the caller's thread or the encoding one

    // The encoding thread's own.
    RecordingPart part;
    bool in_part = false;
    std::optional<Time> ending; ///< the part ends here
    Order after_part = Order::pause;
    std::deque<Captured> carried;      ///< belongs to the part that follows a split
    std::unique_ptr<RecordLine> ahead; ///< runs in `ready`: the pre-roll
    LevelMeter levels;
    bool wants_video = false;
    bool wants_sound = false;
    RecordProgress reached;
    Time test_length{0};
    Time looked_at{0}; ///< at disk and loudness
    int thinned = 1;
    Time thinned_at{0};
    Time late_since{0};
    double share = 1; ///< of the picture's width and height
    bool low_said = false;
    std::atomic<bool> mirror_said{false};
    std::atomic<bool> sound_copy_said{false};
    bool camera_said = false;
    bool microphone_said = false;
    bool picture_stood_in = false;
    RecorderWarnings warned;
    Time opened_at = monotonic_now();
    Time began_at{0};
    std::unique_ptr<Progress> progress; ///< made before the first part begins

    std::unique_ptr<MonitorOutput> monitor; ///< made once, by the caller's thread, before `monitoring`
    std::unique_ptr<CaptureThread> camera;
    std::unique_ptr<CaptureThread> microphone;
    std::jthread encoder; // last: it uses all of the above

    void open_devices();
    void use(bool video, OpenCapture open);
    void deliver(Captured block);
    void opened(const CaptureSource& source, bool video);
    void lost(bool video, Failure why);
    [[nodiscard]] std::shared_ptr<RecordFile> make_part_file(int number, const std::filesystem::path& folder,
                                                             const char* ending_of_name);
    std::filesystem::path prepare_files();
    void give_order(Order order);
    void add_event(RecorderEvent::Kind kind, std::string detail = {}, std::optional<Failure> why = {});
    void wake() const {
        if (options.wake)
            options.wake();
    }

    // recorder_encode.cpp: on the encoding thread.
    void encode(const std::stop_token& stop);
    void step();
    void take_block(Captured block);
    static void give(RecordLine& line, const Captured& block);
    void run_ahead(Time now);
    [[nodiscard]] RecordFormat present_format() const;
    [[nodiscard]] bool must_split(const Captured& picture) const;
    void take_order();
    void end_at(Time end, Order then);
    void begin_part(Time at, Order order);
    void begin_test();
    void open_part(Time earliest);
    void end_part();
    void file_part(Time end, std::optional<Failure> why);
    void go_on_after_part(Time end);
    void fail(RecorderEvent::Kind kind, const Failure& why);

    // recorder_watch.cpp: likewise.
    void watch_devices(Time now);
    void watch_warnings(Time now);
    void watch_disk(Time now);
    void watch_part_files();
    void watch_backlog(Time now, bool pictures, Time oldest);
    void thin_out(int every, Time now);
    void shrink(Time now);
    void measure(const Captured& block);
};

} // namespace media
