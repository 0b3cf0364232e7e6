// One opening of the workbench's window: events, pages, what goes on in the background.
#pragma once

#include "app/inbox.h"
#include "app/recording/start_recovery.h"
#include "app/wake.h"
#include "app/workbench/page.h"
#include "app/workbench/review_maker.h"
#include "app/workbench/roster_panel.h"
#include "app/workbench/workbench.h"

#include <memory>
#include <vector>

namespace app::workbench {

/// Main thread. Draws only when something changed or a page asks for it.
class Desktop {
  public:
    Desktop(const WorkbenchOptions& options, bool read_only, Wake& wake);
    ~Desktop();

    /// How it was left.
    struct Left {
        bool present = false; ///< to present the meeting
        std::string meeting;  ///< its title or number
        std::string person;   ///< who was chosen
    };
    Left run();

  private:
    void handle(const SDL_Event& event);
    bool key(const SDL_Keysym& key);
    void look();
    void choose(const dossier::PersonId& person);
    void step(int by);
    void show(std::size_t page);
    void leave(bool present);
    void idle_work(double now);
    void draw(double now);
    void draw_panels();
    void draw_notices();
    void draw_background();
    void draw_pages();
    void draw_help();
    void draw_leave();
    [[nodiscard]] Page& front() { return *pages_[front_]; }
    [[nodiscard]] std::string busy() const;
    [[nodiscard]] std::string held() const;
    [[nodiscard]] int wait_milliseconds(double now) const;

    WorkbenchOptions options_;
    bool read_only_;
    Wake& wake_;
    Inbox<recording::RecoveryNotice> recovered_;
    std::vector<recording::RecoveryNotice> notices_;
    std::unique_ptr<gui::Window> window_;
    Library library_;
    std::shared_ptr<const LibraryView> view_;
    dossier::PersonId person_;
    RosterState roster_;
    ReviewMaker reviews_;
    ReviewProgress reviewing_;
    bool reviews_asked_ = false; ///< by the button: goes on while somebody works
    bool reviewed_idle_ = false; ///< since the last input
    std::vector<std::unique_ptr<Page>> pages_;
    std::size_t front_ = 0;
    double last_input_ = 0;
    double last_draw_ = 0;
    int frames_wanted_ = 3;
    bool help_ = false;
    bool leave_asked_ = false;
    bool leaving_ = false;    ///< as soon as no page is busy
    bool presenting_ = false; ///< what leaving is for
    bool running_ = true;
    std::unique_ptr<recording::StartRecovery> recovery_; // last: tells into the inbox
};

/// The workbench's pages, in the order of their tabs.
std::vector<std::unique_ptr<Page>> make_pages(const std::filesystem::path& catalogue, bool read_only,
                                              const std::function<void()>& wake);

} // namespace app::workbench
