#include "dossier/check.h"
#include "dossier/formats/json.h"
#include "dossier/formats/lrm.h"
#include "dossier/formats/lrmx.h"
#include "support/form_generator.h"
#include "support/form_wild.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace formats_round_trip_test {
using namespace dossier;
using formats::Remark;

namespace {

constexpr std::uint64_t files = 400;

/// Where two forms differ, for messages.
std::string difference(const Form& a, const Form& b) {
    std::string text;
    for (const Field field : differing_fields(a, b))
        text.append(term(field).element)
            .append(": [")
            .append(a[field])
            .append("] [")
            .append(b[field])
            .append("]\n");
    if (a.family != b.family)
        text += "family " + formats::to_json(a.family) + "\n" + formats::to_json(b.family) + "\n";
    if (a.unknown != b.unknown)
        text += "unknown " + formats::to_json(a.unknown) + "\n" + formats::to_json(b.unknown) + "\n";
    if (a.lrm_unknown != b.lrm_unknown)
        text += "unknown fields " + formats::to_json(a.lrm_unknown) + "\n" + formats::to_json(b.lrm_unknown) +
                "\n";
    if (a.photo != b.photo)
        text += "photo\n";
    return text;
}

std::string joined(const std::set<std::string>& quirks) {
    std::string text;
    for (const std::string& quirk : quirks)
        text += quirk + ", ";
    return text;
}

void expect_every_quirk(const std::set<std::string>& seen, const std::vector<std::string>& all) {
    for (const std::string& quirk : all)
        EXPECT_TRUE(seen.contains(quirk)) << "no file had: " << quirk;
}

/// Texts of `form` that the losses do not name must have arrived.
void expect_only_losses(const Form& form, const Form& arrived, const formats::Notes& losses,
                        std::uint64_t seed) {
    for (const Field field : differing_fields(form, arrived)) {
        const bool named = std::any_of(losses.begin(), losses.end(), [&](const formats::Note& note) {
            return note.where == term(field).element && note.remark != Remark::outside_gbk;
        });
        EXPECT_TRUE(named) << "seed " << seed << ": " << term(field).element << " changed without a word";
    }
    EXPECT_EQ(form.photo, arrived.photo);
}

TEST(RoundTrip, every_lrmx_of_the_field_is_read_and_written_back_the_same) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= files; ++seed) {
        const support::WildFile file = support::wild_lrmx(seed);
        seen.insert(file.quirks.begin(), file.quirks.end());
        Form form;
        ASSERT_NO_THROW(form = formats::read_lrmx(file.bytes).form)
            << "seed " << seed << ": " << joined(file.quirks);
        ASSERT_TRUE(form == file.expected) << "seed " << seed << ": " << joined(file.quirks) << "\n"
                                           << difference(form, file.expected);
        const std::string written = formats::write_lrmx(form);
        const Form again = formats::read_lrmx(written).form;
        ASSERT_TRUE(again == form) << "seed " << seed << "\n" << difference(again, form);
        ASSERT_EQ(formats::write_lrmx(again), written);
        ASSERT_TRUE(formats::form_from_json(formats::to_json(form)) == form);
    }
    expect_every_quirk(seen, support::lrmx_quirks());
}

TEST(RoundTrip, every_lrm_of_the_field_is_read_and_written_back_the_same) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= files; ++seed) {
        const support::WildFile file = support::wild_lrm(seed);
        seen.insert(file.quirks.begin(), file.quirks.end());
        Form form;
        ASSERT_NO_THROW(form = formats::read_lrm(file.bytes, file.picture).form) << "seed " << seed;
        ASSERT_TRUE(form == file.expected) << "seed " << seed << ": " << joined(file.quirks) << "\n"
                                           << difference(form, file.expected);
        const formats::LrmFiles written = formats::write_lrm(form);
        const Form again = formats::read_lrm(written.record, written.picture).form;
        if (file.quirks.contains("separator in a text")) {
            EXPECT_TRUE(
                std::any_of(written.losses.begin(), written.losses.end(),
                            [](const formats::Note& note) { return note.remark == Remark::lost_quote; }));
            expect_only_losses(form, again, written.losses, seed);
        } else {
            ASSERT_TRUE(again == form) << "seed " << seed << "\n" << difference(again, form);
        }
        ASSERT_TRUE(formats::form_from_json(formats::to_json(form)) == form);
    }
    expect_every_quirk(seen, support::lrm_quirks());
}

TEST(RoundTrip, crossing_the_formats_changes_nothing_that_is_not_listed) {
    for (std::uint64_t seed = 1; seed <= files; ++seed) {
        const Form from_lrmx = formats::read_lrmx(support::wild_lrmx(seed).bytes).form;
        const formats::LrmFiles record = formats::write_lrm(from_lrmx);
        expect_only_losses(from_lrmx, formats::read_lrm(record.record, record.picture).form, record.losses,
                           seed);
        const support::WildFile file = support::wild_lrm(seed);
        Form from_lrm = formats::read_lrm(file.bytes, file.picture).form;
        const std::size_t unknown =
            static_cast<std::size_t>(std::count_if(from_lrm.lrm_unknown.begin(), from_lrm.lrm_unknown.end(),
                                                   [](const std::string& text) { return !text.empty(); }));
        EXPECT_EQ(formats::losses_as_lrmx(from_lrm).size(), unknown);
        const Form crossed = formats::read_lrmx(formats::write_lrmx(from_lrm)).form;
        from_lrm.lrm_unknown.clear();
        ASSERT_TRUE(crossed == from_lrm) << "seed " << seed << "\n" << difference(crossed, from_lrm);
    }
}

TEST(RoundTrip, generated_forms_are_plausible_and_differ) {
    support::FormGenerator generator(1);
    std::set<std::string> names;
    for (int i = 0; i < 200; ++i) {
        const Form form = generator.form();
        names.insert(form[Field::name]);
        EXPECT_TRUE(looks_like_picture(form.photo));
        EXPECT_GT(form.photo.size(), 30000U);
        EXPECT_TRUE(formats::read_lrmx(formats::write_lrmx(form)).form == form);
        for (const Check& found : check(form, {.today = {2024, 6, 15}, .disabled = {}}))
            EXPECT_NE(found.severity, Severity::error) << code(found.rule) << " " << form[Field::name];
    }
    EXPECT_GT(names.size(), 100U);
    EXPECT_TRUE(support::FormGenerator(7).form() == support::FormGenerator(7).form());
}

TEST(RoundTrip, a_cut_file_is_an_error_or_a_form_but_never_a_crash) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const support::WildFile lrmx = support::wild_lrmx(seed);
        const support::WildFile lrm = support::wild_lrm(seed);
        for (std::size_t part = 0; part < 60; ++part) {
            try {
                (void)formats::read_lrmx(
                    std::string_view(lrmx.bytes).substr(0, lrmx.bytes.size() * part / 60));
            } catch (const formats::Error&) {
            }
            try {
                (void)formats::read_lrm(std::string_view(lrm.bytes).substr(0, lrm.bytes.size() * part / 60));
            } catch (const formats::Error&) {
            }
        }
    }
}

} // namespace
} // namespace formats_round_trip_test
