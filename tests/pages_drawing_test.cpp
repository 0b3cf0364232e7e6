// Drawing: the same bytes every time and from every thread, nothing outside its cell.

#include "dossier/pages/drawing.h"
#include "dossier/pages/make.h"
#include "support/page_samples.h"
#include "support/page_texts.h"

#include <gtest/gtest.h>
#include <thread>

namespace pages_drawing_test {
namespace {

using namespace pages;

TEST(Drawing, cards_keep_their_texts_in_place) {
    for (const PageSize size : {screen_wide, screen_classic}) {
        for (const dossier::Person& person :
             {support::sample_person(), support::long_person(), dossier::Person{}}) {
            const PagePtr card = make_card(person, support::sample_dossier(person),
                                           support::sample_photo(300, 400), Words{}, support::today, size);
            support::expect_texts_stay_in_their_cells({card});
        }
    }
}

TEST(Drawing, lists_keep_their_texts_in_place_and_name_everybody) {
    for (const PageSize size : {screen_wide, screen_classic, a4}) {
        std::vector<ListLine> lines = support::sample_list(40);
        lines.front().heading = "第一批人选";
        const Pages pages = make_list(support::sample_meeting(), lines, Words{}, support::today, size);
        support::expect_texts_stay_in_their_cells(pages);
        const std::string texts = support::texts_of(pages);
        EXPECT_EQ(support::count(texts, "拟任职务"), 40);
        EXPECT_EQ(support::count(texts, "女，维吾尔族，1970.03，研究生，中共党员"), 10);
        EXPECT_EQ(support::count(texts, "共40人"), 1);
        EXPECT_EQ(support::count(texts, "二、县（市、区）领导班子"), 1);
        EXPECT_EQ(support::count(texts, "一、第一批人选"), 0) << "a heading that brings its number keeps it";
        EXPECT_EQ(make_list({}, {}, Words{}, support::today, size).size(), 1U);
        lines.back().person.form[dossier::Field::present_post] = std::string(6000, 'x');
        lines.front().heading = std::string(6000, 'y');
        support::expect_texts_stay_in_their_cells(
            make_list(support::sample_meeting(), lines, Words{}, support::today, size));
    }
}

TEST(Drawing, sound_check_and_still_pages_keep_their_texts_in_place) {
    const std::string essay(5000, 'z');
    for (const PageSize size : {screen_wide, screen_classic, a4}) {
        support::expect_texts_stay_in_their_cells(
            {make_audio("任职谈话", "张明", support::sample_peaks(), 754, Words{}, size),
             make_audio(essay, essay, {}, -1, Words{}, size), make_check(Words{}, size),
             make_photo(support::sample_photo(30, 40), essay, size), make_placeholder(essay, essay, size)});
        const Box box = audio_waveform_box(size);
        EXPECT_LE(box.x + box.width, size.width);
        EXPECT_LE(box.y + box.height, size.height);
    }
}

TEST(Drawing, a_page_is_the_same_bytes_every_time_and_from_every_thread) {
    const dossier::Person person = support::sample_person();
    const auto make = [&] {
        return make_card(person, support::sample_dossier(person), support::sample_photo(300, 400), Words{},
                         support::today, screen_wide);
    };
    const PagePtr page = make();
    const Raster first = rasterise(*page, 1280, 720, 1, 0, 0, 0);
    std::vector<Raster> others(4);
    {
        std::vector<std::jthread> threads;
        for (Raster& other : others)
            threads.emplace_back([&] {
                other = rasterise(*page, 1280, 720, 1, 0, 0, 0);
                const Raster own = rasterise(*make(), 1280, 720, 1, 0, 0, 0);
                EXPECT_EQ(own.bgrx, other.bgrx);
            });
    }
    for (const Raster& other : others)
        EXPECT_EQ(other.bgrx, first.bgrx);
}

TEST(Drawing, what_lies_outside_a_page_is_margin) {
    const PagePtr page = make_placeholder("a", "b", screen_wide);
    const Raster raster = rasterise(*page, 100, 100, 0.05, -20, 0, 0x123456);
    const auto pixel = [&](int x, int y) {
        const std::uint8_t* p = raster.bgrx.data() + (y * 100 + x) * 4;
        return p[0] | p[1] << 8 | p[2] << 16;
    };
    EXPECT_EQ(pixel(0, 0), 0x123456);
    EXPECT_EQ(pixel(0, 99), 0x123456);
    EXPECT_NE(pixel(50, 18), 0x123456);
    EXPECT_EQ(rasterise(*page, 0, 5, 1, 0, 0, 0).bgrx.size(), 0U);
}

TEST(Drawing, a_damaged_picture_is_no_picture) {
    auto image = std::make_shared<Image>();
    image->width = 100;
    image->height = 100;
    image->bgra.resize(10);
    EXPECT_EQ(make_picture(image), nullptr);
    EXPECT_NO_THROW(rasterise(*make_photo(image, "x", screen_wide), 128, 72, 0.1, 0, 0, 0));
    EXPECT_NO_THROW(rasterise(*make_picture_page(image), 128, 72, 0.1, 0, 0, 0));
}

} // namespace
} // namespace pages_drawing_test
