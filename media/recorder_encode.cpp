// The encoding thread of a Recorder: orders, parts, and what can go wrong.

#include "media/device_clock.h"
#include "media/recorder_state.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace media {

namespace {

using Kind = RecorderEvent::Kind;

constexpr auto tick = std::chrono::milliseconds(40);
/// How long sound and picture may be on their way when a part ends.
constexpr Time on_its_way{0.2};
/// A device that gave nothing for so long is said to be lost.
constexpr Time silent_for{1.0};
constexpr Time between_looks{0.2};
constexpr Time too_late{1.0};
constexpr Time late_for{1.5};
constexpr Time calm_for{20.0};
constexpr Time between_steps{3.0};
constexpr int most_thinned = 4;
constexpr double warn_minutes = 10;
/// Below this the part is finished while it still can be.
constexpr std::int64_t least_free = 3 << 20;
constexpr double guessed_bytes_a_second = 600e3;

} // namespace

void Recorder::State::encode(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            step();
        } catch (const std::exception& error) {
            fail(Kind::failed, error.what());
        }
    }
}

void Recorder::State::step() {
    std::deque<Captured> pictures;
    std::deque<Captured> sound;
    shared.wait_until(changed, std::chrono::steady_clock::now() + tick, [this](Shared& all) {
        const bool may_take = !(in_part && ending);
        return !all.pictures.empty() || !all.sound.empty() || (may_take && !all.orders.empty());
    });
    const Time oldest = shared.with_locked([&](Shared& all) {
        pictures.swap(all.pictures);
        sound.swap(all.sound);
        return pictures.empty() ? monotonic_now() : pictures.front().time;
    });
    take_order();
    // Sound first: it is cheap, and it is what must not be lost.
    for (const Captured& block : sound) {
        measure(*block.frame);
        if (in_part)
            give_to_line(block);
    }
    if (in_part)
        for (const Captured& block : pictures)
            give_to_line(block);
    const Time now = monotonic_now();
    watch_devices(now);
    if (!in_part)
        return;
    part.line->advance(now);
    if (progress)
        progress->set(part.offset + (ending ? *ending : now) - part.begin);
    watch_backlog(now, !pictures.empty(), oldest);
    watch_disk(now);
    if (in_part && ending &&
        (now > *ending + on_its_way ||
         (part.line->reached() >= *ending - Time(1.2 / options.format.frame_rate))))
        end_part();
}

void Recorder::State::give_to_line(const Captured& block) {
    if (block.frame->width > 0)
        part.line->picture(*block.frame, block.time);
    else
        part.line->sound(*block.frame, block.time);
}

void Recorder::State::take_order() {
    if (in_part && ending) // one after the other
        return;
    const auto next = shared.with_locked([](Shared& all) -> std::optional<std::pair<Order, Time>> {
        if (all.orders.empty())
            return std::nullopt;
        const auto first = all.orders.front();
        all.orders.pop_front();
        return first;
    });
    if (!next)
        return;
    const auto [order, at] = *next;
    if (in_part) {
        if (order == Order::start)
            return;
        ending = std::max(at, part.begin);
        part.line->end_at(*ending);
        after_part = order;
        return;
    }
    if (order == Order::start)
        begin_part();
    if (order == Order::stop) {
        shared.with_locked([](Shared& all) { all.state = RecorderState::stopped; });
        changed.notify_all();
        wake();
    }
}

void Recorder::State::begin_part() {
    part = {};
    RecordFormat format = options.format;
    const bool may = shared.with_locked([&](Shared& all) {
        if (all.state == RecorderState::stopped || !all.next_file)
            return false;
        part.file = std::move(all.next_file);
        part.mirror = std::move(all.next_mirror);
        part.offset = all.offset;
        if (options.video && all.preview)
            format.size = {all.preview->width, all.preview->height};
        return true;
    });
    if (!may)
        return;
    if (!options.video)
        format.size = {};
    else if (format.size.width == 0) // a camera that has not given anything yet
        format.size = {1280, 720};
    RecordLine::TapSound tap;
    if (format.sound) {
        part.meter = std::make_unique<SoundMeter>();
        tap = [meter = part.meter.get()](std::span<const float> samples) {
            meter->add(samples.data(), samples.size() / record_channels);
        };
    }
    part.begin = monotonic_now();
    part.line = std::make_unique<RecordLine>(
        format, part.begin,
        [file = part.file, mirror = part.mirror](Fragment fragment) {
            if (mirror)
                mirror->append(fragment);
            file->append(std::move(fragment));
        },
        tap);
    part.line->thin_out(thinned);
    ending.reset();
    after_part = Order::pause;
    in_part = true;
    began_at = part.begin;
    shared.with_locked([&](Shared& all) {
        all.state = RecorderState::recording;
        all.begin = part.begin;
    });
    changed.notify_all();
    wake();
}

void Recorder::State::end_part() {
    const Time end = ending.value_or(monotonic_now());
    in_part = false;
    std::string why;
    try {
        part.line->finish(end);
    } catch (const std::exception& error) { // what is in the file by now stays
        why = error.what();
    }
    part.file->close();
    if (part.mirror)
        part.mirror->close();
    RecordedPart done{.file = part.file->path(),
                      .offset = part.offset,
                      .length = end - part.begin,
                      .lead = part.line->lead(),
                      .hash = part.file->hash(),
                      .pictures = part.line->pictures()};
    if (part.file->state().error != 0) // it ends earlier
        done.length = std::clamp(part.file->state().durable - done.lead, Time(0), done.length);
    if (part.meter)
        done.sound = part.meter->finish();
    shared.with_locked([&](Shared& all) {
        all.offset = done.offset + done.length;
        all.status.bytes += part.file->state().bytes;
        all.status.durable = all.offset;
        all.status.pictures = done.pictures;
        if (all.status.failure.empty())
            all.status.failure = why;
        all.parts.push_back(std::move(done));
        all.state = after_part == Order::pause ? RecorderState::paused : RecorderState::stopped;
    });
    part.line.reset();
    changed.notify_all();
    wake();
}

void Recorder::State::fail(RecorderEvent::Kind kind, const std::string& why) {
    shared.with_locked([&](Shared& all) {
        if (all.status.failure.empty())
            all.status.failure = why;
    });
    add_event(kind, why);
    if (in_part) {
        if (!ending)
            ending = monotonic_now();
        after_part = Order::stop;
        end_part();
    } else {
        shared.with_locked([](Shared& all) { all.state = RecorderState::stopped; });
        changed.notify_all();
    }
}

void Recorder::State::watch_devices(Time now) {
    Time picture{0};
    Time sound{0};
    const bool ready = shared.with_locked([&](Shared& all) {
        picture = all.last_picture;
        sound = all.last_sound;
        const bool all_give = (!options.video || picture > Time(0)) && (!options.audio || sound > Time(0));
        if (all.state != RecorderState::preparing || !all_give)
            return false;
        all.state = RecorderState::ready;
        all.status.failure.clear();
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
            return;
        said = silent;
        add_event(silent ? lost_kind : back_kind);
    };
    watch(static_cast<bool>(options.video), picture, camera_said, Kind::camera_lost, Kind::camera_back);
    watch(static_cast<bool>(options.audio), sound, microphone_said, Kind::microphone_lost,
          Kind::microphone_back);
}

/// Fewer pictures, evenly, are better than gaps wherever the encoder falls behind. A process that had to wait
/// once catches up within a second and is left alone.
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
    if (now - late_since < late_for || thinned >= most_thinned || now - thinned_at < between_steps)
        return;
    thin_out(thinned * 2, now);
}

void Recorder::State::thin_out(int every, Time now) {
    thinned = every;
    thinned_at = now;
    part.line->thin_out(thinned);
    add_event(Kind::encoder_slow, std::to_string(std::lround(options.format.frame_rate / thinned)));
}

void Recorder::State::watch_disk(Time now) {
    if (now - looked_at < between_looks)
        return;
    looked_at = now;
    const RecordFileState disk = part.file->state();
    const double seconds = disk.durable.count();
    const double rate = seconds > 5 ? static_cast<double>(disk.bytes) / seconds : guessed_bytes_a_second;
    const auto usable = static_cast<double>(disk.free_bytes - least_free);
    const double minutes = disk.free_bytes < 0 ? -1 : std::max(0.0, usable) / std::max(rate, 1.0) / 60;
    shared.with_locked([&](Shared& all) {
        all.status.minutes_left = minutes;
        all.status.durable = part.offset + std::max(Time(0), disk.durable - part.line->lead());
        all.status.pictures = part.line->pictures();
        all.status.sound_error = part.line->sound_clock().error();
        if (part.meter)
            all.status.level.short_term = part.meter->short_term();
    });
    if (part.mirror && part.mirror->state().error != 0 && !mirror_said) {
        mirror_said = true;
        add_event(Kind::mirror_failed, std::strerror(part.mirror->state().error));
    }
    if (minutes >= 0 && minutes <= warn_minutes && !low_said && seconds > 1) {
        low_said = true;
        add_event(Kind::disk_low, std::to_string(static_cast<int>(minutes)));
    }
    if (ending)
        return;
    if (disk.error != 0)
        fail(disk.error == ENOSPC || disk.error == EFBIG || disk.error == EDQUOT ? Kind::disk_full
                                                                                 : Kind::disk_failed,
             std::strerror(disk.error));
    else if (disk.free_bytes >= 0 && disk.free_bytes < least_free)
        fail(Kind::disk_full, std::strerror(ENOSPC));
}

void Recorder::State::measure(const AVFrame& block) {
    double peak = 0;
    double square = 0;
    const int channels = block.ch_layout.nb_channels;
    const auto look = [&](double value) {
        peak = std::max(peak, std::abs(value));
        square += value * value;
    };
    const auto each = [&](auto example, double full_scale, bool planar) {
        using Sample = decltype(example);
        const int planes = planar ? channels : 1;
        const int count = planar ? block.nb_samples : block.nb_samples * channels;
        for (int plane = 0; plane < planes; ++plane) {
            const auto* samples = reinterpret_cast<const Sample*>(block.extended_data[plane]);
            for (int i = 0; i < count; ++i)
                look(static_cast<double>(samples[i]) / full_scale);
        }
    };
    switch (block.format) {
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P:
        each(std::int16_t{}, 32768, block.format == AV_SAMPLE_FMT_S16P);
        break;
    case AV_SAMPLE_FMT_S32:
    case AV_SAMPLE_FMT_S32P:
        each(std::int32_t{}, 2147483648.0, block.format == AV_SAMPLE_FMT_S32P);
        break;
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP:
        each(float{}, 1, block.format == AV_SAMPLE_FMT_FLTP);
        break;
    default:
        return;
    }
    const double rms = std::sqrt(square / std::max(1, block.nb_samples * channels));
    constexpr double fall = 0.8; // a meter jumps up and falls slowly
    constexpr double clipping = 0.999;
    shared.with_locked([&](Shared& all) {
        SoundLevel& level = all.status.level;
        level.peak = std::max(peak, level.peak * fall);
        level.rms = std::max(rms, level.rms * fall);
        level.clipped = level.clipped || peak >= clipping;
    });
}

} // namespace media
