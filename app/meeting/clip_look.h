// Picture strip and waveform of the clip in the console, read on a thread of their own.
#pragma once

#include "app/meeting/loader.h"
#include "media/clip.h"
#include "media/guarded.h"
#include "media/strip.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace app::meeting {

/// One part's look and its place on the clip's time line.
struct LookPart {
    double begin = 0;
    double end = 0;
    double in = 0; ///< time in the file at `begin`
    media::Strip strip;
    media::Waveform waveform;
};

/// Never changed once made.
struct ClipLook {
    std::vector<LookPart> parts;
    float loudest = 1; ///< level that reaches the top: speech recorded softly is seen too

    /// The part that shows at a time, or null.
    [[nodiscard]] const LookPart* at(double time) const;
    /// How loud it is between two times, 0..1 of the loudest.
    [[nodiscard]] float level(double from, double to) const;
};

/// Reads strips and waveforms; where they are missing or damaged there is none.
ClipLook read_look(const ClipSetup& clip);

/// Keeps the look of the last clip asked for. Main thread; owns one thread that reads. `wake` is called from
/// it when a look has come.
class ClipLooks {
  public:
    explicit ClipLooks(std::function<void()> wake);
    ~ClipLooks();
    ClipLooks(const ClipLooks&) = delete;
    ClipLooks& operator=(const ClipLooks&) = delete;
    /// Null until it has been read.
    std::shared_ptr<const ClipLook> of(const std::shared_ptr<const ClipSetup>& clip);
    /// Whether one has come since the last call.
    bool arrived();

  private:
    struct Shared {
        std::shared_ptr<const ClipSetup> wanted;
        std::shared_ptr<const ClipSetup> read; ///< what `look` is of
        std::shared_ptr<const ClipLook> look;
        bool arrived = false;
        bool stop = false;
    };
    void run();

    std::function<void()> wake_;
    media::Guarded<Shared> shared_;
    std::condition_variable changed_;
    std::jthread thread_; // last
};

} // namespace app::meeting
