// What a Recorder is made of: what its threads share, and the thread that encodes.
#pragma once

#include "media/capture_thread.h"
#include "media/guarded.h"
#include "media/record_file.h"
#include "media/recorder.h"
#include "media/sound_meter.h"

#include <condition_variable>
#include <deque>

namespace media {

/// A number in a file, overwritten in place without waiting for the disk: it outlives the process, and after
/// a power cut it is at worst too low.
class Progress {
  public:
    explicit Progress(const std::filesystem::path& file);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void set(Time position) const;

  private:
    int descriptor_;
};

/// One part while it is recorded; the encoding thread owns it.
struct RecordingPart {
    std::shared_ptr<RecordFile> file;   // shared with whoever asks for the state of the disk
    std::shared_ptr<RecordFile> mirror; // null where there is none
    std::unique_ptr<SoundMeter> meter;
    std::unique_ptr<RecordLine> line;
    Time begin{0};
    Time offset{0};
};

struct Recorder::State {
    explicit State(RecorderOptions given)
        : options(std::move(given)) {}

    enum class Order { start, pause, stop };

    /// Under one lock.
    struct Shared {
        RecorderState state = RecorderState::preparing;
        std::deque<std::pair<Order, Time>> orders; ///< each with the moment it was given
        std::deque<Captured> pictures;
        std::deque<Captured> sound;
        std::int64_t overflowed = 0;
        std::shared_ptr<RecordFile> next_file;
        std::shared_ptr<RecordFile> next_mirror;
        std::vector<std::shared_ptr<RecordFile>> files; ///< all: their locks stay until the end
        std::vector<RecordedPart> parts;
        std::vector<RecorderEvent> events;
        RecorderStatus status;
        Time offset{0}; ///< of the present part
        Time begin{0};
        Time last_picture{0}; ///< when one came
        Time last_sound{0};
        std::shared_ptr<const AVFrame> preview;
    };

    RecorderOptions options;
    mutable Guarded<Shared> shared;
    std::condition_variable changed;

    // The encoding thread's own.
    RecordingPart part;
    bool in_part = false;
    std::optional<Time> ending; ///< the part ends here
    Order after_part = Order::pause;
    Time looked_at{0}; ///< at disk and loudness
    int thinned = 1;
    Time thinned_at{0};
    Time late_since{0};
    bool low_said = false;
    bool mirror_said = false;
    bool camera_said = false;
    bool microphone_said = false;
    Time began_at{0};
    std::unique_ptr<Progress> progress; ///< made before the first part begins

    std::unique_ptr<CaptureThread> camera;
    std::unique_ptr<CaptureThread> microphone;
    std::jthread encoder; // last: it uses all of the above

    void open_devices();
    void deliver(Captured block);
    void lost(bool video, const std::string& why);
    [[nodiscard]] std::shared_ptr<RecordFile> make_part_file(int number, const std::filesystem::path& folder);
    void give_order(Order order);
    void add_event(RecorderEvent::Kind kind, std::string detail = {});
    void wake() const {
        if (options.wake)
            options.wake();
    }

    // recorder_encode.cpp: on the encoding thread.
    void encode(const std::stop_token& stop);
    void step();
    void take_order();
    void begin_part();
    void end_part();
    void give_to_line(const Captured& block);
    void watch_devices(Time now);
    void watch_disk(Time now);
    void watch_backlog(Time now, bool pictures, Time oldest);
    void thin_out(int every, Time now);
    void measure(const AVFrame& block);
    void fail(RecorderEvent::Kind kind, const std::string& why);
};

} // namespace media
