// What the transcript page consists of: the session, the player that plays its cells, the threads beside it.
#pragma once

#include "app/recording/transcript_editor.h"
#include "app/recording/transcript_job.h"
#include "app/recording/transcript_reader.h"
#include "app/sound_settings.h"
#include "app/workbench/library.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app::workbench {

/// Plays a clip as a transcriber wants it: a stretch to its end, back a little, slower. Main thread.
class CellPlayer {
  public:
    explicit CellPlayer(std::function<void()> wake);

    /// Takes the device; null gives it back.
    void open(std::shared_ptr<const meeting::ClipSetup> clip);
    void close();
    [[nodiscard]] bool is_open() const { return player_ != nullptr; }
    /// From `begin`; stops at `end` (nothing: goes on).
    void play(double begin, std::optional<double> end);
    /// Plays on, to `end`; or pauses.
    void toggle(std::optional<double> end);
    void pause();
    void move(double by);
    void seek(double to); ///< and goes on as it was, without an end
    void change_speed(double by);
    /// Stops where it should. Call often while it plays; due() says when next. Returns whether something is
    /// to be shown at once; what plays is shown a few times a second.
    bool tick();
    [[nodiscard]] std::optional<double> due(double now, double cost) const;
    /// `cost`: how long the window takes to draw.
    void shown(double now) { shown_ = now; }
    [[nodiscard]] std::optional<media::PlayerStatus> status() const;
    [[nodiscard]] media::PicturePtr picture();
    [[nodiscard]] bool playing() const;
    [[nodiscard]] double position() const;

  private:
    std::function<void()> wake_;
    std::unique_ptr<ChosenSound> sound_;
    std::unique_ptr<media::Player> player_; // before the device it plays on
    std::optional<double> stop_at_;
    double speed_ = 1;
    double shown_ = 0;
    std::optional<media::PlayerStatus> last_; ///< as tick() saw it
    media::PicturePtr last_picture_;
};

/// Main thread. The whole of the page but its window.
class TranscriptDesk {
  public:
    TranscriptDesk(std::filesystem::path catalogue, bool read_only, const std::function<void()>& wake);
    ~TranscriptDesk();

    void set_front(bool front);
    void choose(const std::vector<Recorded>& recordings, const std::string& person);
    /// Results of the threads. Returns whether something changed.
    bool look(double now);
    [[nodiscard]] std::optional<double> due(double now, double cost) const;
    void carry_out(const recording::TranscriptIntent& intent, double now);
    recording::TranscriptView view(gui::Window& window);
    recording::EditorState& panel() { return panel_; }
    [[nodiscard]] std::string busy() const;
    [[nodiscard]] std::string unsaved() const;
    void finish(double now);
    [[nodiscard]] std::vector<std::string> warnings() const;
    [[nodiscard]] const recording::TranscriptSession* session() const {
        return session_ ? &*session_ : nullptr;
    }

  private:
    struct Leaving {
        std::unique_ptr<recording::TranscriptSession> session;
        std::string person;
    };
    void open(const dossier::MaterialId& material);
    void leave_session();
    void take_answer(recording::OpenedRecording answer, double now);
    void take_result(recording::TranscriptJobResult result, double now);
    void read_again();
    void command(recording::EditorCommand command, int number, double now);
    void enter(std::size_t place, double now);
    void next(double now);
    void begin_cell(double now);
    void split_cell(double now);
    void nudge(double begin, double end, double now);
    void find(std::size_t from, double now);
    void step(dossier::TranscriptState to, double now);
    void start(recording::TranscriptJob::Work work);
    void recognise();
    void say(std::string notice, bool bad = false);
    [[nodiscard]] const dossier::Cue* current() const;

    std::filesystem::path catalogue_;
    bool read_only_;
    std::function<void()> wake_;
    bool front_ = false;
    bool finishing_ = false;
    bool giving_up_ = false; ///< the person leaves although it could not be saved

    std::string person_;
    std::vector<Recorded> recordings_;
    dossier::MaterialId chosen_;
    std::shared_ptr<const meeting::ClipSetup> clip_;
    std::optional<recording::OpenedRecording> opened_;
    std::unique_ptr<recording::TranscriptSession> session_;
    std::vector<Leaving> leaving_;
    std::uint64_t asked_ = 0;
    bool again_ = false; ///< the catalogue changed: read when nothing of ours is under way

    recording::EditorState panel_;
    bool plays_on_entering_ = true;
    std::string notice_;
    bool notice_is_bad_ = false;
    std::string missing_;

    CellPlayer player_;
    meeting::ClipLooks looks_;
    recording::TranscriptReader reader_;
    std::unique_ptr<db::SaveQueue> saves_; // outlives the sessions' last edits
    dossier::MaterialId job_for_;          ///< the recording the job is about
    recording::TranscriptJob job_;         // last: it reports into what stands above
};

} // namespace app::workbench
