// The tables of a catalogue and the steps from one version to the next.
#pragma once

#include "db/session.h"

#include <span>
#include <string>

namespace db {

/// Step n brings a catalogue from user_version n to n + 1. A step that has been released never changes.
std::span<const std::string> schema_steps();

/// The version this program writes.
std::int64_t schema_version();

/// Takes the missing steps, each in a transaction of its own. Throws Error.
void migrate(Session& session, std::span<const std::string> steps);

} // namespace db
