// What all recordings of the meeting say and what is wrong with them: read and searched on a thread of its
// own.
#pragma once

#include "app/meeting/programme.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace app::meeting {

/// A line of a transcript that has the words looked for.
struct SpokenHit {
    Place place;
    double begin = 0;
    std::string line;
};

struct SpokenHits {
    std::string text; ///< what was looked for
    std::vector<SpokenHit> hits;
    bool more = false; ///< there are more than these
};

/// Sentences about faults, by candidate and material; recordings without any are not in it.
using ClipFaults = std::map<std::pair<int, int>, std::vector<std::string>>;

/// Owns one thread with a read-only connection. Answers are values that stay as they are; `wake` is called
/// from the thread when there is another one.
class ClipBook {
  public:
    static constexpr std::size_t most_hits = 200;

    ClipBook(std::filesystem::path catalogue, std::shared_ptr<const Programme> programme,
             std::function<void()> wake);
    ~ClipBook();
    ClipBook(const ClipBook&) = delete;
    ClipBook& operator=(const ClipBook&) = delete;

    /// Words separated by spaces, all of which a line must have; the newest text wins, empty ends the search.
    void look_for(const std::string& text);
    /// Of the newest text that has been answered; null before the first.
    [[nodiscard]] std::shared_ptr<const SpokenHits> hits() const;
    /// Null until all recordings have been read.
    [[nodiscard]] std::shared_ptr<const ClipFaults> faults() const;

  private:
    void run(const std::stop_token& stop);
    void read(const std::stop_token& stop);
    void answer(const std::string& text);

    std::filesystem::path catalogue_;
    std::shared_ptr<const Programme> programme_;
    std::function<void()> wake_;

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::string wanted_; ///< under mutex_, as the next three
    bool asked_ = false;
    std::shared_ptr<const SpokenHits> hits_;
    std::shared_ptr<const ClipFaults> faults_;

    std::vector<SpokenHit> lines_; ///< thread only: of all recordings, in the order of the meeting

    std::jthread thread_; // last: it uses everything above
};

} // namespace app::meeting
