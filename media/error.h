// The one error type of media/: a category and a plain English reason without names of persons.
#pragma once

#include <stdexcept>
#include <string>

namespace media {

enum class Fault {
    not_found,   ///< no such file, or it may not be read
    unreadable,  ///< the file is there, its content is none we know
    damaged,     ///< begins well and then is broken
    unsupported, ///< known format, no decoder for it
    too_large,   ///< beyond what we take
    timed_out,   ///< a read or a probe that did not come back
    device,      ///< sound card, camera, microphone
    write_failed ///< disk full, no permission
};

/// Thrown by what cannot open or write. `what()` says which file and why, for the log; the app says `fault`
/// in the user's language.
struct Error : std::runtime_error {
    Error(Fault fault, const std::string& what)
        : std::runtime_error(what)
        , fault(fault) {}
    Fault fault;
};

} // namespace media
