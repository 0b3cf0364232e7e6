// Puts one composed picture on the audience window: by CPU into the window's surface, or by OpenGL.
#pragma once

#include "app/meeting/scene.h"
#include "media/picture.h"

#include <SDL.h>
#include <memory>
#include <string>

namespace app::meeting {

/// Everything of one audience picture, back to front.
struct Composition {
    std::uint32_t ground = 0;  ///< 0xRRGGBB where nothing else is
    RasterPtr raster;          ///< whole window; null = ground
    media::PicturePtr picture; ///< over it, fitted and centred; null = none
    std::vector<OverlayPtr> overlays;
    std::optional<media::Rect> line; ///< the moving line of a waveform
};

/// Used on the present thread only (construction and destruction too). draw() composes, show() swaps: between
/// them the presenter waits for the picture's deadline.
class Backend {
  public:
    virtual ~Backend() = default;
    [[nodiscard]] virtual media::Size size() = 0;
    virtual void draw(const Composition& composition) = 0;
    virtual void show() = 0;
    /// The window changed its size or its content was lost: everything is drawn anew.
    virtual void invalidate() = 0;
    [[nodiscard]] virtual std::string name() const = 0;
    /// B G R x pixels of the last composed picture, window size: for screenshots, the console and tests.
    virtual pages::Raster read_back() = 0;
};

enum class BackendKind { automatic, surface, opengl };

/// `automatic` takes OpenGL where a GPU draws it and the surface where GL_RENDERER is llvmpipe, softpipe or
/// swrast. Throws std::runtime_error.
std::unique_ptr<Backend> make_surface_backend(SDL_Window* window);
std::unique_ptr<Backend> make_opengl_backend(SDL_Window* window);
/// Whether OpenGL is drawn by a GPU here; asked before the window is made, since its flags depend on it.
bool gpu_draws_opengl();

/// Blends premultiplied pixels over B G R x pixels, cut to the target. Shared by the back ends and tests.
void blend(const Overlay& overlay, media::Surface target);

} // namespace app::meeting
