// An input method has the keyboard only while a text field has it; what is typed while one opens is kept for
// it.
#include "app/gui/sdl_session.h"
#include "app/gui/window.h"
#include "imgui_stdlib.h"

#include <chrono>
#include <gtest/gtest.h>
#include <thread>

namespace app_typing_test {
namespace {

using namespace std::chrono_literals;

class TypingOnScreenTest : public testing::Test {
  protected:
    TypingOnScreenTest() {
        SDL_RaiseWindow(window_.get());
        for (int i = 0; i < 500 && SDL_GetKeyboardFocus() != window_.get(); ++i) {
            SDL_PumpEvents();
            std::this_thread::sleep_for(10ms);
        }
        frames(3);
    }

    void frames(int count) {
        for (int i = 0; i < count; ++i) {
            SDL_Event event;
            while (SDL_PollEvent(&event) == 1)
                window_.handle(event);
            window_.draw([this] {
                if (std::exchange(asked_, false))
                    ImGui::SetKeyboardFocusHere();
                ImGui::InputText("##field", &text_);
                if (std::exchange(left_, false))
                    ImGui::SetWindowFocus(nullptr);
            });
        }
    }

    /// As a key does that opens a field.
    void ask() {
        asked_ = true;
        window_.expect_typing();
    }

    /// A key as SDL reports it; text follows it while text input is on.
    void press(SDL_Keycode sym, Uint32 when, bool text_follows = false, Uint32 window = 0) {
        SDL_Event key{};
        key.key = {.type = SDL_KEYDOWN,
                   .timestamp = when,
                   .windowID = window == 0 ? window_.id() : window,
                   .state = SDL_PRESSED,
                   .keysym = {.scancode = SDL_GetScancodeFromKey(sym), .sym = sym}};
        // SDL_PushEvent would give it a time of its own.
        if (!text_follows) {
            window_.handle(key);
            return;
        }
        SDL_PushEvent(&key);
        SDL_Event text{};
        text.type = SDL_TEXTINPUT;
        text.text.windowID = key.key.windowID;
        text.text.text[0] = static_cast<char>(sym);
        SDL_PushEvent(&text);
        key.type = SDL_KEYUP;
        key.key.state = SDL_RELEASED;
        SDL_PushEvent(&key);
    }

    static bool text_input() { return SDL_IsTextInputActive() == SDL_TRUE; }

    app::gui::SdlSession session_;
    app::gui::Window window_{{.title = "typing", .place = {10, 10, 800, 600}, .smallest = {200, 200}}};
    std::string text_;
    bool asked_ = false;
    bool left_ = false;
};

TEST_F(TypingOnScreenTest, text_input_is_on_while_a_field_has_the_keyboard) {
    ASSERT_EQ(SDL_GetKeyboardFocus(), window_.get()) << "the test needs the focus";
    EXPECT_FALSE(text_input()) << "keys are commands";
    EXPECT_FALSE(window_.typing());
    asked_ = true;
    frames(3);
    EXPECT_TRUE(text_input());
    EXPECT_TRUE(window_.typing());
    left_ = true;
    frames(5);
    EXPECT_FALSE(window_.typing());
    EXPECT_FALSE(text_input());
}

TEST_F(TypingOnScreenTest, keys_of_the_batch_that_opens_a_field_are_its_text) {
    const Uint32 before = SDL_GetTicks();
    ask();
    EXPECT_TRUE(window_.typing()) << "at once: B must not blacken the projector";
    press(SDLK_s, before);
    press(SDLK_h, before);
    frames(8);
    EXPECT_EQ(text_, "sh");
}

TEST_F(TypingOnScreenTest, keys_that_came_with_their_text_are_not_doubled) {
    ask();
    press(SDLK_s, SDL_GetTicks(), true);
    press(SDLK_h, SDL_GetTicks() + 5, true);
    frames(8);
    EXPECT_EQ(text_, "sh");
}

TEST_F(TypingOnScreenTest, keys_of_another_window_are_text_too) {
    const Uint32 before = SDL_GetTicks();
    ask();
    press(SDLK_z, before, false, window_.id() + 1); // the projector had the focus when / was pressed
    frames(8);
    EXPECT_EQ(text_, "z");
}

TEST_F(TypingOnScreenTest, a_window_that_closes_with_its_field_leaves_no_text_input) {
    {
        app::gui::Window other({.title = "other", .place = {50, 50, 400, 300}, .smallest = {200, 200}});
        SDL_StartTextInput(); // as its field does
    }
    EXPECT_FALSE(text_input());
}

TEST_F(TypingOnScreenTest, a_field_that_does_not_come_is_not_waited_for) {
    window_.expect_typing();
    frames(5);
    EXPECT_FALSE(window_.expects_typing());
    EXPECT_FALSE(window_.typing());
    frames(3);
    EXPECT_FALSE(text_input());
}

} // namespace
} // namespace app_typing_test
