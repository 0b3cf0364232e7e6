// The current player plus prepared neighbours, so that the next candidate's picture is already decoded.
#pragma once

#include "media/player.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace media {

/// What the stage needs to know of a clip: a key to recognise it, and its parts.
struct Act {
    std::string key; ///< e.g. the material id
    std::vector<Part> parts;
    bool rewinds = false; ///< begins at its beginning whenever it is shown, instead of where it was left
    bool operator==(const Act& other) const { return key == other.key; }
};

struct StageOptions {
    int neighbours = 4; ///< prepared at most, besides the current one
    PlayerOptions player;
    std::shared_ptr<Clock> clock;                                     ///< null = as Player
    std::function<OpenFeed(const std::vector<Part>& parts)> open_act; ///< null = the files; a test's hand
};

/// Holds the current player and prepared ones (first picture decoded, sound primed, not heard). A neighbour
/// is opened only when the current picture is there, so that it never waits for one. Positions of clips left
/// are remembered: returning resumes where it was, but in acts that rewind. Called from the main thread only.
class Stage {
  public:
    Stage(AudioOutput* audio, std::function<void()> wake, StageOptions options = {});
    ~Stage(); ///< waits until every player has ended
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// Makes `act` current (empty key: nothing is current, the sound stops) and prepares `neighbours`, in
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
