#include "app/child_process.h"
#include "app/import/document_pages.h"
#include "app/import/file_bytes.h"
#include "media/photo.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <cairo-pdf.h>
#include <unistd.h>

namespace app_document_pages_test {
namespace {

using support::Scratch;

const std::atomic<bool> go_on{false};

void make_pdf(const std::filesystem::path& file, int pages) {
    cairo_surface_t* surface = cairo_pdf_surface_create(file.c_str(), 595, 842);
    cairo_t* drawing = cairo_create(surface);
    for (int page = 1; page <= pages; ++page) {
        cairo_move_to(drawing, 100, 100);
        cairo_set_font_size(drawing, 24);
        cairo_show_text(drawing, ("leaf " + std::to_string(page)).c_str());
        cairo_show_page(drawing);
    }
    cairo_destroy(drawing);
    cairo_surface_destroy(surface);
}

std::string refusal(const std::filesystem::path& pdf, const Scratch& folder, const std::atomic<bool>& stop) {
    const app::WorkFolder work(folder / "work");
    try {
        (void)app::document_pages(pdf, work, stop);
    } catch (const app::NotImported& error) {
        return error.what();
    }
    return "";
}

TEST(DocumentPages, a_pdf_becomes_page_pictures_and_text) {
    const Scratch folder;
    make_pdf(folder / "报告 1.pdf", 11);
    const app::WorkFolder work(folder / "work");
    const app::DocumentPages document = app::document_pages(folder / "报告 1.pdf", work, go_on);
    ASSERT_EQ(document.pages.size(), 11U);
    const media::PicturePtr picture = media::decode_photo(document.pages[10]);
    EXPECT_EQ(picture->size.height, 2400);
    EXPECT_NE(document.text.find("leaf 2"), std::string::npos);
    EXPECT_LT(document.text.find("leaf 2"), document.text.find("leaf 11"));
}

TEST(DocumentPages, refusals_say_why) {
    const Scratch folder;
    support::write_file(folder / "damaged.pdf", "%PDF-1.4\nnothing more");
    EXPECT_NE(refusal(folder / "damaged.pdf", folder, go_on).find("damaged"), std::string::npos);
    make_pdf(folder / "long.pdf", 401);
    EXPECT_NE(refusal(folder / "long.pdf", folder, go_on).find("400"), std::string::npos);
    // An encryption dictionary whose password is not the empty one.
    make_pdf(folder / "one.pdf", 1);
    std::string locked = support::read_file(folder / "one.pdf");
    const std::string key(32, 'k');
    const std::size_t trailer = locked.rfind("trailer\n<< ");
    ASSERT_NE(trailer, std::string::npos);
    locked.insert(trailer + 11, "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + key + ") /U (" + key +
                                    ") >> /ID [<00><00>]\n");
    support::write_file(folder / "locked.pdf", locked);
    EXPECT_NE(refusal(folder / "locked.pdf", folder, go_on).find("password"), std::string::npos);
    const std::atomic<bool> stop{true};
    EXPECT_NE(refusal(folder / "one.pdf", folder, stop).find("stopped"), std::string::npos);
}

TEST(ChildProcess, ends_are_told_apart) {
    const Scratch folder;
    EXPECT_EQ(app::run_child({"true"}, {}, go_on), app::ChildEnd::done);
    EXPECT_EQ(app::run_child({"false"}, {}, go_on), app::ChildEnd::failed);
    EXPECT_EQ(app::run_child({"no-such-program-anywhere"}, {}, go_on), app::ChildEnd::no_program);
    EXPECT_EQ(app::run_child({"sleep", "60"}, {.wall = std::chrono::seconds(0)}, go_on),
              app::ChildEnd::timed_out);
    EXPECT_EQ(app::run_child({"sh", "-c", "echo words; echo more >&2"}, {}, go_on, folder / "out"),
              app::ChildEnd::done);
    EXPECT_EQ(support::read_file(folder / "out"), "words\nmore\n");
}

} // namespace
} // namespace app_document_pages_test
