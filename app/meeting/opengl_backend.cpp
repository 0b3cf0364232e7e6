#include "app/meeting/backend.h"
#include "app/meeting/gl_functions.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>

namespace app::meeting {

namespace {

constexpr const char* vertex_source = R"(#version 330 core
uniform vec4 where;   // left, bottom, right, top in clip space
uniform int turns;    // quarter turns clockwise
uniform int mirrored;
out vec2 at;
void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1); // 0,0 is the upper left
    gl_Position = vec4(mix(where.x, where.z, corner.x), mix(where.w, where.y, corner.y), 0, 1);
    vec2 from = corner;
    for (int i = 0; i < turns; ++i)
        from = vec2(from.y, 1.0 - from.x); // a clockwise turn of what is seen
    if (mirrored == 1)
        from.x = 1.0 - from.x;
    at = from;
}
)";

// The same conversions as media::PictureScaler: matrix and range by tag, PQ (ST 2084) and HLG (BT.2100) to
// SDR.
constexpr const char* fragment_source = R"(#version 330 core
uniform sampler2D plane0;
uniform sampler2D plane1;
uniform sampler2D plane2;
uniform int layout_kind;  // 0 planar, 1 nv12, 2 bgra, 3 solid colour
uniform float value_scale; // 16-bit planes: to 0..1 of their bits
uniform int full_range;
uniform mat3 to_rgb;
uniform int transfer;     // 0 SDR, 1 HLG, 2 PQ
uniform int wide;         // BT.2020 primaries
uniform vec4 colour;
in vec2 at;
out vec4 pixel;

// As media/tone_map.cpp: light of the source's display in cd/m2, ITU-R BT.2390's roll-off, BT.2020 to BT.709.
const float white = 203.0, peak = 1000.0;
const float m1 = 0.1593017578125, m2 = 78.84375, c1 = 0.8359375, c2 = 18.8515625, c3 = 18.6875;
vec3 light_of_pq(vec3 code) {
    vec3 p = pow(max(code, 0.0), vec3(1.0 / m2));
    return 10000.0 * pow(max(p - c1, 0.0) / (c2 - c3 * p), vec3(1.0 / m1));
}
float pq_of_light(float light) {
    float p = pow(max(light, 0.0) / 10000.0, m1);
    return pow((c1 + c2 * p) / (1.0 + c3 * p), m2);
}
vec3 light_of_hlg(vec3 code) {
    const float a = 0.17883277, b = 0.28466892, c = 0.55991073;
    vec3 scene = mix(code * code / 3.0, (exp((code - c) / a) + b) / 12.0, step(0.5, code));
    float luma = dot(scene, vec3(0.2627, 0.6780, 0.0593));
    return scene * peak * pow(max(luma, 1e-9), 0.2);
}
float roll_off(float light) {
    float source = pq_of_light(peak);
    float most = pq_of_light(white) / source;
    float knee = 1.5 * most - 0.5;
    float e = min(pq_of_light(light) / source, 1.0);
    if (e > knee) {
        float t = (e - knee) / (1.0 - knee);
        e = (2.0 * t * t * t - 3.0 * t * t + 1.0) * knee + (t * t * t - 2.0 * t * t + t) * (1.0 - knee) +
            (-2.0 * t * t * t + 3.0 * t * t) * most;
    }
    return light_of_pq(vec3(e * source)).r;
}
vec3 to_narrow(vec3 code) {
    vec3 light = transfer == 1 ? light_of_hlg(code) : transfer == 2 ? light_of_pq(code) : white * pow(code, vec3(2.4));
    if (transfer != 0) {
        float strongest = max(max(light.r, light.g), max(light.b, 1e-6));
        light *= roll_off(strongest) / strongest;
    }
    if (wide == 1)
        light = mat3(1.6605, -0.1246, -0.0182, -0.5876, 1.1329, -0.1006, -0.0728, -0.0083, 1.1187) * light;
    return pow(clamp(light / white, 0.0, 1.0), vec3(1.0 / 2.4));
}
void main() {
    if (layout_kind == 3) { pixel = colour; return; }
    if (layout_kind == 2) { pixel = texture(plane0, at); return; }
    vec3 yuv;
    yuv.x = texture(plane0, at).r;
    if (layout_kind == 1) yuv.yz = texture(plane1, at).rg;
    else yuv.yz = vec2(texture(plane1, at).r, texture(plane2, at).r);
    yuv *= value_scale;
    if (full_range == 1) yuv.yz -= vec2(128.0 / 255.0);
    else yuv = (yuv - vec3(16.0, 128.0, 128.0) / 255.0) * vec3(255.0 / 219.0, 255.0 / 224.0, 255.0 / 224.0);
    vec3 rgb = to_rgb * yuv;
    if (transfer != 0 || wide == 1) rgb = to_narrow(clamp(rgb, 0.0, 1.0));
    pixel = vec4(clamp(rgb, 0.0, 1.0), 1.0);
}
)";

/// Column-major Y'CbCr to R'G'B' from the luma weights of a standard.
std::array<float, 9> matrix_of(media::Matrix matrix) {
    float red = 0.2126F;
    float blue = 0.0722F;
    if (matrix == media::Matrix::bt601) {
        red = 0.299F;
        blue = 0.114F;
    } else if (matrix == media::Matrix::bt2020) {
        red = 0.2627F;
        blue = 0.0593F;
    }
    const float green = 1 - red - blue;
    return {1,
            1,
            1,
            0,
            -2 * blue * (1 - blue) / green,
            2 * (1 - blue),
            2 * (1 - red),
            -2 * red * (1 - red) / green,
            0};
}

struct GlContextDeleter {
    void operator()(void* context) const { SDL_GL_DeleteContext(context); }
};

class OpenglBackend final : public Backend {
  public:
    explicit OpenglBackend(SDL_Window* window)
        : window_(window)
        , context_(SDL_GL_CreateContext(window)) {
        if (context_ == nullptr)
            throw std::runtime_error(std::string("no OpenGL context: ") + SDL_GetError());
        SDL_GL_SetSwapInterval(1);
        gl_.emplace();
        program_ = make_program();
        gl_->gen_vertex_arrays(1, &vertices_);
        glGenTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
        for (const GLuint texture : textures_) {
            glBindTexture(GL_TEXTURE_2D, texture);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        }
    }

    ~OpenglBackend() override {
        glDeleteTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
        gl_->delete_vertex_arrays(1, &vertices_);
        gl_->delete_program(program_);
    }

    media::Size size() override {
        media::Size size;
        SDL_GL_GetDrawableSize(window_, &size.width, &size.height);
        return size;
    }

    void draw(const Composition& composition) override {
        const media::Size window = size();
        glViewport(0, 0, window.width, window.height);
        glDisable(GL_BLEND);
        const auto channel = [&](unsigned bits) {
            return static_cast<float>((composition.ground >> bits) & 255U) / 255.0F;
        };
        glClearColor(channel(16), channel(8), channel(0), 1);
        glClear(GL_COLOR_BUFFER_BIT);
        gl_->use_program(program_);
        gl_->bind_vertex_array(vertices_);
        const media::Rect whole{0, 0, window.width, window.height};
        if (composition.raster != nullptr)
            draw_bgra(composition.raster->bgrx.data(),
                      {composition.raster->width, composition.raster->height}, whole, window);
        if (composition.picture)
            draw_picture(*composition.picture, media::fit(composition.picture->display_size(), whole),
                         window);
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA); // overlays are premultiplied
        for (const OverlayPtr& overlay : composition.overlays)
            draw_bgra(overlay->bgra.data(), {overlay->width, overlay->height},
                      {overlay->x, overlay->y, overlay->width, overlay->height}, window);
        if (composition.line) {
            set(3, *composition.line, window, {});
            gl_->uniform_4f(uniform("colour"), 0xc0 / 255.0F, 0x39 / 255.0F, 0x2b / 255.0F, 1);
            glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
        }
    }

    void show() override { SDL_GL_SwapWindow(window_); }
    void invalidate() override {}
    std::string name() const override { return "opengl"; }

    pages::Raster read_back() override {
        const media::Size window = size();
        pages::Raster raster{.width = window.width, .height = window.height};
        const auto row = static_cast<std::size_t>(window.width) * 4;
        std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(window.height));
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glReadPixels(0, 0, window.width, window.height, GL_BGRA, GL_UNSIGNED_BYTE, upside_down.data());
        raster.bgrx.resize(upside_down.size());
        for (std::size_t y = 0; y < static_cast<std::size_t>(window.height); ++y)
            std::memcpy(raster.bgrx.data() + y * row,
                        upside_down.data() + (static_cast<std::size_t>(window.height) - 1 - y) * row, row);
        return raster;
    }

  private:
    GLuint compile(GLenum kind, const char* source) {
        const GLuint shader = gl_->create_shader(kind);
        gl_->shader_source(shader, 1, &source, nullptr);
        gl_->compile_shader(shader);
        GLint compiled = 0;
        gl_->get_shader(shader, GL_COMPILE_STATUS, &compiled);
        if (compiled == 0) {
            std::array<char, 512> log{};
            gl_->get_shader_log(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
            throw std::runtime_error(std::string("shader: ") + log.data());
        }
        return shader;
    }

    GLuint make_program() {
        const GLuint program = gl_->create_program();
        const GLuint vertex = compile(GL_VERTEX_SHADER, vertex_source);
        const GLuint fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
        gl_->attach_shader(program, vertex);
        gl_->attach_shader(program, fragment);
        gl_->link_program(program);
        gl_->delete_shader(vertex);
        gl_->delete_shader(fragment);
        return program;
    }

    GLint uniform(const char* name) { return gl_->uniform_location(program_, name); }

    void set(int layout, media::Rect where, media::Size window, media::Orientation orientation) {
        const auto x = [&](int pixel) {
            return 2.0F * static_cast<float>(pixel) / static_cast<float>(window.width) - 1;
        };
        const auto y = [&](int pixel) {
            return 1 - 2.0F * static_cast<float>(pixel) / static_cast<float>(window.height);
        };
        gl_->uniform_4f(uniform("where"), x(where.x), y(where.y + where.height), x(where.x + where.width),
                        y(where.y));
        gl_->uniform_1i(uniform("turns"), orientation.quarter_turns);
        gl_->uniform_1i(uniform("mirrored"), orientation.mirrored ? 1 : 0);
        gl_->uniform_1i(uniform("layout_kind"), layout);
        gl_->uniform_1i(uniform("plane0"), 0);
        gl_->uniform_1i(uniform("plane1"), 1);
        gl_->uniform_1i(uniform("plane2"), 2);
    }

    void upload(int unit, GLint internal, GLenum format, GLenum type, media::Size size,
                const std::uint8_t* data, std::ptrdiff_t stride, int bytes_per_sample) {
        gl_->active_texture(GL_TEXTURE0 + static_cast<GLenum>(unit));
        glBindTexture(GL_TEXTURE_2D, textures_[static_cast<std::size_t>(unit)]);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(stride / bytes_per_sample));
        glTexImage2D(GL_TEXTURE_2D, 0, internal, size.width, size.height, 0, format, type, data);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    }

    void draw_bgra(const std::uint8_t* pixels, media::Size size, media::Rect where, media::Size window) {
        upload(0, GL_RGBA8, GL_BGRA, GL_UNSIGNED_BYTE, size, pixels,
               static_cast<std::ptrdiff_t>(size.width) * 4, 4);
        set(2, where, window, {});
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }

    void draw_picture(const media::Picture& picture, media::Rect where, media::Size window) {
        if (picture.layout == media::PixelLayout::bgra) {
            upload(0, GL_RGBA8, GL_BGRA, GL_UNSIGNED_BYTE, picture.size, picture.planes[0],
                   picture.strides[0], 4);
            set(2, where, window, picture.orientation);
            glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
            return;
        }
        const bool high = picture.layout == media::PixelLayout::yuv_planar_high;
        const bool nv12 = picture.layout == media::PixelLayout::nv12;
        const media::Size chroma{-((-picture.size.width) >> picture.chroma_shift_x),
                                 -((-picture.size.height) >> picture.chroma_shift_y)};
        const GLint one = high ? GL_R16 : GL_R8;
        const GLenum type = high ? GL_UNSIGNED_SHORT : GL_UNSIGNED_BYTE;
        const int bytes = high ? 2 : 1;
        upload(0, one, GL_RED, type, picture.size, picture.planes[0], picture.strides[0], bytes);
        if (nv12) {
            upload(1, GL_RG8, GL_RG, GL_UNSIGNED_BYTE, chroma, picture.planes[1], picture.strides[1], 2);
        } else {
            upload(1, one, GL_RED, type, chroma, picture.planes[1], picture.strides[1], bytes);
            upload(2, one, GL_RED, type, chroma, picture.planes[2], picture.strides[2], bytes);
        }
        set(nv12 ? 1 : 0, where, window, picture.orientation);
        gl_->uniform_1f(uniform("value_scale"),
                        high ? 65535.0F / static_cast<float>((1 << picture.bits) - 1) : 1.0F);
        gl_->uniform_1i(uniform("full_range"), picture.full_range ? 1 : 0);
        gl_->uniform_1i(uniform("transfer"), static_cast<int>(picture.transfer));
        gl_->uniform_1i(uniform("wide"), picture.matrix == media::Matrix::bt2020 ? 1 : 0);
        gl_->uniform_matrix3(uniform("to_rgb"), 1, GL_FALSE, matrix_of(picture.matrix).data());
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }

    SDL_Window* window_;
    std::unique_ptr<void, GlContextDeleter> context_;
    std::optional<GlFunctions> gl_;
    GLuint program_ = 0;
    GLuint vertices_ = 0;
    std::array<GLuint, 3> textures_{};
};

} // namespace

std::unique_ptr<Backend> make_opengl_backend(SDL_Window* window) {
    return std::make_unique<OpenglBackend>(window);
}

bool gpu_draws_opengl() {
    // Without a render node there is no GPU: asking OpenGL would only load a software renderer, 0.1 s of the
    // start.
    std::error_code error;
    if (!std::filesystem::exists("/dev/dri", error))
        return false;
    // A hidden window's context tells the renderer; software renderers cost a whole core at 1080p.
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_Window* window = SDL_CreateWindow("", 0, 0, 16, 16, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    if (window == nullptr)
        return false;
    bool gpu = false;
    if (SDL_GLContext context = SDL_GL_CreateContext(window); context != nullptr) {
        const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
        const std::string name = renderer != nullptr ? renderer : "";
        gpu = !name.empty() && name.find("llvmpipe") == std::string::npos &&
              name.find("softpipe") == std::string::npos && name.find("swrast") == std::string::npos;
        SDL_GL_DeleteContext(context);
    }
    SDL_DestroyWindow(window);
    return gpu;
}

} // namespace app::meeting
