#include "app/sentences.h"

#include "app/language.h"
#include "dossier/edit.h"

namespace app {

std::string sentence_of(const db::Error& error) {
    const auto say = [&](const char* sentence) { return tr(sentence, {error.subject}); };
    switch (error.kind) {
    case db::ErrorKind::busy:
        return say(N_("{0} is in use by another program; nothing was changed. Try again."));
    case db::ErrorKind::full:
        return say(N_("The disk is full: {0} could not be written. Everything saved before is still there."));
    case db::ErrorKind::corrupt:
        return say(
            N_("{0} is damaged. Restore the last backup, or run \"dossier verify\" to see what is lost."));
    case db::ErrorKind::read_only:
        return say(N_("{0} cannot be written; it can be read and presented."));
    case db::ErrorKind::not_found:
        return say(N_("{0} was not found."));
    case db::ErrorKind::exists:
        return say(N_("{0} exists already and was left as it is."));
    case db::ErrorKind::newer:
        return say(N_("{0} was made by a newer version of this program; it can be read, not changed."));
    case db::ErrorKind::not_ours:
        return say(N_("{0} is not a catalogue of this program."));
    case db::ErrorKind::network:
        return say(
            N_("{0} lies on a network folder, where a catalogue would be damaged. Copy it to a local disk."));
    case db::ErrorKind::ambiguous:
        return say(N_("Several are called {0}; name one by its id."));
    case db::ErrorKind::denied:
        return say(N_("You may not open {0}."));
    default:
        return tr("The catalogue could not do this ({0}): {1}", {error.subject, error.what()});
    }
}

std::string sentence_of(const media::Error& error) {
    switch (error.fault) {
    case media::Fault::not_found:
        return tr("The file is missing or may not be read.");
    case media::Fault::unreadable:
        return tr("The file is of no known kind.");
    case media::Fault::damaged:
        return tr("The file is damaged.");
    case media::Fault::unsupported:
        return tr("The file's format cannot be shown.");
    case media::Fault::too_large:
        return tr("The file is too large to be shown.");
    case media::Fault::timed_out:
        return tr("The file does not answer; the disk or the network may be slow.");
    case media::Fault::device:
        return tr("The device does not work.");
    case media::Fault::write_failed:
        return tr("The file could not be written; the disk may be full.");
    }
    return error.what();
}

std::string sentence_of(const std::exception& error) {
    if (const auto* of_db = dynamic_cast<const db::Error*>(&error))
        return sentence_of(*of_db);
    if (const auto* of_media = dynamic_cast<const media::Error*>(&error))
        return sentence_of(*of_media);
    if (dynamic_cast<const dossier::Conflict*>(&error) != nullptr)
        return tr("Somebody else changed this meanwhile; nothing was overwritten.");
    return error.what();
}

} // namespace app
