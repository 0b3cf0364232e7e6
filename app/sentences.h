// Errors of the lower layers as sentences in the user's language: what could not be done, to what, why, what
// still works.
#pragma once

#include "app/import/plan.h"
#include "db/error.h"
#include "dossier/field.h"
#include "dossier/formats/error.h"
#include "media/clip.h"
#include "media/error.h"

#include <exception>
#include <string>
#include <vector>

namespace app {

std::string sentence_of(const db::Error& error);
std::string sentence_of(const media::Error& error);
/// A fault that does not keep a clip from playing.
std::string sentence_of(const media::ClipFault& fault);
/// Whether an operator should know before it is shown. A picture rate that varies is how phones and cameras
/// record, and plays like any other: it stays among the facts of the clip.
bool is_worth_a_warning(const media::ClipFault& fault);
/// By the dynamic type; what nobody knows is shown with its own words.
std::string sentence_of(const std::exception& error);

/// Why, without the subject: follows "path: ".
std::string reason(const formats::Error& error);
std::string reason(LeftOut::Reason reason);
/// What a reader noticed in a file that it could read all the same; empty: nothing worth telling.
std::string remark(const formats::Note& note);

/// `text` with what is worth telling of `notes` behind it.
std::string with_remarks(std::string text, const formats::Notes& notes);

/// A length or a place in a clip: 3:05, 1:02:03; whole seconds that are over.
std::string clock_text(double seconds);

/// 现任职务、简历 / present post, resume.
std::string field_names(const std::vector<dossier::Field>& fields);

} // namespace app
