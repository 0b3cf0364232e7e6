// Fictional careers: tracks of posts from the first job to the present one, and the posts to be filled.
#pragma once

#include "app/sample/random.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app::sample {

enum class Track { economy, education, health, construction, county, youth, military, enterprise };
inline constexpr int track_count = 8;

/// What is studied before a track, and what somebody on it is good at.
struct Field {
    std::span<const std::string_view> majors; ///< 系+专业: "经济学院国民经济管理专业"
    std::span<const std::string_view> degrees;
    std::span<const std::string_view> titles;    ///< 专业技术职务; may hold empty ones
    std::span<const std::string_view> expertise; ///< 熟悉专业有何专长
    std::span<const std::string_view> universities;
    std::string_view college;   ///< three years
    std::string_view secondary; ///< 中专
};
const Field& field_of(Track track);

/// The fictional city and its counties; a career stays within one of them at first.
struct Place {
    std::string county;       ///< 石桥县, 云溪区
    std::string other_county; ///< where somebody moves later
    std::string township;
};
Place make_place(Random& random);

/// Texts of the posts of one career, first to present. `steps` is at least 3. `party` = false leaves out
/// posts that only party members have. `present` = the number of the present post within the track's last
/// step.
struct Ladder {
    std::vector<std::string> posts;
    std::string present_without_rank; ///< the last post without 三级调研员, （副处级）
};
Ladder make_ladder(Random& random, Track track, const Place& place, int steps, bool party, int present);

/// A post that is to be filled, with the track its candidates come from.
struct Vacancy {
    Track track;
    std::string_view post; ///< 锦川市教育局党组书记、局长
    std::string_view unit; ///< 锦川市教育局
    int youngest;
    int oldest;
};
std::span<const Vacancy> vacancies();

inline constexpr std::string_view city = "锦川市";
inline constexpr std::string_view reporting_unit = "中共锦川市委组织部";

} // namespace app::sample
