// What candidates are asked in an interview: lists of questions, one for the meeting or one for a post.
#pragma once

#include "dossier/material.h"

#include <string>
#include <vector>

namespace dossier {

struct Meeting;

/// Question n is questions[n - 1]; that number is what marks and chapters carry.
struct QuestionList {
    std::string post; ///< proposed; empty = for the whole meeting
    std::vector<std::string> questions;
    bool operator==(const QuestionList&) const = default;
};

/// The list of that post, else the meeting's, else none. Posts are compared without their spaces.
std::vector<std::string> questions_for(const Meeting& meeting, const std::string& proposed_post);

/// Puts `questions` in the place of the list of `post`; none takes that list away.
void set_questions(Meeting& meeting, const std::string& post, std::vector<std::string> questions);

/// Chapters without a number whose title is one of `questions` get its number: recordings made elsewhere name
/// their chapters, nobody numbered them. In a recording with numbers nothing changes.
std::vector<Chapter> numbered(std::vector<Chapter> chapters, const std::vector<std::string>& questions);

/// The questions of a text, one a line: empty lines and the numbering before each ("1.", "2、", "（三）",
/// "四、", "第五问：") are left out.
std::vector<std::string> questions_of_text(const std::string& text);

} // namespace dossier
