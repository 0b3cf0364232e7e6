// The one error type of media/: a category and a plain English reason without names of persons.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

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
    Error(Fault fault, const std::string& what, int code = 0)
        : std::runtime_error(what)
        , fault(fault)
        , code(code) {}
    Fault fault;
    int code; ///< errno, where the system said why; 0: it did not
};

/// An Error without the exception, to be kept: threads must not share the text an exception holds.
struct Failure {
    Fault fault = Fault::unreadable;
    int code = 0;     ///< as in Error
    std::string text; ///< plain English, for the log

    Failure(Fault fault, int code, std::string text)
        : fault(fault)
        , code(code)
        , text(std::move(text)) {}
    explicit Failure(const std::exception& error)
        : text(error.what()) {
        if (const auto* known = dynamic_cast<const Error*>(&error)) {
            fault = known->fault;
            code = known->code;
        }
    }
    [[nodiscard]] Error error() const { return {fault, text, code}; }
};

} // namespace media
