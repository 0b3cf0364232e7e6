// What the lines of an official document are by their looks: title, 一、 heading, text.
#pragma once

#include "dossier/material.h"

#include <optional>
#include <string_view>

namespace formats {

/// 一、 is 1, （一） is 2, 1. is 3: only for short lines that end without a stop.
std::optional<int> heading_level(std::string_view line);
/// Whether a first line can be the title: short, without a stop at its end.
bool can_be_title(std::string_view line);
/// Columns on a typewriter: a Han character takes two.
std::size_t columns(std::string_view text);

/// Removes leading white space from the first run; returns how many columns it took.
std::size_t take_indent(dossier::Paragraph& paragraph);
/// The text of all runs.
std::string text_of(const dossier::Paragraph& paragraph);

} // namespace formats
