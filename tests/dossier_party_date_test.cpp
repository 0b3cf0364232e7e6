#include "dossier/party_date.h"

#include <gtest/gtest.h>

namespace dossier_party_date_test {
using namespace dossier;

namespace {

struct Case {
    const char* text;
    std::optional<Date> cpc;
    std::vector<std::string> parties;
    std::string none_word;
    const char* display;
    const char* status;
};

const Date august{2001, 8, 0};

// sources.md: party-dates, all twelve patterns, then what else occurs.
const std::vector<Case> cases{
    {"2001.08", august, {}, "", "2001.08", "中共党员"},
    {"200108", august, {}, "", "2001.08", "中共党员"},
    {"(民建)", {}, {"民建"}, "", "(民建)", "民建"},
    {"(民建、民盟)", {}, {"民建", "民盟"}, "", "(民建、民盟)", "民建"},
    {"(民建、民盟、九三)", {}, {"民建", "民盟", "九三"}, "", "(民建、民盟、九三)", "民建"},
    {"民建", {}, {"民建"}, "", "民建", "民建"},
    {"无党派", {}, {}, "无党派", "无党派", "无党派"},
    {"民建；民盟", {}, {"民建", "民盟"}, "", "民建；民盟", "民建"},
    {"九三；民建；民盟", {}, {"九三", "民建", "民盟"}, "", "九三；民建；民盟", "九三"},
    {"200108；民建", august, {"民建"}, "", "2001.08；民建", "中共党员"},
    {"200108；民建；民革", august, {"民建", "民革"}, "", "2001.08；民建；民革", "中共党员"},
    {"民建2001.08", august, {"民建"}, "", "民建2001.08", "中共党员"},
    {"民建200108", august, {"民建"}, "", "民建2001.08", "中共党员"},
    {"20010815", Date{2001, 8, 15}, {}, "", "2001.08", "中共党员"},
    {"2001年8月", august, {}, "", "2001年8月", "中共党员"},
    {"（无党派人士）", {}, {}, "无党派", "（无党派人士）", "无党派"},
    {"群众", {}, {}, "群众", "群众", "群众"},
    {"中共党员", Date{}, {}, "", "中共党员", "中共党员"},
    {"2001.08（预备）", august, {}, "", "2001.08（预备）", "中共党员"},
    {"九三学社社员", {}, {"九三学社"}, "", "九三学社社员", "九三学社"},
    {"2001.08; 民 建", august, {"民建"}, "", "2001.08; 民 建", "中共党员"},
};

TEST(PartyDate, every_pattern_of_the_field_is_read_and_displayed) {
    for (const Case& one : cases) {
        const PartyDate party = parse_party_date(one.text);
        EXPECT_TRUE(party.understood) << one.text;
        EXPECT_EQ(party.cpc, one.cpc) << one.text;
        EXPECT_EQ(party.parties, one.parties) << one.text;
        EXPECT_EQ(party.none_word, one.none_word) << one.text;
        EXPECT_EQ(display_party_date(one.text), one.display);
        EXPECT_EQ(political_status(party), one.status) << one.text;
    }
}

TEST(PartyDate, what_is_neither_is_said_to_be_not_understood) {
    for (const char* text : {"", "不详", "2001.13", "青红帮", "2001.08；青红帮", "99"})
        EXPECT_FALSE(parse_party_date(text).understood) << text;
    EXPECT_EQ(parse_party_date("2001.08；青红帮").cpc, august);
}

} // namespace
} // namespace dossier_party_date_test
