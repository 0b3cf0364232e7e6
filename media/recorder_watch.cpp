// What a Recorder's encoding thread keeps an eye on: devices, levels, the disk, whether it keeps up.

#include "media/device_clock.h"
#include "media/recorder_state.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <sys/statvfs.h>

namespace media {

namespace {

using Kind = RecorderEvent::Kind;

/// A device that gave nothing for so long is said to be lost.
constexpr Time silent_for{1.0};
constexpr Time other_device_within{5};
constexpr Time between_looks{0.2};
constexpr Time between_looks_ahead{1.0};
constexpr Time too_late{1.0};
constexpr Time late_for{1.5};
constexpr Time calm_for{20.0};
constexpr Time between_steps{3.0};
constexpr int most_thinned = 4;
constexpr double shrink_to = 2.0 / 3;
constexpr double least_share = 0.4;
constexpr double warn_minutes = 10;
/// Below this the part is finished while it still can be.
constexpr std::int64_t least_free = 3 << 20;
constexpr double guessed_bytes_a_second = 600e3;
constexpr double guessed_sound_bytes_a_second = 25e3;
constexpr double least_bytes_a_second = 200e3;
constexpr double least_sound_bytes_a_second = 16e3;
constexpr Time enough_to_judge{5};

bool is_full(int error) {
    return error == ENOSPC || error == EFBIG || error == EDQUOT;
}

Failure of_disk(int error) {
    return {Fault::write_failed, error, std::strerror(error)};
}

} // namespace

void Recorder::State::measure(const Captured& block) {
    const std::span<const float> samples = levels.add(*block.frame, monotonic_now());
    if (monitoring)
        monitor->add(samples);
    shared.with_locked([&](Shared& all) {
        const bool clipped = all.status.level.clipped;
        all.status.level = levels.level();
        all.status.level.clipped = clipped || levels.level().clipped;
    });
    levels.forget_clipping();
}

void Recorder::State::watch_devices(Time now) {
    Time picture{0};
    Time sound{0};
    const bool ready = shared.with_locked([&](Shared& all) {
        picture = all.last_picture;
        sound = all.last_sound;
        // What fails or lets wait for long is not waited for where the other one gives something.
        const bool one_gives = (all.video && picture > Time(0)) || (all.audio && sound > Time(0));
        const auto settled = [&](bool wanted, Time last, const std::optional<Failure>& failure) {
            return !wanted || last > Time(0) || failure || now - opened_at > other_device_within;
        };
        if (all.state != RecorderState::preparing || !one_gives ||
            !settled(all.video, picture, all.status.camera_failure) ||
            !settled(all.audio, sound, all.status.microphone_failure))
            return false;
        all.state = RecorderState::ready;
        return true;
    });
    if (ready) {
        changed.notify_all();
        wake();
    }
    const auto watch = [&](bool wanted, Time last, bool& said, Kind lost_kind, Kind back_kind) {
        const bool silent =
            wanted && now - std::max(last, began_at) > silent_for && (last > Time(0) || in_part);
        if (silent == said)
            return false;
        said = silent;
        if (silent || wanted)
            add_event(silent ? lost_kind : back_kind, silent && last == Time(0) ? "never came" : "");
        return silent;
    };
    watch(wants_sound, sound, microphone_said, Kind::microphone_lost, Kind::microphone_back);
    const bool gone = watch(wants_video, picture, camera_said, Kind::camera_lost, Kind::camera_back);
    const AVFrame* last = in_part ? part.line->last_picture() : nullptr;
    if (gone && last != nullptr) {
        part.line->stand_in(crossed_out(*last));
        picture_stood_in = true;
    }
}

void Recorder::State::watch_warnings(Time now) {
    RecorderWarnings found;
    if (wants_sound) {
        found.silence = levels.silent(now);
        found.clipping = levels.clips(now);
    }
    shared.with_locked([&](Shared& all) {
        if (all.video && now - all.last_picture < silent_for) {
            found.dark = all.watch.dark();
            found.frozen = all.watch.frozen();
        }
        all.status.warnings = found;
        if (part.test && in_part)
            all.status.test = std::max(Time(0), now - part.begin);
    });
    const auto tell = [&](bool before, bool after, const char* what) {
        if (before != after)
            add_event(after ? Kind::warning : Kind::warning_over, what);
    };
    tell(warned.silence, found.silence, "silence");
    tell(warned.clipping, found.clipping, "clipping");
    tell(warned.dark, found.dark, "dark");
    tell(warned.frozen, found.frozen, "frozen");
    warned = found;
}

/// Fewer pictures, evenly, are better than gaps wherever the encoder falls behind; smaller ones where that is
/// not enough. A process that had to wait once catches up within a second and is left alone.
void Recorder::State::watch_backlog(Time now, bool pictures, Time oldest) {
    if (!pictures)
        return;
    if (now - oldest < too_late) {
        late_since = Time(0);
        if (thinned > 1 && now - thinned_at > calm_for)
            thin_out(thinned / 2, now);
        return;
    }
    if (late_since == Time(0))
        late_since = now;
    if (now - late_since < late_for || now - thinned_at < between_steps)
        return;
    if (thinned < most_thinned)
        thin_out(thinned * 2, now);
    else if (share > least_share)
        shrink(now);
}

void Recorder::State::thin_out(int every, Time now) {
    thinned = every;
    thinned_at = now;
    part.line->thin_out(thinned);
    add_event(thinned > 1 ? Kind::encoder_slow : Kind::encoder_well,
              std::to_string(std::lround(options.format.frame_rate / thinned)));
}

/// The camera's thread makes them smaller; the first that comes begins a new part.
void Recorder::State::shrink(Time now) {
    share *= shrink_to;
    thinned_at = now;
    const Size size = part.line->size();
    camera->shrink(share);
    add_event(Kind::picture_smaller, std::to_string(std::lround(size.width * shrink_to)) + "x" +
                                         std::to_string(std::lround(size.height * shrink_to)));
}

void Recorder::State::watch_disk(Time now) {
    if (now - looked_at < (in_part ? between_looks : between_looks_ahead))
        return;
    looked_at = now;
    std::int64_t free_bytes = -1;
    double rate = wants_video ? guessed_bytes_a_second : guessed_sound_bytes_a_second;
    const bool recording = in_part && !part.test;
    const RecordFileState disk = recording ? part.files.main->state() : RecordFileState();
    if (recording) {
        free_bytes = disk.free_bytes;
        if (disk.durable > enough_to_judge)
            rate = static_cast<double>(disk.bytes) / disk.durable.count();
    } else {
        struct statvfs place {};
        if (::statvfs(options.folder.c_str(), &place) == 0)
            free_bytes =
                static_cast<std::int64_t>(place.f_bavail) * static_cast<std::int64_t>(place.f_frsize);
        if (ahead && now - ahead->kept_since() > enough_to_judge)
            rate = static_cast<double>(ahead->kept_bytes()) / (now - ahead->kept_since()).count();
    }
    // A still picture and silence cost next to nothing: what is promised must hold when somebody speaks.
    rate = std::max(rate, wants_video ? least_bytes_a_second : least_sound_bytes_a_second);
    const auto usable = static_cast<double>(free_bytes - least_free);
    const double minutes = free_bytes < 0 ? -1 : std::max(0.0, usable) / rate / 60;
    shared.with_locked([&](Shared& all) { all.status.minutes_left = minutes; });
    const bool known = minutes >= 0 && (!recording || disk.durable > Time(1));
    if (known && minutes <= warn_minutes && !low_said) {
        low_said = true;
        add_event(Kind::disk_low, std::to_string(static_cast<int>(minutes)));
    }
    if (recording)
        watch_part_files();
    if (!recording || ending)
        return;
    if (disk.error != 0)
        fail(is_full(disk.error) ? Kind::disk_full : Kind::disk_failed, of_disk(disk.error));
    else if (disk.free_bytes >= 0 && disk.free_bytes < least_free)
        fail(Kind::disk_full, of_disk(ENOSPC));
}

void Recorder::State::watch_part_files() {
    const RecordFileState disk = part.files.main->state();
    shared.with_locked([&](Shared& all) {
        all.status.durable = part.offset + std::max(Time(0), disk.durable - part.line->lead());
        all.status.pictures = part.line->pictures();
        all.status.sound_error = part.line->sound_clock().error();
    });
    const auto look = [&](const std::shared_ptr<RecordFile>& file, std::atomic<bool>& said, Kind kind) {
        if (file && file->state().error != 0 && !said.exchange(true)) {
            const Failure why = of_disk(file->state().error);
            add_event(kind, why.text, why);
        }
    };
    look(part.files.mirror, mirror_said, Kind::mirror_failed);
    look(part.files.sound, sound_copy_said, Kind::sound_copy_failed);
}

} // namespace media
