// Fictional material for pages: a full person, extreme ones, a report, polls, a meeting's list.
#pragma once

#include "dossier/pages/make.h"

#include <string>
#include <vector>

namespace support {

inline constexpr pages::Today today{2024, 6, 30};

dossier::Person sample_person();
/// A name from outside the BMP, long posts, a long career.
dossier::Person long_person();
dossier::Dossier sample_dossier(const dossier::Person& person);
/// A drawn portrait: head and shoulders in flat colours.
pages::ImagePtr sample_photo(int width, int height);
/// Peaks like those of somebody speaking.
std::vector<std::int8_t> sample_peaks();
dossier::ReportContent sample_report();
dossier::PollContent sample_poll();
dossier::Meeting sample_meeting();
std::vector<pages::ListLine> sample_list(int candidates);

} // namespace support
