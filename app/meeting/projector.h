// Makes the audience see what the Show says: asks the loader for pictures, the stage for clips, tells the
// presenter.
#pragma once

#include "app/meeting/audience_window.h"
#include "app/meeting/loader.h"
#include "app/meeting/presenter.h"
#include "app/meeting/raster_cache.h"
#include "app/meeting/show.h"
#include "media/audio_output.h"
#include "media/stage.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace app::meeting {

/// Called when the audience's picture became another one, for the log of what was shown.
struct ShownEvent {
    enum class What { material, black, white, check } what = What::material;
    Place place;
};

/// What plays of a clip that may have a review copy.
enum class ClipVersion {
    only,     ///< there is no review copy
    review,   ///< the review copy, unless the operator asks for the original
    original, ///< because the operator asked
    damaged   ///< the original, because the review copy cannot be played
};

/// Main thread. Owns presenter, stage and sound; the window and the loader are the caller's and outlive it.
class Projector {
  public:
    struct Options {
        BackendKind backend = BackendKind::automatic;
        bool start_clips = false; ///< clips start by themselves
        bool plates = true;       ///< name plate over every clip
        bool lines = true;        ///< transcript lines under clips
        bool one_level = true;    ///< every clip at the same loudness
    };
    Projector(AudienceWindow& window, std::shared_ptr<const Programme> programme, Loader& loader,
              const Options& options, const std::function<void()>& wake,
              std::function<void(const ShownEvent&)> shown);
    ~Projector();

    /// Brings the audience to what `show` says, as far as it is ready; asks for what is missing. Cheap when
    /// nothing changed; call after every command and every arrival.
    void update(Show& show);
    /// A picture arrived.
    void arrived(Loaded loaded, Show& show);
    void window_changed(Show& show);
    /// The player's wake-up came: a recording that cannot be played says so over its last picture.
    void player_changed(Show& show);
    /// A sentence over the picture (the question before leaving); empty takes it away.
    void set_sentence(const std::string& sentence, Show& show);

    /// The recording at `place` goes on at `begin` seconds once it is shown; nothing takes that back.
    void begin_at(const Place& place, std::optional<double> begin);
    /// A sentence at the foot of the check page.
    void set_check_note(const std::string& note, Show& show);

    [[nodiscard]] media::Player* player() { return stage_->current(); }
    [[nodiscard]] media::AudioOutput& sound() { return *sound_; }
    [[nodiscard]] Presenter& presenter() { return *presenter_; }
    [[nodiscard]] const Loaded* known(const Place& place) const { return cache_.find_place(place); }
    /// A picture for the console, asked for if it is not there.
    const Loaded* picture(const Want& want);
    /// Passes on what picture() asked for since the last call.
    void ask_for_console(Show& show);
    /// What the audience sees now, if it is a material.
    [[nodiscard]] const std::optional<Place>& on_screen() const { return on_screen_; }
    bool start_clips() const { return options_.start_clips; }
    void set_start_clips(bool start) { options_.start_clips = start; }
    bool plates() const { return options_.plates; }
    void set_plates(bool plates, Show& show);
    bool one_level() const { return options_.one_level; }
    /// Every clip at -23 LUFS, or as it was recorded; what plays follows at once.
    void set_one_level(bool one_level, Show& show);
    /// Of the clip on the stage.
    [[nodiscard]] ClipVersion version(const Show& show) const;
    /// Original or review copy from the same picture on. False: there is nothing to change to.
    bool toggle_original(Show& show);
    /// Transcript lines under clips.
    void set_lines(bool lines, Show& show);

  private:
    /// What the presenter was told last.
    struct Told {
        Screen screen = Screen::material;
        Want want;
        bool valid = false;
        bool stale = false; ///< the same place, but something over it changed
    };

    void show_plain(Screen screen);
    bool show_material(Show& show, const Want& want);
    void show_clip(Show& show, const Want& want, const Loaded& loaded, const ShowItem& item);
    void set_check(Scene* scene);
    std::vector<OverlayPtr> overlays(const OverlayPtr& plate, bool always = false) const;
    void change_version(const ShowItem& item, const Loaded& loaded, Show& show);
    bool leave_damaged_copy(Show& show);
    [[nodiscard]] const Loaded* clip_on_stage() const;
    /// What stands under the picture of the clip on the stage.
    [[nodiscard]] std::shared_ptr<const std::vector<Scene::Line>> lines(const ClipSetup& clip,
                                                                        const Show& show) const;
    media::Act act(const ShowItem& item, const Place& place, const ClipSetup& clip) const;
    std::vector<media::Act> neighbour_acts(const Show& show) const;
    void ask(const Show& show, const std::optional<Want>& first);

    AudienceWindow& window_;
    std::shared_ptr<const Programme> programme_;
    Loader& loader_;
    Options options_;
    std::function<void(const ShownEvent&)> shown_;
    RasterCache cache_;
    std::vector<Want> console_wants_;
    bool console_wants_more_ = false;
    std::string sentence_;
    std::string check_note_;
    std::string clip_sentence_; ///< why the clip on the stage cannot be played
    Told told_;
    std::optional<Place> on_screen_;
    std::optional<Place> stage_place_;
    std::set<std::string> originals_; ///< material ids the operator wants to see as they came
    std::set<std::string> damaged_;   ///< material ids whose review copies cannot be played
    std::optional<std::pair<Place, double>> begin_at_; ///< not shown yet
    std::unique_ptr<media::AudioOutput> sound_;
    std::shared_ptr<CheckSignal> check_; ///< while the check page is on
    std::unique_ptr<Presenter> presenter_;
    std::unique_ptr<media::Stage> stage_; ///< before the presenter: players end first, see the destructor
};

} // namespace app::meeting
