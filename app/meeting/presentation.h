// One presentation from the first picture to the last: events, commands, console, the log of what was shown.
#pragma once

#include "app/meeting/commands.h"
#include "app/meeting/displays.h"
#include "app/meeting/present.h"
#include "app/meeting/projector.h"
#include "app/meeting/turn_times.h"
#include "app/page_words.h"
#include "app/sound_settings.h"
#include "app/wake.h"
#include "db/save_queue.h"

#include <memory>
#include <string>

namespace app::meeting {

class Console;

/// Main thread. run() returns when the operator leaves or a signal comes.
class Presentation {
  public:
    Presentation(const PresentOptions& options, std::shared_ptr<const Programme> programme, Loaded first,
                 AudienceWindow& window, const DisplayWatch& displays, Wake& wake);
    ~Presentation();
    int run();

    /// Carries a command out; also what the console's buttons do.
    void execute(Command command);
    /// To a place chosen in the console with Enter or a double click.
    void send(const Place& place, std::optional<double> begin = std::nullopt);

    [[nodiscard]] TurnTimes& turn_times() { return turn_times_; }

    // For the console.
    [[nodiscard]] Show& show() { return show_; }
    [[nodiscard]] Projector& projector() { return projector_; }
    [[nodiscard]] const Programme& programme() const { return *programme_; }
    [[nodiscard]] bool leave_asked() const { return leave_asked_; }
    void answer_leave(bool leave);
    /// Saves a private note; the failure of it comes back as a banner.
    void save_note(int candidate, const std::string& note);
    [[nodiscard]] const std::string& note(int candidate) const;
    [[nodiscard]] const std::string& banner() const { return banner_; }
    /// The sound comes from that device from now on, in later meetings on this machine too; no name = the
    /// default.
    void choose_sound(const media::AudioDevice& device);
    [[nodiscard]] const std::vector<media::AudioDevice>& sound_devices() const { return sound_devices_; }
    /// The device chosen; no name = the default.
    [[nodiscard]] media::AudioDevice chosen_sound() const;
    /// Every recording equally loud, in later meetings on this machine too.
    void set_one_level(bool one_level);
    /// What is wrong with the room right now, a sentence each; they stay until it is right again.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
    [[nodiscard]] std::string pending_digits() const;
    [[nodiscard]] Asking asking() const { return asking_; }
    /// The answers of all candidates to question `number`, one after another.
    void play_answers(int number);
    void end_answers();
    [[nodiscard]] double elapsed() const;      ///< of the presentation, seconds
    [[nodiscard]] double elapsed_item() const; ///< of this candidate
    [[nodiscard]] std::optional<double> timer() const;

  private:
    void handle(const SDL_Event& event);
    void key(const SDL_Keysym& keysym, Uint32 window);
    bool typed(const SDL_Keysym& keysym);
    bool previewed(const SDL_Keysym& keysym, Uint32 window);
    bool leaving(const SDL_Keysym& keysym);
    void execute_clip(Command command);
    void execute_view(Command command);
    void chapter(int step);
    void question(int number);
    /// An answer is over: the next one, if they are played in turn.
    void follow_answers();
    void displays_changed();
    /// What the operator has set about sound, as soon as it has been read and for each device that comes.
    void tune_sound();
    void shift_sound(Command command);
    void say_offset(const media::AudioOutputStatus& status, std::chrono::milliseconds offset);
    void open_console();
    void close_console();
    [[nodiscard]] std::vector<std::string> find_warnings();
    void log_shown(const ShownEvent& event);
    db::SaveQueue& saves();
    void drain();
    [[nodiscard]] KeyContext context();
    [[nodiscard]] int wait_milliseconds();

    PresentOptions options_;
    std::shared_ptr<const Programme> programme_;
    AudienceWindow& window_;
    const DisplayWatch& watch_;
    Displays displays_; ///< as the windows were placed for
    int settling_ = 0;  ///< looks left at whether the window managers agree
    double settle_at_ = 0;
    Wake& wake_;
    Inbox<Loaded> inbox_;
    Show show_;
    Loader loader_;
    std::unique_ptr<db::SaveQueue> save_;
    Projector projector_;
    std::unique_ptr<Console> console_;
    SoundSettings sound_settings_;
    std::string sound_device_; ///< tuned for
    bool sound_settings_read_ = false;
    std::vector<media::AudioDevice> sound_devices_; ///< there now
    std::vector<std::string> warnings_;
    std::vector<std::string> notes_; ///< one per candidate
    std::string banner_;
    std::optional<double> loop_begin_;
    Asking asking_ = Asking::candidate;
    bool leave_asked_ = false;
    bool subtitles_ = true;
    bool running_ = true;
    TurnTimes turn_times_;
    double started_ = 0;
    double candidate_since_ = 0;
    int candidate_timed_ = -2;
    std::optional<double> timer_since_;
};

} // namespace app::meeting
