#include "app/meeting/present.h"

#include "app/author.h"
#include "app/gui/sdl_session.h"
#include "app/meeting/leaf_maker.h"
#include "app/meeting/presentation.h"
#include "app/page_words.h"

#include <future>
#include <optional>
#include <stdexcept>

namespace app::meeting {

namespace {

struct Opened {
    std::optional<db::Catalogue> catalogue; ///< kept: closing the last connection waits for the disk
    std::shared_ptr<const Programme> programme;
    Loaded first;
};

/// Catalogue to first picture, while the window is being made. The size is promised by the window as soon as
/// it is known.
Opened open(const PresentOptions& options, std::future<media::Size> size) {
    Opened opened;
    // Migrates and finds out whether it can be written; the presentation itself only reads, but for the log.
    opened.catalogue = db::Catalogue::open(options.catalogue, author());
    opened.programme =
        std::make_shared<const Programme>(load_programme(*opened.catalogue, options.meeting, options.only));
    LeafMaker maker(options.catalogue, opened.programme, page_words());
    const Place place{opened.programme->candidates.empty() ? -1 : 0, 0, 0};
    opened.first = maker.make({.place = place, .size = size.get(), .zoom = {}});
    return opened;
}

} // namespace

int present(const PresentOptions& options) {
    std::promise<media::Size> size;
    std::future<Opened> opening = std::async(std::launch::async, open, std::cref(options), size.get_future());
    std::optional<gui::SdlSession> sdl;
    std::optional<Wake> wake;
    std::optional<DisplayWatch> displays;
    std::optional<AudienceWindow> window;
    BackendKind backend = options.backend;
    try {
        sdl.emplace();
        if (backend == BackendKind::automatic)
            backend = gpu_draws_opengl() ? BackendKind::opengl : BackendKind::surface;
        wake.emplace();
        displays.emplace([&wake] { (*wake)(); });
        window.emplace(AudienceWindow::Options{.windowed = options.windowed,
                                               .display = {},
                                               .opengl = backend == BackendKind::opengl},
                       displays->now());
        window->raise();
    } catch (...) {
        size.set_exception(std::current_exception());
        opening.wait();
        throw;
    }
    size.set_value(window->size());
    Opened opened = opening.get();
    PresentOptions resolved = options;
    resolved.backend = backend;
    if (options.stop != nullptr)
        options.stop->set_wake([&wake] { (*wake)(); });
    int code = 0;
    {
        Presentation presentation(resolved, opened.programme, std::move(opened.first), *window, *displays,
                                  *wake);
        code = presentation.run();
        if (!options.timing.empty())
            presentation.turn_times().write(options.timing);
    }
    if (options.stop != nullptr)
        options.stop->set_wake({});
    return code;
}

} // namespace app::meeting
