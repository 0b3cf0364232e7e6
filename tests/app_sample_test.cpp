// The sample: the same seed writes the same bytes, names are distinct, sums are right, faces differ.

#include "app/sample/interview_video.h"
#include "app/sample/portrait.h"
#include "app/sample/report.h"
#include "app/sample/sample.h"
#include "dossier/formats/csv.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/plain_text.h"
#include "dossier/formats/poll_sheet.h"
#include "media/clip.h"
#include "support/scratch.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace app_sample_test {
namespace {

namespace fs = std::filesystem;
using namespace app::sample;

/// Every file below `folder` by its path there.
std::map<std::string, std::string> files(const fs::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            all[fs::relative(entry.path(), folder).string()] = support::read_file(entry.path());
    return all;
}

/// Candidates of whom no clips are made, so that a test is quick.
std::vector<SampleCandidate> quick_candidates(const SampleOptions& options) {
    std::vector<SampleCandidate> candidates = plan_sample(options);
    candidates.erase(candidates.begin() + 3, candidates.end() - 3);
    for (SampleCandidate& candidate : candidates)
        candidate.has_video = candidate.has_audio = false;
    return candidates;
}

TEST(Sample, the_same_seed_writes_the_same_bytes) {
    const SampleOptions options{.candidates = 30, .seed = 5};
    const std::atomic<bool> stop{false};
    support::Scratch scratch;
    for (const char* name : {"one", "two"}) {
        auto candidates = quick_candidates(options);
        ASSERT_TRUE(write_sample(scratch / name, candidates, options, {}, stop));
        for (const SampleCandidate& candidate : candidates)
            EXPECT_EQ(candidate.form_hash.size(), 64U);
    }
    const auto one = files(scratch / "one");
    EXPECT_EQ(one.size(), 3U * 4 + 3U * 2); // form, polls, report, photo; form, polls
    EXPECT_EQ(one, files(scratch / "two"));
}

TEST(Sample, names_are_distinct_but_for_one_pair) {
    const auto candidates = plan_sample({.candidates = 1000});
    std::multiset<std::string> names;
    std::set<std::string> folders;
    for (const SampleCandidate& candidate : candidates) {
        names.insert(candidate.person.name.full);
        folders.insert(candidate.folder);
    }
    EXPECT_EQ(folders.size(), 1000U);
    EXPECT_EQ(names.count("王敏"), 2U);
    std::size_t twice = 0;
    for (const std::string& name : names)
        twice += names.count(name) > 1 ? 1 : 0;
    EXPECT_EQ(twice, 2U);
    EXPECT_EQ(names.count("陆𬱖"), 1U);
    EXPECT_EQ(names.count("欧阳振宇"), 1U);
    EXPECT_TRUE(std::is_sorted(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.folder < b.folder; // so that an import keeps the order
    }));
}

TEST(Sample, the_agenda_has_three_levels_of_headings) {
    const auto candidates = plan_sample({.candidates = 40});
    const auto headings = sample_headings(candidates);
    std::set<int> levels;
    for (const SampleHeading& heading : headings) {
        levels.insert(heading.level);
        EXPECT_LT(heading.before, candidates.size());
    }
    EXPECT_EQ(levels, (std::set<int>{1, 2, 3}));
    EXPECT_EQ(headings.front().before, 0U);
}

TEST(Sample, sums_of_polls_are_right) {
    for (const SampleCandidate& candidate : plan_sample({.candidates = 60, .seed = 9})) {
        for (const dossier::PollSheet& sheet :
             {candidate.recommendation, candidate.talks, candidate.assessment}) {
            EXPECT_LE(sheet.returned, sheet.issued);
            std::map<std::string, std::int64_t> sums;
            for (const dossier::PollCount& count : sheet.counts) {
                EXPECT_GE(count.count, 0);
                sums[count.question] += count.count;
            }
            for (const auto& [question, sum] : sums)
                EXPECT_EQ(sum, sheet.returned - sheet.invalid) << question;
        }
    }
}

TEST(Sample, every_ballot_names_at_most_one_of_the_candidates_for_a_post) {
    const auto candidates = plan_sample({});
    ASSERT_EQ(candidates.size(), 24U);
    for (std::size_t post = 0; post < candidates.size(); post += 4) {
        std::int64_t votes = 0;
        std::set<std::size_t> ranks;
        for (std::size_t i = post; i < post + 4; ++i) {
            for (const dossier::PollCount& count : candidates[i].recommendation.counts)
                votes += count.option == "推荐" ? count.count : 0;
            ranks.insert(candidates[i].rank);
        }
        const dossier::PollSheet& sheet = candidates[post].recommendation;
        EXPECT_LE(votes, sheet.returned - sheet.invalid);
        EXPECT_TRUE(ranks.contains(0));
    }
}

TEST(Sample, its_files_read_as_what_they_are) {
    const SampleOptions options{.candidates = 30};
    const std::atomic<bool> stop{false};
    support::Scratch scratch;
    auto candidates = quick_candidates(options);
    ASSERT_TRUE(write_sample(scratch / "files", candidates, options, {}, stop));
    for (const SampleCandidate& candidate : candidates) {
        const fs::path folder = scratch / "files" / candidate.folder;
        const auto form =
            formats::read_lrmx(support::read_file(folder / (candidate.person.name.full + ".lrmx")));
        EXPECT_EQ(form.form.texts, candidate.person.form.texts);
        EXPECT_TRUE(form.form.photo.starts_with("\xFF\xD8"));
        const auto polls =
            formats::read_poll(formats::read_csv(support::read_file(folder / "民主推荐和民主测评.csv")));
        ASSERT_EQ(polls.polls.size(), 1U);
        EXPECT_EQ(polls.polls[0].candidate, candidate.person.name.full);
        ASSERT_GE(polls.polls[0].poll.sheets.size(), 3U);
        EXPECT_EQ(polls.polls[0].poll.sheets[0], candidate.recommendation);
        if (candidate.portrait_only)
            continue;
        const auto report = formats::read_markdown(support::read_file(folder / "考察材料.md"));
        EXPECT_GE(report.paragraphs.size(), 6U);
        EXPECT_EQ(report.paragraphs[0].kind, dossier::Paragraph::Kind::title);
    }
}

TEST(Sample, reports_come_in_different_lengths_and_words) {
    const auto candidates = plan_sample({});
    std::set<std::string> texts;
    std::size_t shortest = 1'000'000;
    std::size_t longest = 0;
    for (const ReportShape shape :
         {ReportShape::brief, ReportShape::five, ReportShape::features, ReportShape::full})
        for (const SampleCandidate& candidate : candidates) {
            Random random(1);
            const std::string text = make_report(random, candidate.person, shape, candidate.recommendation,
                                                 candidate.assessment, {2025, 1, 12});
            EXPECT_EQ(text.find('{'), std::string::npos) << text;
            texts.insert(text);
            shortest = std::min(shortest, text.size());
            longest = std::max(longest, text.size());
        }
    EXPECT_EQ(texts.size(), 4 * candidates.size());
    EXPECT_LT(shortest, 3U * 700);
    EXPECT_GT(longest, 3U * 1700);
}

TEST(Sample, portraits_differ_and_repeat) {
    std::set<std::string> portraits;
    for (std::uint64_t i = 0; i < 24; ++i) {
        Random random = Random::of(1, i, "face");
        const Face face = make_face(random, i % 3 == 1, 30 + static_cast<int>(i));
        const std::string bytes = make_portrait(face, 200);
        EXPECT_EQ(bytes, make_portrait(face, 200));
        portraits.insert(bytes);
    }
    EXPECT_EQ(portraits.size(), 24U);
}

TEST(Sample, an_interview_repeats_to_the_byte) {
    const std::atomic<bool> stop{false};
    support::Scratch scratch;
    const FictionalPerson person = make_person(1, 0);
    for (const char* name : {"one.mp4", "two.mp4"}) {
        Random random = Random::of(1, 0, "video");
        Random looks = Random::of(1, 0, "face");
        const Face face = make_face(looks, person.female, 45);
        const Interview talk =
            make_interview(random, person, {.asked = {1}, .longest = 8}, scratch.path(), stop);
        EXPECT_GT(talk.duration(), 3);
        ASSERT_EQ(talk.parts.size(), 1U);
        ASSERT_GE(talk.cues.size(), 2U);
        EXPECT_EQ(talk.cues[1].speaker, person.name.full);
        EXPECT_LE(talk.cues.back().end, talk.duration());
        const VideoOptions options{.height = 180, .name = person.name.full, .post = person.present_post};
        ASSERT_TRUE(write_interview_video(scratch / name, talk, face, make_room(random), options, stop));
        const media::ClipFacts facts = media::probe_here(scratch / name);
        EXPECT_TRUE(facts.playable);
        EXPECT_NEAR(facts.duration, talk.duration(), 0.2);
        ASSERT_EQ(facts.chapters.size(), 1U);
        EXPECT_EQ(facts.chapters[0].title, talk.parts[0].question);
    }
    EXPECT_EQ(support::read_file(scratch / "one.mp4"), support::read_file(scratch / "two.mp4"));
}

TEST(Sample, stopping_leaves_no_half_clip) {
    std::atomic<bool> stop{true};
    support::Scratch scratch;
    auto candidates = plan_sample({.candidates = 2});
    EXPECT_FALSE(write_sample(scratch / "files", candidates, {.candidates = 2}, {}, stop));
    fs::create_directories(scratch / "files");
    for (const auto& [name, bytes] : files(scratch / "files"))
        EXPECT_FALSE(name.ends_with(".mp4"));
}

} // namespace
} // namespace app_sample_test
