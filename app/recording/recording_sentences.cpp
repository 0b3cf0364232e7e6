#include "app/recording/recording_sentences.h"

#include "app/language.h"

#include <cerrno>

namespace app::recording {

namespace {

std::string device_reason(int code) {
    switch (code) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
        return tr("it is not connected");
    case EBUSY:
        return tr("another program uses it");
    case EACCES:
    case EPERM:
        return tr("you may not use it; the administrator can allow it");
    case ETIMEDOUT:
    case ENODATA:
        return tr("it gives nothing");
    case EINVAL:
    case ENOTSUP:
        return tr("what it gives cannot be recorded; choose another picture or device");
    default:
        return tr("it does not open, or does not answer any more");
    }
}

std::string disk_reason(int code) {
    switch (code) {
    case ENOSPC:
    case EFBIG:
        return tr("the disk is full");
    case EDQUOT:
        return tr("your share of the disk is used up");
    case EROFS:
        return tr("the disk can only be read");
    case EACCES:
    case EPERM:
        return tr("you may not write there");
    case ENOENT:
    case ENOTDIR:
        return tr("the folder is not there");
    case EEXIST:
        return tr("a file of this name is there already");
    default:
        return tr("the disk reports fault {0}", {std::to_string(code)});
    }
}

std::string reason_of_event(const media::RecorderEvent& event) {
    return event.why ? reason_of(*event.why) : event.detail;
}

} // namespace

std::string reason_of(const media::Failure& failure) {
    if (failure.fault == media::Fault::device)
        return device_reason(failure.code);
    if (failure.fault == media::Fault::write_failed && failure.code != 0)
        return disk_reason(failure.code);
    return tr("a fault inside the program, noted in the log");
}

std::string device_sentence(media::CaptureKind kind, const std::string& name, const media::Failure& failure) {
    const char* sentence = kind == media::CaptureKind::video ? N_("The camera {0} cannot be used: {1}.")
                                                             : N_("The microphone {0} cannot be used: {1}.");
    return tr(sentence, {name, reason_of(failure)});
}

std::string event_sentence(const media::RecorderEvent& event) {
    using Kind = media::RecorderEvent::Kind;
    switch (event.kind) {
    case Kind::camera_lost:
        if (event.detail == "never came")
            return tr("The camera gives no picture. The sound is recorded alone until it does.");
        return tr("The camera gives no picture. The sound is recorded; the last picture stays in its place.");
    case Kind::camera_back:
        return tr("The camera gives pictures again.");
    case Kind::microphone_lost:
        return tr("The microphone gives no sound. The picture is recorded; choose another microphone.");
    case Kind::microphone_back:
        return tr("The microphone gives sound again.");
    case Kind::encoder_slow:
        return tr("This computer is too slow for the picture: {0} pictures a second are kept from now on.",
                  {event.detail});
    case Kind::encoder_well:
        return tr("This computer keeps up again: {0} pictures a second.", {event.detail});
    case Kind::disk_low:
        return tr("The disk is nearly full: room for {0} minutes.", {event.detail});
    case Kind::disk_full:
        return tr("The disk is full. What was recorded is filed.");
    case Kind::disk_failed:
        return tr("The disk does not take any more: {0}. What was recorded is filed.",
                  {reason_of_event(event)});
    case Kind::mirror_failed:
        return tr("The second copy cannot be written: {0}. The recording itself goes on.",
                  {reason_of_event(event)});
    case Kind::sound_copy_failed:
        return tr(
            "The second file with the sound alone cannot be written: {0}. The recording itself goes on.",
            {reason_of_event(event)});
    case Kind::picture_smaller:
        return tr("This computer is too slow for the picture: it is recorded at {0} from now on.",
                  {event.detail});
    case Kind::test_done:
        return tr("The test take is done.");
    case Kind::warning:
    case Kind::warning_over:
        return {}; // shown as long as they last
    case Kind::failed:
        return tr("The recording stopped: {0}. What was recorded is filed.", {reason_of_event(event)});
    }
    return {};
}

std::string warning_sentence(const std::string& name) {
    if (name == "silence")
        return tr("The microphone hears nothing. Is it switched on, is it the right one?");
    if (name == "clipping")
        return tr("The sound is too loud and distorted: further away from the microphone, or turn it down.");
    if (name == "dark")
        return tr("The picture is dark. Is there a cover on the lens?");
    if (name == "frozen")
        return tr("The picture does not move. Does the camera still work?");
    return {};
}

std::string device_name(const media::CaptureDevice& device) {
    if (device.name.empty())
        return device.spec.format == "x11grab" ? std::string(tr("the screen"))
                                               : tr("test signal {0}", {device.spec.address});
    return device.monitor ? tr("what is played on {0}", {device.name}) : device.name;
}

bool is_trouble(media::RecorderEvent::Kind kind) {
    using Kind = media::RecorderEvent::Kind;
    return kind != Kind::camera_back && kind != Kind::microphone_back && kind != Kind::encoder_well &&
           kind != Kind::test_done;
}

} // namespace app::recording
