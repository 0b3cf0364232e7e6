// What a fictional candidate has done and how people speak of it: sentences by track, with figures to fill
// in.
#pragma once

#include "app/sample/careers.h"

#include <span>
#include <string_view>

namespace app::sample {

/// A deed: a headline and what happened. `{n}` is replaced by a number of two digits, `{p}` by a percentage,
/// `{y}` by a recent year.
struct Deed {
    std::string_view headline;
    std::string_view story;
};
std::span<const Deed> deeds_of(Track track);

/// Questions of the trade asked in interviews, with answers.
struct Question {
    std::string_view question;
    std::string_view answer; ///< sentences end with 。
};
std::span<const Question> questions_of(Track track);

std::span<const std::string_view> virtue_texts();    ///< 德
std::span<const std::string_view> ability_texts();   ///< 能
std::span<const std::string_view> diligence_texts(); ///< 勤
std::span<const std::string_view> integrity_texts(); ///< 廉
std::span<const std::string_view> shortcoming_texts();
std::span<const std::string_view> voices(); ///< what colleagues said in talks

} // namespace app::sample
