// The decode thread of a player: carries out its wishes, keeps its queue of pictures filled, then sleeps.
#pragma once

#include "media/picture_run.h"
#include "media/player_state.h"

namespace media {

/// Lives on the decode thread only; talks to the caller through Player::State.
class PlayerWorker {
  public:
    explicit PlayerWorker(Player::State& state);
    /// Until the wish to stop. Never throws: what fails becomes the player's status.
    void run();

  private:
    enum class Job { none, stop, seek, step, requeue, queue, start, finish };

    bool open();
    void fail(Fault fault, const std::string& reason);
    void settle();
    void work();
    [[nodiscard]] Job wait_for_job();
    [[nodiscard]] Job choose_while_locked(const PlayerShared& shared, Time now) const;

    void seek();
    void preview(Time to);
    /// Decodes until the picture at `to` is in the run; nothing if a newer wish came.
    std::optional<std::size_t> reach(Time to);
    [[nodiscard]] bool worth_decoding_on(Time to);
    [[nodiscard]] bool superseded(Time since);
    void step();
    /// Puts the pictures before the run's first into it; false if there are none.
    bool load_earlier();
    void show(std::size_t index, std::optional<Time> position);

    void requeue();
    void queue_next();
    bool begin_round();
    void start();
    void finish();

    /// Picture `cursor_` of the run, decoded if need be; nullptr at the end.
    PicturePtr next_of_run();
    PicturePtr decode_following();
    void restart_run(Time at);
    void trim();
    void report_faults();
    [[nodiscard]] Time now() const { return state_.clock->now(); }

    Player::State& state_;
    std::unique_ptr<Feed> feed_;
    PictureRun run_;
    std::size_t cursor_ = 0;   ///< of the run: the next picture to queue
    bool feed_follows_ = true; ///< what the feed gives next follows the run's last picture
    bool run_is_last_ = false; ///< nothing follows the run's last picture
    bool run_is_first_ = false;
    Time round_shift_{0}; ///< added to times by rounds of the loop
    Time last_queued_{0};
    std::size_t queue_limit_ = 4;
};

} // namespace media
