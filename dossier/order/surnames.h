// Surnames whose reading differs from the usual one of their character, and compound surnames.
#pragma once

#include <span>
#include <string_view>

namespace order {

/// "单" -> "shan4"; more than one reading means families differ, the first is the most frequent.
struct SurnameRow {
    std::string_view surname;
    std::string_view readings; ///< syllables with tone digits; alternatives separated by '/'
};

std::span<const SurnameRow> surnames();
std::span<const SurnameRow> compound_surnames();
/// Characters that are read otherwise than usual in given names.
std::span<const SurnameRow> given_names();

} // namespace order
