#include "app/gui/window.h"

#include "app/fonts.h"
#include "app/gui/style.h"
#include "app/gui/typing.h"

#include <SDL_opengl.h>
#include <algorithm>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>
#include <list>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace app::gui {

namespace {

constexpr std::size_t kept_textures = 96;
constexpr float font_size = 18;

struct WindowDeleter {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
struct GlContextDeleter {
    void operator()(void* context) const { SDL_GL_DeleteContext(context); }
};

struct Texture {
    std::string key;
    GLuint name = 0;
    Thumbnail thumbnail;
};

struct MovingTexture {
    GLuint name = 0;
    Thumbnail thumbnail;
    media::PicturePtr picture; ///< as uploaded
    media::Size most;
};

/// Into the bound texture. RGBA of eight bits in this order is what drivers keep: nothing is converted on the
/// way. The fourth byte means nothing.
void fill_texture(const std::uint8_t* bgrx, media::Size size) {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_ONE);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                 bgrx);
}

void add_fonts(ImGuiIO& io) {
    const FontFile sans = find_font("Noto Sans CJK SC");
    if (sans.path.empty())
        return;
    ImFontConfig config;
    config.FontNo = static_cast<ImU32>(sans.index);
    io.Fonts->AddFontFromFileTTF(sans.path.c_str(), font_size, &config);
    const FontFile rare = find_font_with(U'𬱖');
    if (rare.path.empty() || rare.path == sans.path)
        return;
    ImFontConfig merge;
    merge.MergeMode = true;
    merge.FontNo = static_cast<ImU32>(rare.index);
    io.Fonts->AddFontFromFileTTF(rare.path.c_str(), font_size, &merge);
}

} // namespace

struct Window::State {
    std::unique_ptr<SDL_Window, WindowDeleter> window;
    std::unique_ptr<void, GlContextDeleter> gl;
    ImGuiContext* imgui = nullptr;
    std::list<Texture> textures; ///< newest first
    std::map<std::string, MovingTexture> moving;
    media::PictureScaler scaler;
    Typing typing;
    float scale = 1;
    bool seen = false; ///< it has been on the display

    ~State();
    void open(const Options& options);
    void fit_into_display() const;
    void current() const {
        SDL_GL_MakeCurrent(window.get(), gl.get());
        ImGui::SetCurrentContext(imgui);
    }
};

Window::State::~State() {
    if (imgui == nullptr)
        return;
    SDL_StopTextInput(); // a field that goes with its window would leave the input method on for the
                         // projector
    current();
    for (const Texture& texture : textures)
        glDeleteTextures(1, &texture.name);
    for (const auto& [key, texture] : moving)
        glDeleteTextures(1, &texture.name);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext(imgui);
}

void Window::State::open(const Options& options) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    const SDL_Rect& place = options.place;
    window.reset(SDL_CreateWindow(options.title.c_str(), place.x, place.y, place.w, place.h,
                                  SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE |
                                      (options.maximized ? static_cast<Uint32>(SDL_WINDOW_MAXIMIZED) : 0U)));
    if (window == nullptr)
        throw std::runtime_error(SDL_GetError());
    SDL_SetWindowMinimumSize(window.get(), options.smallest.width, options.smallest.height);
    gl.reset(SDL_GL_CreateContext(window.get()));
    if (gl == nullptr)
        throw std::runtime_error(SDL_GetError());
    SDL_GL_SetSwapInterval(0);
    imgui = ImGui::CreateContext();
    ImGui::SetCurrentContext(imgui);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false; // a blinking caret would draw for ever
    if (options.keyboard_navigation)
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    add_fonts(io);
    ImGui_ImplSDL2_InitForOpenGL(window.get(), gl.get());
    ImGui_ImplOpenGL3_Init("#version 330");
}

/// The frame that a window manager puts around it may push the last line off the display.
void Window::State::fit_into_display() const {
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;
    SDL_Rect usable;
    SDL_Window* own = window.get();
    if ((SDL_GetWindowFlags(own) & (SDL_WINDOW_MAXIMIZED | SDL_WINDOW_FULLSCREEN)) != 0 ||
        SDL_GetWindowBordersSize(own, &top, &left, &bottom, &right) != 0 ||
        SDL_GetDisplayUsableBounds(SDL_GetWindowDisplayIndex(own), &usable) != 0)
        return;
    SDL_Rect place;
    SDL_GetWindowPosition(own, &place.x, &place.y);
    SDL_GetWindowSize(own, &place.w, &place.h);
    const int width = std::min(place.w, usable.w - left - right);
    const int height = std::min(place.h, usable.h - top - bottom);
    if (width <= 0 || height <= 0 || (width == place.w && height == place.h))
        return;
    SDL_SetWindowSize(own, width, height);
    SDL_SetWindowPosition(own, std::clamp(place.x, usable.x + left, usable.x + usable.w - right - width),
                          std::clamp(place.y, usable.y + top, usable.y + usable.h - bottom - height));
}

Window::Window(const Options& options)
    : state_(std::make_unique<State>()) {
    state_->open(options);
}

Window::~Window() = default;

SDL_Window* Window::get() const {
    return state_->window.get();
}

Uint32 Window::id() const {
    return SDL_GetWindowID(get());
}

media::Size Window::size() const {
    media::Size size;
    SDL_GL_GetDrawableSize(get(), &size.width, &size.height);
    return size;
}

bool Window::handle(const SDL_Event& event) {
    ImGui::SetCurrentContext(state_->imgui);
    // The window manager has put its frame around it by now.
    if (event.type == SDL_WINDOWEVENT && event.window.windowID == id() &&
        event.window.event == SDL_WINDOWEVENT_EXPOSED && !std::exchange(state_->seen, true))
        state_->fit_into_display();
    if (state_->typing.keep(get(), event))
        return true;
    const bool taken = ImGui_ImplSDL2_ProcessEvent(&event);
    return taken || (event.type == SDL_WINDOWEVENT && event.window.windowID == id());
}

bool Window::typing() const {
    ImGui::SetCurrentContext(state_->imgui);
    return state_->typing.expects() || ImGui::GetIO().WantTextInput;
}

void Window::expect_typing() {
    state_->typing.expect(get());
}

bool Window::expects_typing() const {
    return state_->typing.expects();
}

float Window::scale() const {
    return state_->scale;
}

Thumbnail Window::picture(const std::string& key, const std::uint8_t* bgrx, media::Size size) {
    std::list<Texture>& textures = state_->textures;
    const auto found = std::find_if(textures.begin(), textures.end(),
                                    [&](const Texture& texture) { return texture.key == key; });
    if (found != textures.end()) {
        textures.splice(textures.begin(), textures, found);
        return textures.front().thumbnail;
    }
    state_->current();
    Texture texture{.key = key};
    glGenTextures(1, &texture.name);
    glBindTexture(GL_TEXTURE_2D, texture.name);
    fill_texture(bgrx, size);
    texture.thumbnail = {static_cast<ImTextureID>(texture.name), static_cast<float>(size.width),
                         static_cast<float>(size.height)};
    textures.push_front(texture);
    if (textures.size() > kept_textures) {
        glDeleteTextures(1, &textures.back().name);
        textures.pop_back();
    }
    return texture.thumbnail;
}

Thumbnail Window::moving(const std::string& key, const media::PicturePtr& picture, media::Size most) {
    if (picture == nullptr)
        return {};
    MovingTexture& texture = state_->moving[key];
    if (texture.picture == picture && texture.most == most)
        return texture.thumbnail;
    const media::Rect fitted = media::fit(picture->display_size(), {0, 0, most.width, most.height});
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(fitted.width) *
                                     static_cast<std::size_t>(fitted.height) * 4);
    state_->scaler.draw(
        *picture,
        {pixels.data(), {fitted.width, fitted.height}, static_cast<std::ptrdiff_t>(fitted.width) * 4},
        {0, 0, fitted.width, fitted.height});
    state_->current();
    if (texture.name == 0)
        glGenTextures(1, &texture.name);
    glBindTexture(GL_TEXTURE_2D, texture.name);
    fill_texture(pixels.data(), {fitted.width, fitted.height});
    texture.thumbnail = {static_cast<ImTextureID>(texture.name), static_cast<float>(fitted.width),
                         static_cast<float>(fitted.height)};
    texture.picture = picture;
    texture.most = most;
    return texture.thumbnail;
}

std::chrono::steady_clock::duration Window::draw(const std::function<void()>& panels) {
    state_->current();
    const media::Size pixels = size();
    const float scale = std::clamp(static_cast<float>(pixels.height) / 800.0F, 0.8F, 3.0F);
    if (scale != state_->scale || ImGui::GetFrameCount() == 0) {
        state_->scale = scale;
        choose_style(scale);
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGui::NewFrame();
    panels();
    ImGui::Render();
    state_->typing.follow(get());
    glViewport(0, 0, pixels.width, pixels.height);
    glClearColor(0.95F, 0.95F, 0.94F, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    const auto drawn = std::chrono::steady_clock::now();
    SDL_GL_SwapWindow(get());
    return std::chrono::steady_clock::now() - drawn;
}

} // namespace app::gui
