// The one error type of db/.
#pragma once

#include <stdexcept>
#include <string>

namespace db {

enum class ErrorKind {
    busy,
    unique,
    foreign_key,
    constraint,
    full, ///< disk full
    corrupt,
    read_only, ///< the folder or the medium cannot be written
    not_found, ///< no such catalogue, meeting, person ...
    exists,    ///< `new` on a folder that is taken
    newer,     ///< made by a newer program: read only
    not_ours,  ///< a file, but no catalogue
    network,   ///< on a network file system
    ambiguous, ///< a name that several persons have
    connection_lost,
    denied,
    stopped, ///< the caller asked to stop a long copy
    other
};

/// `what()` is for the log (no names, no ID numbers); `subject` is what the sentence to the user names: a
/// path, a title.
struct Error : std::runtime_error {
    Error(ErrorKind kind, std::string subject, const std::string& what)
        : std::runtime_error(what)
        , kind(kind)
        , subject(std::move(subject)) {}
    ErrorKind kind;
    std::string subject;
};

} // namespace db
