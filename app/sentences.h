// Errors of the lower layers as sentences in the user's language: what could not be done, to what, why, what
// still works.
#pragma once

#include "db/error.h"
#include "media/error.h"

#include <exception>
#include <string>

namespace app {

std::string sentence_of(const db::Error& error);
std::string sentence_of(const media::Error& error);
/// By the dynamic type; what nobody knows is shown with its own words.
std::string sentence_of(const std::exception& error);

} // namespace app
