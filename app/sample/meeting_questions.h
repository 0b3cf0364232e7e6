// What every candidate of the sample is asked in interviews, and the answers there are.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app::sample {

/// Question n of the meeting's list is row n - 1.
struct MeetingQuestion {
    std::string_view question;
    std::vector<std::string_view> answers; ///< sentences end with 。; never empty
};
std::span<const MeetingQuestion> meeting_questions();

/// The list as the meeting keeps it.
std::vector<std::string> meeting_question_list();

} // namespace app::sample
