// Reads a recording for the transcript editor on a thread of its own: its material, its files, the settings.
#pragma once

#include "app/meeting/loader.h"
#include "app/recording/recogniser.h"
#include "media/guarded.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace app::recording {

struct OpenedRecording {
    dossier::Material material;
    std::shared_ptr<const meeting::ClipSetup> clip; ///< parts are review copies where there are any
    std::vector<media::Part> originals;             ///< for the recogniser
    bool has_picture = false;
    std::string written_by; ///< who said that the transcript is ready
    RecogniserSettings recogniser;
    std::string failure; ///< a sentence: nothing of the above is there
    std::uint64_t asked = 0;
};

/// Main thread. Owns a thread with a read-only connection; `wake` is called from it when an answer is there.
class TranscriptReader {
  public:
    TranscriptReader(std::filesystem::path catalogue, std::function<void()> wake);
    ~TranscriptReader();
    TranscriptReader(const TranscriptReader&) = delete;
    TranscriptReader& operator=(const TranscriptReader&) = delete;

    /// What was asked before and is not answered yet is forgotten. Returns the number of the question.
    std::uint64_t ask(const dossier::MaterialId& material);
    std::optional<OpenedRecording> take();

  private:
    struct Shared {
        dossier::MaterialId wanted;
        std::uint64_t asked = 0;
        std::uint64_t answered = 0;
        std::optional<OpenedRecording> answer;
        bool stop = false;
    };
    void run();

    std::filesystem::path catalogue_;
    std::function<void()> wake_;
    media::Guarded<Shared> shared_;
    std::condition_variable changed_;
    std::jthread thread_; // last
};

} // namespace app::recording
