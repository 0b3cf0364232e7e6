// Two threads that turn places of the show into pictures of the window's size, most needed first.
#pragma once

#include "app/inbox.h"
#include "app/meeting/programme.h"
#include "app/meeting/scene.h"
#include "dossier/pages/words.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace app::meeting {

/// One picture wanted.
struct Want {
    Place place;
    media::Size size; ///< pixels of the raster
    Zoom zoom;
    bool check = false; ///< the check page instead of the place
    bool operator==(const Want&) const = default;
};

/// Where strip and waveform of one part lie; files that may be missing.
struct LookFiles {
    std::filesystem::path strip;
    std::filesystem::path waveform;
};

/// What playing a clip needs, and what the console says of it.
struct ClipSetup {
    std::vector<media::Part> parts;
    std::vector<media::Part> review; ///< the same from review copies, as far as there are any; else empty
    std::vector<LookFiles> looks;    ///< one per part
    double duration = 0;
    std::shared_ptr<const std::vector<Scene::Line>> review_lines; ///< subtitles a review copy lacks
    std::shared_ptr<const std::vector<Scene::Line>> lines;
    std::vector<dossier::Chapter> chapters;
    std::vector<std::string> faults; ///< codes of faults that probing found
    std::string missing;             ///< not empty: the file cannot be played; the raster says why
};

struct Loaded {
    Want want;
    RasterPtr raster;
    int leaves = 1;                  ///< of the place's material
    std::optional<media::Rect> wave; ///< audio: where the line runs
    std::shared_ptr<const ClipSetup> clip;
    OverlayPtr plate; ///< video: whose it is; drawn here, since the first text of a process takes 50 ms
};

/// Owns two threads, each with a read-only connection of its own. want() replaces what is queued; what is
/// being made is finished. Results come through the inbox.
class Loader {
  public:
    Loader(std::filesystem::path catalogue, std::shared_ptr<const Programme> programme, pages::Words words,
           Inbox<Loaded>& inbox);
    ~Loader();
    void want(std::vector<Want> wants);

  private:
    void run(const std::stop_token& stop);

    std::filesystem::path catalogue_;
    std::shared_ptr<const Programme> programme_;
    pages::Words words_;
    Inbox<Loaded>& inbox_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Want> queue_;
    std::vector<Want> making_;

    std::vector<std::jthread> threads_; // last
};

} // namespace app::meeting
