// The encoding thread of a Recorder: orders, the pre-roll, parts.

#include "media/device_clock.h"
#include "media/recorder_state.h"

#include <algorithm>

namespace media {

namespace {

using Kind = RecorderEvent::Kind;

constexpr auto tick = std::chrono::milliseconds(40);
/// How long sound and picture may be on their way when a part ends.
constexpr Time on_its_way{0.2};
/// Where no camera has given anything yet.
constexpr Size usual_size{1280, 720};

} // namespace

void Recorder::State::encode(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            step();
        } catch (const std::exception& error) {
            fail(Kind::failed, Failure(error));
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
        wants_video = all.video;
        wants_sound = all.audio;
        return pictures.empty() ? monotonic_now() : pictures.front().time;
    });
    take_order();
    const bool came = !pictures.empty();
    // Sound first: it is cheap, and it is what must not be lost.
    for (std::deque<Captured>* blocks : {&sound, &pictures})
        for (Captured& block : *blocks) {
            if (blocks == &sound)
                measure(block);
            take_block(std::move(block));
        }
    const Time now = monotonic_now();
    watch_devices(now);
    watch_warnings(now);
    watch_disk(now);
    run_ahead(now);
    if (!in_part)
        return;
    if (!ending && !part.test &&
        (part.line->has_sound() != wants_sound || (part.line->size().width > 0 && !wants_video)))
        end_at(now, Order::split);
    if (!ending && part.test && now >= part.begin + test_length)
        end_at(part.begin + test_length, Order::pause);
    part.line->advance(now);
    if (progress && !part.test) {
        reached.reached = part.offset + (ending ? *ending : now) - part.begin;
        progress->set(reached);
    }
    watch_backlog(now, came, oldest);
    if (in_part && ending &&
        (now > *ending + on_its_way ||
         (part.line->reached() >= *ending - Time(1.2 / options.format.frame_rate))))
        end_part();
}

void Recorder::State::give(RecordLine& line, const Captured& block) {
    const AVFrame& frame = *block.frame;
    if (frame.width == 0)
        line.sound(frame, block.time);
    else if (line.size() == Size{frame.width, frame.height})
        line.picture(frame, block.time);
}

bool Recorder::State::must_split(const Captured& block) const {
    if (!in_part || ending || block.frame->width == 0 || block.time <= part.begin)
        return false;
    return picture_stood_in || !(part.line->size() == Size{block.frame->width, block.frame->height});
}

void Recorder::State::take_block(Captured block) {
    if (wants_video && must_split(block))
        end_at(block.time, part.test ? Order::pause : Order::split);
    if (in_part) {
        give(*part.line, block);
        if (ending && after_part == Order::split) {
            const Time length(block.frame->sample_rate > 0
                                  ? static_cast<double>(block.frame->nb_samples) / block.frame->sample_rate
                                  : 0.0);
            if (block.time + length >= *ending)
                carried.push_back(std::move(block));
        }
    } else if (ahead) {
        give(*ahead, block);
    }
}

RecordFormat Recorder::State::present_format() const {
    RecordFormat format = options.format;
    format.sound = wants_sound;
    if (!wants_video) {
        format.size = {};
        return format;
    }
    format.size = {}; // of a camera that has given nothing yet there is the sound
    shared.with_locked([&](const Shared& all) {
        if (all.preview)
            format.size = {all.preview->width, all.preview->height};
    });
    if (format.size.width == 0 && !wants_sound)
        format.size = usual_size;
    return format;
}

/// The pre-roll: encoded like a part, and forgotten again.
void Recorder::State::run_ahead(Time now) {
    if (in_part)
        return;
    const bool wanted = options.pre_roll > Time(0) && (wants_video || wants_sound) &&
                        shared.with_locked([](Shared& all) { return all.state == RecorderState::ready; });
    const RecordFormat format = present_format();
    if (ahead && (!wanted || !(ahead->size() == format.size) || ahead->has_sound() != format.sound))
        ahead.reset();
    if (!wanted)
        return;
    if (!ahead) {
        ahead = std::make_unique<RecordLine>(format, now);
        ahead->thin_out(thinned);
    }
    ahead->advance(now);
    ahead->forget_before(now - options.pre_roll);
    const Time kept = std::min(now - ahead->kept_since(), options.pre_roll);
    shared.with_locked([&](Shared& all) { all.status.pre_roll = std::max(Time(0), kept); });
}

void Recorder::State::end_at(Time end, Order then) {
    ending = std::max(end, part.begin);
    part.line->end_at(*ending);
    after_part = then;
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
        if (order != Order::test && (order != Order::start || part.test))
            end_at(at, order);
        return;
    }
    if (order == Order::start)
        begin_part(at, order);
    if (order == Order::test)
        begin_test();
    if (order == Order::stop) {
        ahead.reset();
        shared.with_locked([](Shared& all) { all.state = RecorderState::stopped; });
        changed.notify_all();
        wake();
    }
}

void Recorder::State::begin_part(Time at, Order order) {
    if (shared.with_locked([](Shared& all) { return all.state == RecorderState::stopped; }))
        return;
    prepare_files();
    part = {};
    const RecorderState before = shared.with_locked([&](Shared& all) {
        part.files = std::move(all.next);
        all.next = {};
        part.offset = all.offset;
        return all.state;
    });
    const RecordFormat format = present_format();
    const bool from_ahead = order == Order::start && before == RecorderState::ready && ahead &&
                            ahead->size() == format.size && ahead->has_sound() == format.sound;
    const Time begin = order == Order::split ? at : monotonic_now();
    part.pressed = from_ahead ? at : begin;
    part.line = from_ahead ? std::move(ahead) : std::make_unique<RecordLine>(format, begin);
    ahead.reset();
    open_part(from_ahead ? at - options.pre_roll : begin);
}

/// Into a file that is no part; nothing is left of a pre-roll after it.
void Recorder::State::begin_test() {
    part = {};
    part.test = true;
    const bool may = shared.with_locked([&](Shared& all) {
        part.files.main = std::move(all.test);
        all.test = nullptr;
        test_length = all.test_length;
        return part.files.main && all.state == RecorderState::ready;
    });
    if (!may)
        return;
    ahead.reset();
    part.pressed = monotonic_now();
    part.line = std::make_unique<RecordLine>(present_format(), part.pressed);
    open_part(part.pressed);
}

void Recorder::State::open_part(Time earliest) {
    RecordLine::Outputs outputs;
    outputs.file = [main = part.files.main, mirror = part.files.mirror](Fragment fragment) {
        if (mirror)
            mirror->append(fragment);
        main->append(std::move(fragment));
    };
    if (part.files.sound)
        outputs.sound = [sound = part.files.sound](Fragment fragment) { sound->append(std::move(fragment)); };
    if (part.line->has_sound() && !part.test) {
        part.meter = std::make_unique<SoundMeter>();
        outputs.tap = [meter = part.meter.get()](std::span<const float> samples) {
            meter->add(samples.data(), samples.size() / record_channels);
        };
    }
    part.begin = part.line->open_file(earliest, std::move(outputs));
    part.line->thin_out(thinned);
    ending.reset();
    after_part = Order::pause;
    in_part = true;
    picture_stood_in = false;
    began_at = monotonic_now();
    (part.offset == Time(0) ? reached.first_lead : reached.later_lead) = part.line->lead();
    shared.with_locked([&](Shared& all) {
        all.state = part.test ? RecorderState::testing : RecorderState::recording;
        all.begin = part.begin;
        if (all.parts.empty())
            all.status.pre_roll = std::max(Time(0), part.pressed - part.begin);
    });
    changed.notify_all();
    wake();
}

void Recorder::State::end_part() {
    const Time end = ending.value_or(monotonic_now());
    in_part = false;
    std::optional<Failure> why;
    try {
        part.line->finish(end);
    } catch (const std::exception& error) { // what is in the file by now stays
        why = Failure(error);
    }
    for (const auto& file : {part.files.main, part.files.sound, part.files.mirror})
        if (file)
            file->close();
    if (!part.test)
        file_part(end, std::move(why));
    go_on_after_part(end);
}

void Recorder::State::file_part(Time end, std::optional<Failure> why) {
    const auto path_of = [](const std::shared_ptr<RecordFile>& file) {
        return file ? file->path() : std::filesystem::path();
    };
    const RecordFileState disk = part.files.main->state();
    RecordedPart done{.file = path_of(part.files.main),
                      .offset = part.offset,
                      .length = end - part.begin,
                      .lead = part.line->lead(),
                      .hash = part.files.main->hash(),
                      .sound = {},
                      .pictures = part.line->pictures(),
                      .sound_copy = path_of(part.files.sound),
                      .mirror = path_of(part.files.mirror)};
    if (disk.error != 0) // it ends earlier
        done.length = std::clamp(disk.durable - done.lead, Time(0), done.length);
    if (part.meter)
        done.sound = part.meter->finish();
    shared.with_locked([&](Shared& all) {
        all.offset = done.offset + done.length;
        all.begin = end; // of what follows a split
        all.status.bytes += disk.bytes;
        all.status.durable = all.offset;
        all.status.pictures = done.pictures;
        if (!all.status.failure)
            all.status.failure = std::move(why);
        all.parts.push_back(std::move(done));
    });
}

void Recorder::State::go_on_after_part(Time end) {
    const std::unique_ptr<RecordLine> old = std::move(part.line);
    const bool test = part.test;
    const Order next = after_part;
    std::deque<Captured> blocks = std::exchange(carried, {});
    if (next == Order::split) {
        begin_part(end, Order::split);
        // The camera is still gone: its last picture stands in the new part too.
        const AVFrame* last = old->last_picture();
        if (camera_said && last != nullptr && part.line != nullptr &&
            part.line->size() == Size{last->width, last->height}) {
            part.line->stand_in(Frame(checked(av_frame_clone(last))));
            picture_stood_in = true;
        }
        for (Captured& block : blocks)
            take_block(std::move(block));
        return;
    }
    shared.with_locked([&](Shared& all) {
        all.state = next == Order::stop ? RecorderState::stopped
                    : test              ? RecorderState::ready
                                        : RecorderState::paused;
        all.status.test = Time(0);
    });
    if (test)
        add_event(Kind::test_done);
    if (next == Order::start)
        begin_part(monotonic_now(), Order::start);
    changed.notify_all();
    wake();
}

void Recorder::State::fail(RecorderEvent::Kind kind, const Failure& why) {
    const bool test = in_part && part.test;
    shared.with_locked([&](Shared& all) {
        if (!all.status.failure && !test)
            all.status.failure = why;
    });
    add_event(kind, why.text, why);
    carried.clear();
    if (in_part) {
        if (!ending)
            ending = monotonic_now();
        after_part = test ? Order::pause : Order::stop;
        end_part();
    } else {
        ahead.reset();
        shared.with_locked([](Shared& all) { all.state = RecorderState::stopped; });
        changed.notify_all();
    }
}

} // namespace media
