// What the transcript editor has done beside the typing, on a thread: files in and out, the recogniser.
#pragma once

#include "dossier/transcript_change.h"
#include "media/guarded.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace app::recording {

struct TranscriptJobResult {
    std::string notice; ///< a sentence
    bool bad = false;
    std::optional<dossier::Cues> cues; ///< read or heard
    bool merge = false;                ///< into what is there; else in its place
};

/// Main thread; one job at a time. `wake` is called from the job's thread.
class TranscriptJob {
  public:
    using Progress = std::function<void(const std::string&)>;
    using Work = std::function<TranscriptJobResult(const Progress& progress, const std::atomic<bool>& stop)>;

    explicit TranscriptJob(std::function<void()> wake);
    ~TranscriptJob();
    TranscriptJob(const TranscriptJob&) = delete;
    TranscriptJob& operator=(const TranscriptJob&) = delete;

    /// False: one is running. What `work` throws becomes a bad notice.
    bool start(Work work);
    void stop();
    [[nodiscard]] bool running() const;
    [[nodiscard]] std::string progress() const; ///< empty when nothing runs
    std::optional<TranscriptJobResult> take();

  private:
    struct Shared {
        bool running = false;
        std::string progress;
        std::optional<TranscriptJobResult> result;
    };
    std::function<void()> wake_;
    mutable media::Guarded<Shared> shared_;
    std::atomic<bool> stop_{false};
    std::jthread thread_; // last
};

/// A sentence when the last line ends behind the recording: it is perhaps that of another one. Else empty.
std::string doubt_about_length(const dossier::Cues& cues, double duration);
/// Reads a transcript from a file; writes one into a file as its ending says, SRT without one. Throw
/// std::runtime_error with a sentence. `duration`: of the recording, in seconds.
TranscriptJobResult read_transcript_file(const std::string& path, double duration);
TranscriptJobResult write_transcript_file(const std::string& path, const dossier::Cues& cues);

} // namespace app::recording
