// The words of poll tables: what a heading or a label means, in Chinese and English.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formats {

/// What a column, a label or a pair above a table is about.
enum class PollWord {
    candidate,
    sheet,
    question,
    group,
    option,
    count,
    issued,
    returned,
    invalid,
    valid,
    title,
    date,
    unit,
    total,   ///< 合计, 小计: skipped
    ignored, ///< 序号, 得票率, 备注 ...
};

/// A label as it is compared: white space, brackets with their contents and the colon removed, lower case.
std::string poll_key(std::string_view text);
/// Meaning of a heading or label.
std::optional<PollWord> poll_word(std::string_view text);
/// Names of options that stand at the head of columns in wide tables: 优秀, 称职, 同意 ...
bool is_known_option(std::string_view text);
/// 全体, all: the group of all voters.
bool is_everybody(std::string_view text);

/// A count: 60, 60票, "1,234", full-width digits, 60.0. nullopt for anything else, negative numbers included.
std::optional<std::int64_t> poll_number(std::string_view text);

} // namespace formats
