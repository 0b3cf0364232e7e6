// The decode thread of a player: carries out its wishes, keeps its queue of pictures filled, then sleeps.
// In player_worker.cpp what is done next, in player_seeking, _stepping, _playing and _run.cpp how.
#pragma once

#include "media/picture_run.h"
#include "media/player_sound.h"
#include "media/player_state.h"

#include <chrono>

namespace media {

/// Lives on the decode thread only; talks to the caller through Player::State.
class PlayerWorker {
  public:
    explicit PlayerWorker(Player::State& state);
    /// Until the wish to stop. Never throws: what fails becomes the player's status.
    void run();

  private:
    /// Times closer than this are the same.
    static constexpr Time instant{0.0005};
    /// With fewer decoded pictures behind the one shown, more are fetched in a quiet moment.
    static constexpr std::size_t few_behind = 8;

    enum class Job {
        none,
        stop,
        hush,
        seek,
        step,
        track,
        requeue,
        queue,
        prime,
        sound,
        catch_up,
        look_back,
        shrink,
        start,
        finish
    };
    /// Where the feed's next picture lies, seen from the run's last.
    enum class FeedPlace { follows, behind, elsewhere };

    bool open();
    void fail(Fault fault, const std::string& reason);
    void settle();
    void work();
    [[nodiscard]] Job wait_for_job();
    [[nodiscard]] Job choose_while_locked(const PlayerShared& shared, Time now) const;

    void seek();
    void find_any_picture();
    bool go_on_without_pictures();
    void preview(Time to);
    /// Decodes until the picture at `to` is in the run; nothing if a newer wish came.
    std::optional<std::size_t> reach(Time to);
    /// `hurry`: only what the target needs.
    std::optional<std::size_t> decode_to(Time to, bool hurry);
    [[nodiscard]] bool worth_decoding_on(Time to);
    [[nodiscard]] bool superseded(Time since);
    void step();
    /// Puts the pictures before the run's first into it; false if there are none.
    bool load_earlier();
    bool open_history();
    void close_history();
    void plan_look_back();
    void look_back();
    [[nodiscard]] bool wants_history() const;
    [[nodiscard]] bool is_lean() const;
    [[nodiscard]] std::size_t cache_bytes() const;
    void shrink();
    [[nodiscard]] bool is_sought();
    void show(std::size_t index, std::optional<Time> position);

    void requeue();
    void queue_next();
    void learn_end();
    void change_track();
    [[nodiscard]] std::vector<GainStep> gain_steps(const std::vector<double>& gains) const;
    void prime();
    void pump_sound();
    void catch_up();
    void start();
    void hush();
    void finish();
    /// Moves the feed to `at` for the sound's sake, the run of pictures stays.
    void resync(Time at);
    void seek_feed(Time at);

    /// Picture `cursor_` of the run, decoded if need be; nullptr at the end.
    struct Fetched {
        PicturePtr picture;
        bool interrupted = false; ///< by a newer wish; otherwise no picture means the end
    };
    Fetched next_of_run();
    Fetched decode_following();
    [[nodiscard]] bool is_wanted_elsewhere();
    void restart_run(Time at);
    void trim();
    void report();
    [[nodiscard]] Time now() const { return state_.clock->now(); }

    Player::State& state_;
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Feed> history_; ///< while stepping back
    std::optional<std::chrono::steady_clock::time_point> look_back_at_;
    bool has_video_ = false;
    bool is_large_ = false; ///< pictures beyond 1080p
    bool shrunk_ = false;   ///< nothing to let go of since
    PictureRun run_;
    std::size_t cursor_ = 0; ///< of the run: the next picture to queue
    FeedPlace feed_place_ = FeedPlace::follows;
    bool run_is_last_ = false; ///< nothing follows the run's last picture
    bool run_is_first_ = false;
    std::unique_ptr<PlayerSound> sound_; ///< null: nothing to hear
    int track_ = 0;
    std::optional<Time> video_end_; ///< known once all is queued
    Time last_queued_{0};
    PicturePtr late_; ///< left out for being late; shown all the same if it turns out to be the last
    std::size_t queue_limit_ = 4;
};

} // namespace media
