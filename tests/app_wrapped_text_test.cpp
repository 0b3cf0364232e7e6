// Lines of a text field that cannot break them itself: nothing of the text is lost on the way there and back.

#include "app/gui/wrapped_text.h"
#include "dossier/text.h"

#include <gtest/gtest.h>
#include <random>

namespace app_wrapped_text_test {
namespace {

using app::gui::place_in_shown;
using app::gui::place_in_text;
using app::gui::unwrapped;
using app::gui::wrapped;

float advance(char32_t c) {
    return c < 0x2000 ? 1 : 2;
}

TEST(WrappedText, chinese_is_broken_between_characters_and_not_before_a_stop) {
    EXPECT_EQ(wrapped("我在基层工作", advance, 8), "我在基层\n工作");
    EXPECT_EQ(wrapped("我在基层，工作", advance, 8), "我在基\n层，工作");
    EXPECT_EQ(wrapped("", advance, 8), "");
    EXPECT_EQ(wrapped("我在", advance, 1), "我\n在");
}

TEST(WrappedText, words_of_letters_stay_whole_where_they_can) {
    EXPECT_EQ(wrapped("the quick brown", advance, 10), "the quick \nbrown");
    EXPECT_EQ(wrapped("abcdefghijkl", advance, 5), "abcde\nfghij\nkl");
}

TEST(WrappedText, newlines_of_the_text_are_shown) {
    const std::string shown = wrapped("一行\n二行", advance, 80);
    EXPECT_EQ(shown, "一行↵\n二行");
    EXPECT_EQ(unwrapped(shown), "一行\n二行");
    EXPECT_EQ(unwrapped("一行↵二行"), "一行二行") << "its newline was deleted";
}

TEST(WrappedText, text_and_places_come_back) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const std::u32string letters = U"我在基层工作，。！ ab c\n";
    for (int i = 0; i < 2000; ++i) {
        std::u32string characters;
        for (std::size_t length = random() % 40; length > 0; --length)
            characters += letters[random() % letters.size()];
        const std::string text = dossier::utf8(characters);
        const std::string shown = wrapped(text, advance, static_cast<float>(1 + random() % 20));
        ASSERT_EQ(unwrapped(shown), text);
        std::size_t byte = 0;
        for (const char32_t c : characters) {
            ASSERT_EQ(place_in_text(shown, place_in_shown(shown, byte)), byte) << shown;
            byte += dossier::utf8(std::u32string(1, c)).size();
        }
        ASSERT_EQ(place_in_text(shown, place_in_shown(shown, byte)), byte) << shown;
    }
}

} // namespace
} // namespace app_wrapped_text_test
