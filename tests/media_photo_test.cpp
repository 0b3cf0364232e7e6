#include "media/exif.h"
#include "media/photo.h"
#include "support/images.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <random>
#include <sys/stat.h>

namespace media_photo_test {
namespace {

using namespace media;
using support::corner_colours;

constexpr Size wide{96, 48};

std::string jpeg(Size size = wide) {
    return support::encode_image("mjpeg", "yuvj444p", size, support::four_corners(size));
}
std::string png(Size size = wide) {
    return support::encode_image("png", "rgb24", size, support::four_corners(size));
}
std::string webp(Size size = wide) {
    return support::encode_image("libwebp", "yuv420p", size, support::four_corners(size));
}

/// The four colours as seen: top left, top right, bottom left, bottom right.
std::vector<std::uint32_t> corners(const Picture& picture) {
    return {support::colour_at(picture, 20, 20), support::colour_at(picture, 80, 20),
            support::colour_at(picture, 20, 80), support::colour_at(picture, 80, 80)};
}

void expect_upright(const Picture& picture, const std::string& what, int tolerance = 14) {
    const std::vector<std::uint32_t> seen = corners(picture);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_LE(support::distance(seen[i], corner_colours[i]), tolerance) << what << ", corner " << i;
}

/// EXIF 2.32, 4.6.4: on which side of the shown picture the stored 0th row and the 0th column are.
struct Sides {
    char row;
    char column;
};
constexpr std::array<Sides, 9> sides{{{'t', 'l'},
                                      {'t', 'l'},
                                      {'t', 'r'},
                                      {'b', 'r'},
                                      {'b', 'l'},
                                      {'l', 't'},
                                      {'r', 't'},
                                      {'r', 'b'},
                                      {'l', 'b'}}};

void expect_turned(const Picture& picture, int orientation, const std::string& what) {
    const Sides& side = sides.at(static_cast<std::size_t>(orientation));
    const Size shown = orientation >= 5 ? Size{wide.height, wide.width} : wide;
    ASSERT_EQ(picture.size, shown) << what << " " << orientation;
    const std::vector<std::uint32_t> seen = corners(picture);
    for (int stored = 0; stored < 4; ++stored) {
        // A stored corner lies on the side of its row and on the side of its column, or opposite.
        const bool lower_row = stored / 2 == 1;
        const bool right_column = stored % 2 == 1;
        const bool row_far = (side.row == 'b' || side.row == 'r') != lower_row;
        const bool column_far = (side.column == 'b' || side.column == 'r') != right_column;
        const bool rows_are_columns = side.row == 'l' || side.row == 'r';
        const bool right = rows_are_columns ? row_far : column_far;
        const bool below = rows_are_columns ? column_far : row_far;
        const std::uint32_t colour = seen[(below ? 2U : 0U) + (right ? 1U : 0U)];
        EXPECT_LE(support::distance(colour, corner_colours.at(static_cast<std::size_t>(stored))), 20)
            << what << ", orientation " << orientation << ", stored corner " << stored;
    }
}

TEST(Photo, the_turn_of_exif_is_applied_once_for_all_eight_values) {
    for (int value = 1; value <= 8; ++value) {
        const std::string block = support::exif(value, value % 2 == 0);
        expect_turned(*decode_photo(support::jpeg_with_exif(jpeg(), block)), value, "jpeg");
        expect_turned(*decode_photo(support::png_with_exif(png(), block)), value, "png");
        expect_turned(*decode_photo(support::webp_with_exif(webp(), wide, block)), value, "webp");
        expect_turned(
            *decode_photo(support::webp_with_exif(webp(), wide, std::string("Exif\0\0", 6) + block)), value,
            "webp with JPEG's prefix");
    }
}

TEST(Photo, heic_and_avif_are_turned_by_their_container_and_not_again_by_exif) {
    for (const bool avif : {false, true})
        for (const int value : {1, 3, 6, 8}) {
            const std::string bytes = support::encode_heif(avif, wide, support::four_corners(wide), value);
            EXPECT_EQ(sniff_image(bytes), avif ? ImageFormat::avif : ImageFormat::heic);
            expect_turned(*decode_photo(bytes), value, avif ? "avif" : "heic");
        }
}

TEST(Photo, broken_exif_leaves_the_photo_as_it_is) {
    const std::string good = support::exif(6);
    for (std::size_t cut = 0; cut < good.size() - 6; ++cut)
        EXPECT_EQ(decode_photo(support::jpeg_with_exif(jpeg(), good.substr(0, cut)))->size, wide) << cut;
    EXPECT_EQ(exif_orientation(support::exif(0)), Orientation{});
    EXPECT_EQ(exif_orientation(support::exif(9)), Orientation{});
    EXPECT_EQ(exif_orientation("MM\0*\xff\xff\xff\xff"), Orientation{});
}

TEST(Photo, every_format_gives_the_same_picture) {
    const auto rgba = support::four_corners(wide);
    const std::vector<std::pair<const char*, const char*>> kinds{
        {"mjpeg", "yuvj420p"}, {"mjpeg", "yuvj422p"},  {"png", "rgb24"},        {"png", "rgba"},
        {"png", "rgb48be"},    {"png", "rgba64be"},    {"bmp", "bgr24"},        {"bmp", "bgra"},
        {"bmp", "rgb555le"},   {"tiff", "rgb24"},      {"tiff", "rgb48le"},     {"tiff", "yuv420p"},
        {"gif", "bgr8"},       {"libwebp", "yuv420p"}, {"libwebp", "yuva420p"}, {"libwebp", "bgra"},
    };
    for (const auto& [encoder, format] : kinds) {
        const std::string what = std::string(encoder) + " " + format;
        const PicturePtr picture = decode_photo(support::encode_image(encoder, format, wide, rgba));
        EXPECT_EQ(picture->size, wide) << what;
        expect_upright(*picture, what, what == "gif bgr8" ? 50 : 14);
    }
}

TEST(Photo, grey_and_one_bit_pictures_are_shown) {
    const auto rgba = support::four_corners(wide);
    for (const char* format : {"gray", "gray16be", "ya8", "ya16be", "monob"}) {
        const PicturePtr picture = decode_photo(support::encode_image("png", format, wide, rgba));
        EXPECT_LT(support::colour_at(*picture, 20, 80) & 0xffU, support::colour_at(*picture, 80, 80) & 0xffU)
            << format;
    }
}

TEST(Photo, alpha_is_premultiplied_and_survives_writing_and_reading) {
    const auto rgba = support::four_corners(wide, 128);
    const PicturePtr picture = decode_photo(support::encode_image("png", "rgba", wide, rgba));
    const std::uint8_t* pixel = picture->planes[0] + 40 * picture->strides[0] + 80 * 4;
    EXPECT_EQ(pixel[3], 128);
    EXPECT_NEAR(pixel[0], 0xe0 * 128 / 255, 1);
    const PicturePtr again = decode_photo(encode_png(*picture));
    const std::uint8_t* same = again->planes[0] + 40 * again->strides[0] + 80 * 4;
    EXPECT_EQ(same[3], 128);
    EXPECT_NEAR(same[0], pixel[0], 1);
    EXPECT_NEAR(support::colour_at(*decode_photo(encode_jpeg(*picture)), 80, 80) & 0xffU,
                0xe0 * 128 / 255 + 127, 6);
}

TEST(Photo, written_png_and_jpeg_read_back) {
    const PicturePtr picture = decode_photo(png({641, 333}));
    EXPECT_EQ(sniff_image(encode_png(*picture)), ImageFormat::png);
    EXPECT_EQ(sniff_image(encode_jpeg(*picture)), ImageFormat::jpeg);
    expect_upright(*decode_photo(encode_png(*picture)), "png", 0);
    expect_upright(*decode_photo(encode_jpeg(*picture)), "jpeg");
    EXPECT_LT(encode_jpeg(*picture, 30).size(), encode_jpeg(*picture, 95).size());
}

TEST(Photo, inks_become_colours) {
    // Adobe stores inks inverted: 255 = no ink.
    EXPECT_LE(
        support::distance(support::colour_at(*decode_photo(support::flat_jpeg({255, 0, 0, 255}, 0)), 50, 50),
                          0xff0000),
        4);
    EXPECT_LE(
        support::distance(
            support::colour_at(*decode_photo(support::flat_jpeg({255, 255, 255, 128}, 0)), 50, 50), 0x808080),
        4);
    // YCCK is turned over once more: no light in Y is no ink.
    EXPECT_LE(
        support::distance(
            support::colour_at(*decode_photo(support::flat_jpeg({0, 128, 128, 128}, 2)), 50, 50), 0x808080),
        4);
    // Without Adobe's marker: 255 = full ink.
    EXPECT_LE(
        support::distance(support::colour_at(*decode_photo(support::flat_jpeg({0, 255, 255, 0}, -1)), 50, 50),
                          0xff0000),
        4);
    // RGB in a JPEG.
    EXPECT_LE(support::distance(
                  support::colour_at(*decode_photo(support::flat_jpeg({200, 100, 50}, 0)), 50, 50), 0xc86432),
              4);
}

TEST(Photo, a_truncated_photo_shows_what_is_there) {
    const Size size{512, 512};
    const auto rgba = support::four_corners(size);
    for (const char* encoder : {"mjpeg", "png"}) {
        const std::string whole =
            support::encode_image(encoder, std::string(encoder) == "png" ? "rgb24" : "yuvj420p", size, rgba);
        const PicturePtr picture = decode_photo(whole.substr(0, whole.size() * 7 / 10));
        ASSERT_EQ(picture->size, size) << encoder;
        EXPECT_LE(support::distance(support::colour_at(*picture, 10, 5), corner_colours[0]), 14) << encoder;
    }
    const std::string whole = jpeg(size);
    EXPECT_EQ(support::colour_at(*decode_photo(whole.substr(0, whole.size() * 6 / 10)), 50, 98), 0x808080U)
        << "grey where nothing is";
}

TEST(Photo, an_animated_webp_shows_its_first_picture) {
    expect_upright(*decode_photo(support::animated_webp(webp(), wide)), "animated");
}

TEST(Photo, is_scaled_down_to_the_limit_and_never_up) {
    for (const std::string& bytes : {jpeg({1000, 500}), png({1000, 500}), webp({1000, 500})}) {
        const PicturePtr small = decode_photo(bytes, 100);
        EXPECT_EQ(small->size, (Size{100, 50}));
        expect_upright(*small, "small");
        EXPECT_EQ(decode_photo(bytes, 4000)->size, (Size{1000, 500}));
    }
    const std::string turned = support::jpeg_with_exif(jpeg({1000, 500}), support::exif(6));
    EXPECT_EQ(decode_photo(turned, 100)->size, (Size{50, 100}));
    EXPECT_EQ(decode_photo(png({8000, 3}), 16)->size, (Size{16, 1}));
    EXPECT_EQ(decode_photo(png({1, 1}))->size, (Size{1, 1}));
    EXPECT_EQ(decode_photo(png({3, 5}))->size, (Size{3, 5}));
}

Fault refusal(std::string_view bytes) {
    try {
        (void)decode_photo(bytes);
    } catch (const Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "decoded";
    return Fault::device;
}

std::string with_number(std::string bytes, std::size_t at, std::string_view number) {
    return bytes.replace(at, number.size(), number);
}

TEST(Photo, headers_that_lie_are_refused_before_decoding) {
    using namespace std::string_literals;
    EXPECT_EQ(refusal(with_number(png(), 16, "\0\x2d\xc6\xc0\0\x1e\x84\x80"s)), Fault::too_large);
    EXPECT_EQ(refusal(with_number(png(), 16, "\0\0\0\0"s)), Fault::damaged);
    const std::string bmp = support::encode_image("bmp", "bgr24", wide, support::four_corners(wide));
    EXPECT_EQ(refusal(with_number(bmp, 18, "\x81\xff\xff\xff"s)), Fault::damaged);
    EXPECT_EQ(refusal(with_number(bmp, 22, "\0\0\0\x80"s)), Fault::damaged);
    const std::string large = jpeg();
    const std::size_t frame = large.find("\xff\xc0");
    EXPECT_EQ(refusal(with_number(large, frame + 5, "\xff\xdc\xff\xdc"s)), Fault::too_large);
    EXPECT_EQ(refusal(with_number(large, frame + 5, "\x2f\xff\x2f\xff"s)), Fault::damaged);
    EXPECT_EQ(refusal(std::string_view()), Fault::damaged);
    EXPECT_EQ(refusal("\xff\xd8\xff"), Fault::damaged);
    EXPECT_EQ(refusal("plain words"), Fault::unreadable);
}

TEST(Photo, a_name_says_nothing_the_first_bytes_do) {
    const support::Scratch folder;
    support::write_file(folder / "photo.heic", jpeg());
    EXPECT_EQ(decode_photo(folder / "photo.heic")->size, wide);
    EXPECT_EQ(sniff_image(std::string("\0\0\0\x18"
                                      "ftypisom\0\0\0\0isommp41",
                                      24)),
              ImageFormat::unknown);
    EXPECT_EQ(sniff_image(std::string("\0\0\0\x1c"
                                      "ftypmif1\0\0\0\0mif1avif",
                                      24)),
              ImageFormat::avif);
}

TEST(Photo, what_is_no_plain_file_is_refused_at_once) {
    const support::Scratch folder;
    ASSERT_EQ(mkfifo((folder / "pipe.jpg").c_str(), 0600), 0);
    EXPECT_THROW((void)decode_photo(folder / "pipe.jpg"), Error);
    EXPECT_THROW((void)decode_photo(std::filesystem::path("/dev/zero")), Error);
    EXPECT_THROW((void)decode_photo(folder.path()), Error);
    EXPECT_THROW((void)decode_photo(folder / "none.jpg"), Error);
}

TEST(Photo, bytes_changed_at_random_end_in_a_picture_or_a_reason) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const std::vector<std::string> originals{
        support::jpeg_with_exif(jpeg(), support::exif(6)),
        png(),
        webp(),
        support::encode_image("tiff", "rgb24", wide, support::four_corners(wide)),
        support::encode_image("gif", "bgr8", wide, support::four_corners(wide)),
        support::encode_heif(true, wide, support::four_corners(wide), 6)};
    int pictures = 0;
    for (int round = 0; round < 300; ++round) {
        std::string bytes = originals[random() % originals.size()];
        for (auto change = random() % 12; change > 0; --change)
            bytes[random() % std::min<std::size_t>(bytes.size(), change % 2 == 0 ? 200 : bytes.size())] =
                static_cast<char>(random());
        try {
            pictures += decode_photo(bytes, 64)->size.width > 0 ? 1 : 0;
        } catch (const Error&) {
        }
    }
    EXPECT_GT(pictures, 0);
}

} // namespace
} // namespace media_photo_test
