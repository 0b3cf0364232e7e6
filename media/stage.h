// The current player plus prepared neighbours, so that the next candidate's picture is already decoded.
#pragma once

#include "media/player.h"

#include <memory>
#include <string>
#include <vector>

namespace media {

/// What the stage needs to know of a clip: a key to recognise it, its parts, its gain.
struct Act {
    std::string key; ///< e.g. the material id
    std::vector<Part> parts;
    double gain_db = 0;
    bool operator==(const Act& other) const { return key == other.key; }
};

/// Holds the current player and prepared ones (first picture decoded, sound primed, not heard). Positions of
/// clips left are remembered: returning resumes where it was. Called from the main thread only.
class Stage {
  public:
    Stage(AudioOutput* audio, std::function<void()> wake);
    ~Stage();

    /// Makes `act` current (null key: nothing is current, the sound stops) and prepares `neighbours`, in
    /// order of need. Players no longer named are closed on another thread. Returns at once.
    void show(const Act& act, const std::vector<Act>& neighbours);
    /// As show(), but keeps the current one: when the console only changes what may come next.
    void prepare(const std::vector<Act>& neighbours);
    [[nodiscard]] Player* current();
    [[nodiscard]] const std::string& current_key() const;
    /// A prepared player, for previews in the console; null if not prepared.
    [[nodiscard]] Player* prepared(const std::string& key);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media
