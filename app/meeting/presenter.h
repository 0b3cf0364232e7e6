// The audience window: takes a scene, shows its page or its frames at their deadlines, on a thread of its
// own.
#pragma once

#include "app/meeting/backend.h"
#include "app/meeting/scene.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace app::meeting {

struct PresenterStatus {
    std::uint64_t shown = 0;   ///< serial of the newest scene on the screen
    std::int64_t pictures = 0; ///< composed and swapped
    double last_cost = 0;      ///< seconds for the last draw
    std::string backend;
    std::string failure; ///< the thread ended: why
};

/// Owns the present thread; the window behind the back end belongs to the caller and outlives this. Main
/// thread calls the members. The last picture stays until the next is ready; black comes only from a scene
/// that is black.
class Presenter {
  public:
    /// `wake` is called from the present thread after each swap;
    /// `make_backend` runs on the present thread, as everything of the back end does.
    Presenter(std::function<std::unique_ptr<Backend>()> make_backend, std::function<void()> wake);
    ~Presenter();
    Presenter(const Presenter&) = delete;
    Presenter& operator=(const Presenter&) = delete;

    /// The newest scene wins. Returns its serial.
    std::uint64_t show(Scene scene);
    /// Call before the stage closes the player of the present scene: the picture stays, the player is not
    /// touched any more once this returns.
    void release_player();
    /// Something about the player changed (its wake-up): look again. Any thread.
    void nudge();
    /// Window resized or exposed.
    void refresh();
    [[nodiscard]] PresenterStatus status();

  private:
    struct Look; // what one turn of the loop saw

    void run(const std::stop_token& stop);
    void loop(const std::stop_token& stop, Backend& backend);
    void turn(Backend& backend, bool refresh);
    Look look();
    Composition compose(const Look& look, media::Size size);
    void wait(const std::stop_token& stop, std::optional<media::Time> until);

    std::function<std::unique_ptr<Backend>()> make_backend_;
    std::function<void()> wake_;

    // Under scene_mutex_: held while the player is asked, so that release_player() means what it says.
    std::mutex scene_mutex_;
    std::shared_ptr<const Scene> scene_;
    std::uint64_t serial_ = 0;

    // Under wait_mutex_, never held while calling anybody.
    std::mutex wait_mutex_;
    std::condition_variable_any changed_;
    bool nudged_ = false;
    bool refresh_ = false;
    PresenterStatus status_;

    // Present thread only.
    struct Parts;
    std::unique_ptr<Parts> parts_;

    std::jthread thread_; // last: it uses everything above
};

} // namespace app::meeting
