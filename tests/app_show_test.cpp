#include "app/meeting/commands.h"
#include "app/meeting/show.h"

#include <SDL_keycode.h>
#include <algorithm>
#include <gtest/gtest.h>

namespace app_show_test {
using namespace app::meeting;

namespace {

ShowCandidate candidate(int number, const std::string& name, int items) {
    ShowCandidate who{.number = number, .name = name};
    for (int i = 0; i < items; ++i)
        who.items.push_back({.id = {name + std::to_string(i)}, .title = std::to_string(i)});
    return who;
}

/// Numbers 1, 2, 4: the third of the list has nothing to show.
Show three() {
    return Show({candidate(1, "a", 2), candidate(2, "b", 3), candidate(4, "d", 1)});
}

TEST(Show, right_goes_through_materials_then_to_the_next_candidate) {
    Show show = three();
    EXPECT_TRUE(show.next());
    EXPECT_EQ(show.place(), (Place{0, 1, 0}));
    EXPECT_TRUE(show.next());
    EXPECT_EQ(show.place(), (Place{1, 0, 0}));
    EXPECT_TRUE(show.previous());
    EXPECT_EQ(show.place(), (Place{0, 1, 0})) << "left from a first material is the last of the one before";
}

TEST(Show, the_ends_of_the_list_hold) {
    Show show = three();
    EXPECT_FALSE(show.previous());
    EXPECT_FALSE(show.previous_candidate());
    EXPECT_TRUE(show.go_to_number(4));
    EXPECT_FALSE(show.next());
    EXPECT_FALSE(show.next_candidate());
    EXPECT_EQ(show.place(), (Place{2, 0, 0}));
}

TEST(Show, numbers_are_those_of_the_list_not_of_those_with_something_to_show) {
    Show show = three();
    EXPECT_FALSE(show.go_to_number(3));
    EXPECT_TRUE(show.go_to_number(4));
    EXPECT_EQ(show.candidate(show.place())->name, "d");
    EXPECT_TRUE(show.go_to_number(0));
    EXPECT_EQ(show.place().candidate, -1) << "0 is the list of the meeting";
    EXPECT_TRUE(show.next_candidate());
    EXPECT_EQ(show.place().candidate, 0);
}

TEST(Show, digits_lapse_so_that_a_forgotten_one_sends_nobody) {
    Show show = three();
    show.type_digit(1, 100);
    show.type_digit(2, 101);
    EXPECT_EQ(show.digits(102), "12");
    EXPECT_EQ(show.digits(101 + Show::patience + 0.1), "");
    EXPECT_EQ(show.take_number(101 + Show::patience + 0.1), std::nullopt);
    show.type_digit(7, 200);
    EXPECT_EQ(show.take_number(201), 7);
    EXPECT_EQ(show.take_number(201), std::nullopt);
}

TEST(Show, a_held_projector_stays_while_the_operator_moves) {
    Show show = three();
    show.toggle_hold();
    show.next_candidate();
    EXPECT_EQ(show.shown(), (Place{0, 0, 0}));
    EXPECT_EQ(show.place(), (Place{1, 0, 0}));
    show.toggle_hold();
    EXPECT_EQ(show.shown(), (Place{1, 0, 0}));
    EXPECT_TRUE(show.not_this());
    EXPECT_EQ(show.shown(), (Place{0, 0, 0})) << "back to what the audience saw";
}

TEST(Show, a_held_black_screen_stays_black_while_the_operator_moves) {
    Show show = three();
    show.set_screen(Screen::black);
    show.toggle_hold();
    show.next();
    EXPECT_EQ(show.screen(), Screen::black);
}

TEST(Show, a_step_ends_black_and_black_again_returns) {
    Show show = three();
    show.set_screen(Screen::black);
    EXPECT_EQ(show.screen(), Screen::black);
    show.set_screen(Screen::black);
    EXPECT_EQ(show.screen(), Screen::material);
    show.set_screen(Screen::white);
    EXPECT_TRUE(show.next());
    EXPECT_EQ(show.screen(), Screen::material);
}

TEST(Show, not_this_returns_step_by_step) {
    Show show = three();
    show.next();
    show.next_candidate();
    EXPECT_TRUE(show.not_this());
    EXPECT_EQ(show.place(), (Place{0, 1, 0}));
    EXPECT_TRUE(show.not_this());
    EXPECT_EQ(show.place(), (Place{0, 0, 0}));
    EXPECT_FALSE(show.not_this());
}

TEST(Show, a_zoomed_view_never_leaves_the_page) {
    Show show = three();
    show.zoom_by(2);
    show.pan(5, -5);
    EXPECT_DOUBLE_EQ(show.zoom().x, 0.75);
    EXPECT_DOUBLE_EQ(show.zoom().y, 0.25);
    show.next();
    EXPECT_EQ(show.zoom(), Zoom{}) << "another material begins whole";
}

TEST(Show, leaves_turn_within_a_material_only) {
    Show show = three();
    show.set_leaves({"a0"}, 3);
    EXPECT_TRUE(show.turn(1));
    EXPECT_TRUE(show.turn(1));
    EXPECT_FALSE(show.turn(1));
    EXPECT_EQ(show.place(), (Place{0, 0, 2}));
    EXPECT_TRUE(show.next());
    EXPECT_EQ(show.place(), (Place{0, 1, 0}));
}

TEST(Show, neighbours_hold_what_each_key_would_show) {
    Show show = three();
    show.go_to(Place{1, 1, 0});
    const std::vector<Place> places = show.neighbours();
    for (const Place wanted : {Place{1, 2, 0}, Place{2, 0, 0}, Place{1, 0, 0}, Place{0, 0, 0}})
        EXPECT_NE(std::find(places.begin(), places.end(), wanted), places.end());
    EXPECT_EQ(std::find(places.begin(), places.end(), show.place()), places.end());
}

TEST(Commands, a_full_stop_is_black_unless_a_clip_is_paused) {
    EXPECT_EQ(command_for(SDLK_PERIOD, 0, {}), Command::black);
    EXPECT_EQ(command_for(SDLK_PERIOD, 0, {.clip = true}), Command::black);
    EXPECT_EQ(command_for(SDLK_PERIOD, 0, {.clip = true, .clip_paused = true}), Command::step_forward);
}

TEST(Commands, arrows_pan_while_zoomed) {
    EXPECT_EQ(command_for(SDLK_DOWN, 0, {}), Command::next_candidate);
    EXPECT_EQ(command_for(SDLK_DOWN, 0, {.zoomed = true}), Command::pan_down);
    EXPECT_EQ(command_for(SDLK_DOWN, ctrl, {.zoomed = true}), Command::volume_down);
}

TEST(Commands, symbols_are_found_on_every_keyboard) {
    EXPECT_EQ(command_for(SDLK_PLUS, shift, {}), Command::zoom_in);
    EXPECT_EQ(command_for(SDLK_EQUALS, shift, {}), Command::zoom_in);
    EXPECT_EQ(command_for('{', 0, {}), Command::slower);
    EXPECT_EQ(command_for(SDLK_LEFTBRACKET, shift, {}), Command::slower);
    EXPECT_EQ(command_for(SDLK_LEFTBRACKET, 0, {}), Command::previous_chapter);
}

} // namespace
} // namespace app_show_test
