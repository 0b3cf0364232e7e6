#include "app/recording/recording_sentences.h"

#include "app/language.h"

namespace app::recording {

std::string event_sentence(const media::RecorderEvent& event) {
    using Kind = media::RecorderEvent::Kind;
    switch (event.kind) {
    case Kind::camera_lost:
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
    case Kind::disk_low:
        return tr("The disk is nearly full: room for {0} minutes.", {event.detail});
    case Kind::disk_full:
        return tr("The disk is full. What was recorded is filed.");
    case Kind::disk_failed:
        return tr("The disk does not take any more: {0}. What was recorded is filed.", {event.detail});
    case Kind::mirror_failed:
        return tr("The second copy cannot be written: {0}. The recording itself goes on.", {event.detail});
    case Kind::sound_copy_failed:
        return tr(
            "The second file with the sound alone cannot be written: {0}. The recording itself goes on.",
            {event.detail});
    case Kind::picture_smaller:
        return tr("This computer is too slow for the picture: it is recorded at {0} from now on.",
                  {event.detail});
    case Kind::test_done:
        return tr("The test take is done.");
    case Kind::warning:
    case Kind::warning_over:
        return {}; // shown as long as they last
    case Kind::failed:
        return tr("The recording stopped: {0}. What was recorded is filed.", {event.detail});
    }
    return {};
}

bool is_trouble(media::RecorderEvent::Kind kind) {
    using Kind = media::RecorderEvent::Kind;
    return kind != Kind::camera_back && kind != Kind::microphone_back && kind != Kind::test_done;
}

} // namespace app::recording
