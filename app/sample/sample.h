// Start here: the fictional sample as a folder of files, one folder a candidate, as departments keep them.
#pragma once

#include "app/sample/person_generator.h"
#include "app/sample/polls.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace app::sample {

struct SampleOptions {
    int candidates = 24;
    std::uint64_t seed = 1;
    dossier::Date date{2025, 1, 15};
    int threads = 2;
};

/// One candidate of the sample.
struct SampleCandidate {
    FictionalPerson person;
    std::size_t vacancy = 0; ///< 4 candidates each; from 24 on the same posts again
    std::size_t rank = 0;    ///< by votes among the vacancy's candidates
    std::string folder;      ///< name of the candidate's folder: 01王敏
    std::string form_hash;   ///< of the .lrmx file; set by write_sample()
    std::string note;        ///< private note of the operator; mostly empty
    dossier::PollSheet recommendation, talks, assessment;
    bool portrait_only = false; ///< beyond the first 24: form, polls and photo
    bool has_video = false;
    bool has_audio = false;
};
inline constexpr int full_candidates = 24;

/// Who they are and how they fared, in the order of the meeting; quick, writes nothing. All names differ but
/// one pair.
std::vector<SampleCandidate> plan_sample(const SampleOptions& options);

/// Writes the folders below `folder`. `progress(done, total)` may be called from several threads at once, not
/// at the same time. False: stopped. Throws std::filesystem::filesystem_error, media::Error.
/// Same options, same bytes in every file.
bool write_sample(const std::filesystem::path& folder, std::vector<SampleCandidate>& candidates,
                  const SampleOptions& options, const std::function<void(int, int)>& progress,
                  const std::atomic<bool>& stop);

/// Headings of the meeting: level and text, before the candidate of this number.
struct SampleHeading {
    std::size_t before = 0;
    int level = 1;
    std::string text;
};
std::vector<SampleHeading> sample_headings(const std::vector<SampleCandidate>& candidates);

} // namespace app::sample
