// Writes pages of the samples as PNG, to be looked at: dump_pages DIR [NAME] [HEIGHT], or their figures:
// --bench.

#include "app/cli/bench_pages.h"
#include "app/sample/person_generator.h"
#include "dossier/pages/make.h"
#include "support/page_samples.h"

#include <cairo.h>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using namespace pages;

void write_png(const Page& page, const std::string& file, double height) {
    const double scale = height / page.size().height;
    Raster raster = rasterise(page, static_cast<int>(page.size().width * scale + 0.5),
                              static_cast<int>(height), scale, 0, 0, 0x808080);
    cairo_surface_t* surface = cairo_image_surface_create_for_data(
        raster.bgrx.data(), CAIRO_FORMAT_RGB24, raster.width, raster.height, raster.width * 4);
    cairo_surface_write_to_png(surface, file.c_str());
    cairo_surface_destroy(surface);
}

std::map<std::string, std::function<Pages()>> samples() {
    using namespace support;
    const Words words;
    const auto card = [=](dossier::Person person, ImagePtr photo, PageSize size) {
        return Pages{make_card(person, sample_dossier(person), photo, words, today, size)};
    };
    return {
        {"card", [=] { return card(sample_person(), sample_photo(600, 750), screen_wide); }},
        {"card_english",
         [=] {
             Words english = words;
             english.present_post = "Present post";
             english.proposed_post = "Proposed post";
             english.relinquished_post = "Post to be relinquished";
             english.years_old = "aged {0}";
             english.native_place = "Native place";
             english.education = "Education";
             english.party = "Joined the Party";
             english.work_started = "Started work";
             english.since = "until now";
             const dossier::Person person = sample_person();
             Pages pages;
             for (const PageSize size : {screen_wide, screen_classic})
                 pages.push_back(make_card(person, {}, sample_photo(300, 400), english, today, size));
             return pages;
         }},
        {"card_classic", [=] { return card(sample_person(), sample_photo(600, 750), screen_classic); }},
        {"card_long", [=] { return card(long_person(), nullptr, screen_wide); }},
        {"card_long_classic", [=] { return card(long_person(), nullptr, screen_classic); }},
        {"form", [=] { return make_form(sample_person().form, sample_photo(600, 750), words, today); }},
        {"form_long", [=] { return make_form(long_person().form, sample_photo(750, 600), words, today); }},
        {"form_empty", [=] { return make_form({}, nullptr, words, today); }},
        {"report", [=] { return make_report(sample_report(), "考察材料", words); }},
        {"poll", [=] { return make_poll(sample_poll(), "张明", words, screen_wide); }},
        {"poll_classic", [=] { return make_poll(sample_poll(), "张明", words, screen_classic); }},
        {"poll_paper", [=] { return make_poll(sample_poll(), "张明", words, a4); }},
        {"list", [=] { return make_list(sample_meeting(), sample_list(14), words, today, screen_wide); }},
        {"list_classic",
         [=] { return make_list(sample_meeting(), sample_list(5), words, today, screen_classic); }},
        {"list_paper", [=] { return make_list(sample_meeting(), sample_list(14), words, today, a4); }},
        {"audio",
         [=] { return Pages{make_audio("任职谈话录音", "张明", sample_peaks(), 754, words, screen_wide)}; }},
        {"check", [=] { return Pages{make_check(words, screen_wide)}; }},
        {"check_classic", [=] { return Pages{make_check(words, screen_classic)}; }},
        {"fiction",
         [=] {
             // Persons of the sample: forms and cards as departments have them.
             Pages pages;
             for (std::uint64_t i = 0; i < 6; ++i) {
                 const app::sample::FictionalPerson fiction = app::sample::make_person(1, i);
                 dossier::Person person;
                 person.form = fiction.form;
                 for (const PagePtr& page : make_form(fiction.form, sample_photo(300, 400), words, today))
                     pages.push_back(page);
                 pages.push_back(make_card(person, {}, sample_photo(300, 400), words, today, screen_wide));
             }
             return pages;
         }},
        {"placeholder",
         [] {
             return Pages{
                 make_placeholder("材料缺失", "没有找到“张明访谈.mp4”，其他材料不受影响。", screen_wide)};
         }},
        {"photo", [] { return Pages{make_photo(sample_photo(800, 1000), "张　明　工作照", screen_wide)}; }},
    };
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    if (std::string(argv[1]) == "--bench") {
        std::cout << app::bench_pages().dump(1) << '\n';
        return 0;
    }
    const std::filesystem::path folder = argv[1];
    const std::string only = argc > 2 ? argv[2] : "";
    const double height = argc > 3 ? std::stod(argv[3]) : 720;
    std::filesystem::create_directories(folder);
    std::vector<BookPart> parts;
    for (const auto& [name, make] : samples()) {
        if (!only.empty() && name.find(only) != 0)
            continue;
        parts.push_back({name, parts.size() % 4 ? 2 : 1, make()});
        int number = 0;
        for (const PagePtr& page : parts.back().pages)
            write_png(*page, (folder / (name + "_" + std::to_string(++number) + ".png")).string(), height);
        std::cout << name << ": " << number << " page(s)\n";
    }
    write_book((folder / "book.pdf").string(), parts,
               {"中共临州市委常委会会议材料", "2024年7月2日", "会议材料 注意保管 · 第12次常委会", true},
               Words{}, {});
}
