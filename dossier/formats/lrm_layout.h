// Which field of an .lrm record holds which element, shared by its reader and its writer (sources.md:
// editor-2).
#pragma once

#include "dossier/field.h"

#include <array>
#include <cstddef>

namespace formats::lrm {

struct Place {
    std::size_t index;
    dossier::Field field;
};
inline constexpr auto places = std::to_array<Place>({
    {0, dossier::Field::name},
    {1, dossier::Field::sex},
    {2, dossier::Field::birth},
    {3, dossier::Field::ethnicity},
    {4, dossier::Field::native_place},
    {5, dossier::Field::party_joined},
    {6, dossier::Field::health},
    {7, dossier::Field::birth_place},
    {8, dossier::Field::work_started},
    {11, dossier::Field::professional_title},
    {16, dossier::Field::expertise},
    {17, dossier::Field::resume},
    {18, dossier::Field::awards},
    {19, dossier::Field::assessments},
    {25, dossier::Field::present_post},
    {26, dossier::Field::proposed_post},
    {27, dossier::Field::relinquished_post},
    {28, dossier::Field::reason},
    {29, dossier::Field::reporting_unit},
    {30, dossier::Field::age_date},
    {31, dossier::Field::filled_by},
    {32, dossier::Field::filled_date},
});

/// Two fields hold four elements each: full-time#degree@in-service#degree.
struct FourPlaces {
    std::size_t index;
    std::array<dossier::Field, 4> fields;
};
inline constexpr auto four_places = std::to_array<FourPlaces>({
    {9,
     {dossier::Field::fulltime_education, dossier::Field::fulltime_degree,
      dossier::Field::inservice_education, dossier::Field::inservice_degree}},
    {10,
     {dossier::Field::fulltime_education_school, dossier::Field::fulltime_degree_school,
      dossier::Field::inservice_education_school, dossier::Field::inservice_degree_school}},
});

inline constexpr std::size_t first_unknown = 12;
inline constexpr std::size_t unknown_count = 4;
/// 20..24: the columns of the family, each a list parted by '@'.
inline constexpr std::size_t first_family = 20;
inline constexpr std::size_t family_slots = 13;

} // namespace formats::lrm
