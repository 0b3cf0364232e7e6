// Drawing: the same bytes every time and from every thread, nothing outside its cell.

#include "dossier/pages/drawing.h"
#include "dossier/pages/make.h"
#include "support/page_samples.h"
#include "support/page_texts.h"

#include <gtest/gtest.h>
#include <thread>

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
