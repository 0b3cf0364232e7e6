// Sheets of cells as text: what csv and xlsx become before anybody says what they mean.
#pragma once

#include "dossier/formats/error.h"

#include <string>
#include <vector>

namespace formats {

struct Sheet {
    std::string name;
    std::vector<std::vector<std::string>> rows; ///< cells trimmed; rows may differ in length
    bool operator==(const Sheet&) const = default;
};

struct Workbook {
    std::vector<Sheet> sheets;
    Notes notes;
};

inline constexpr std::size_t row_limit = 1000000;
inline constexpr std::size_t cell_limit = 2000000; ///< of one workbook, gaps included

} // namespace formats
