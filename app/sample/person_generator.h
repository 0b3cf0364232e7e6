// Fictional persons with complete, consistent forms, the same for the same seed: sample, tests and benches.
#pragma once

#include "app/sample/careers.h"
#include "app/sample/names.h"
#include "dossier/dates.h"
#include "dossier/form.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app::sample {

struct CareerStep {
    dossier::Date begin;
    dossier::Date end; ///< year 0 = still
    std::string text;
};

/// A person with what a report, a poll or an interview must agree with.
struct FictionalPerson {
    dossier::Form form;
    Name name;
    bool female = false;
    dossier::Date birth;
    Track track = Track::economy;
    bool party_member = true;
    std::vector<CareerStep> studies; ///< full-time, before work
    std::vector<CareerStep> career;
    std::string present_post; ///< without rank
    std::string proposed_post;
    std::vector<std::string> awards; ///< names alone: 全市脱贫攻坚先进个人
};

struct PersonOptions {
    /// When the forms are filled in; ages and the last assessment depend on it.
    dossier::Date date{2025, 1, 15};
    std::optional<Track> track;
    std::optional<int> age;
    std::optional<bool> female;
    NameKind name_kind = NameKind::any;
    std::optional<Name> name; ///< instead of a drawn one
    int present = 0;          ///< number of the present post within its track
    std::string proposed_post;
};

/// The person `index` of the sample `seed`. The photo is left empty. About 30 µs.
FictionalPerson make_person(std::uint64_t seed, std::uint64_t index, const PersonOptions& options = {});

/// A name only: a million in a second or so.
std::string make_person_name(std::uint64_t seed, std::uint64_t index);

/// The date the sample's forms bear: 15 January of this year, or today before it. So the same seed gives the
/// same forms within a year, and the last assessment is never missing.
dossier::Date sample_date(const dossier::Date& today);

} // namespace app::sample
