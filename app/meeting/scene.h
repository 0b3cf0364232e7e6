// What the audience window shows at one moment, as a value.
#pragma once

#include "app/meeting/check_signal.h"
#include "dossier/pages/page.h"
#include "media/player.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app::meeting {

using RasterPtr = std::shared_ptr<const pages::Raster>;

/// A small picture laid over the scene: premultiplied B G R A, at a place in window pixels.
struct Overlay {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bgra;
};
using OverlayPtr = std::shared_ptr<const Overlay>;

/// Either a still (raster) or a clip (player, with the raster below or until its first picture).
struct Scene {
    enum class Kind { black, white, still, clip };
    Kind kind = Kind::black;
    RasterPtr raster;                 ///< of the window's size
    media::Player* player = nullptr;  ///< clip: owned by the stage; see Presenter::release_player()
    std::optional<media::Rect> wave;  ///< audio: where the moving line runs, window pixels
    std::vector<OverlayPtr> overlays; ///< name plate, question, banner: in order
    /// Transcript lines under picture or waveform, begin < end, ascending; shared, may be large.
    struct Line {
        double begin = 0;
        double end = 0;
        std::string text;
    };
    std::shared_ptr<const std::vector<Line>> lines;
    /// The check page: what flashes, and what it looks like on the left and on the right.
    std::shared_ptr<const CheckSignal> check;
    OverlayPtr flash_left;
    OverlayPtr flash_right;
    bool controls = false;    ///< position bar wanted (a key or the mouse asked); fades by itself
    std::uint64_t serial = 0; ///< set by the presenter
};

} // namespace app::meeting
