#include "media/record_line.h"

#include <algorithm>
#include <cstring>

namespace media {

namespace {

constexpr Time picture_patience{0.2};
constexpr Time sound_patience{0.3};
constexpr Time least_step{0.001};

} // namespace

RecordLine::RecordLine(const RecordFormat& format, Time begin)
    : format_(format)
    , begin_(begin)
    , video_(format.size.width > 0 ? std::optional<RecordVideo>(format) : std::nullopt)
    , audio_(format.sound ? std::make_optional<RecordAudio>(format.sound_codec) : std::nullopt)
    , run_up_(audio_ ? audio_->lead() : Time(0))
    , follower_(record_rate, record_channels, begin)
    , next_cut_(format.fragment) {}

RecordLine::RecordLine(const RecordFormat& format, Time begin, EmitFragment emit, TapSound tap)
    : RecordLine(format, begin) {
    open_file(begin, {.file = std::move(emit), .sound = {}, .tap = std::move(tap)});
}

Time RecordLine::reached() const {
    const Time sound = follower_.end();
    if (!video_)
        return sound;
    const Time pictures = began_ ? last_time_ : begin_;
    return audio_ ? std::min(sound, pictures) : pictures;
}

void RecordLine::picture(const AVFrame& picture, Time time) {
    if (!video_ || (end_ && time >= *end_))
        return;
    if (time < begin_ && !began_) {
        av_frame_unref(last_.get());
        check(av_frame_ref(last_.get(), &picture), Fault::write_failed, "cannot keep a picture");
        have_picture_ = true;
        return;
    }
    if (every_ > 1 && began_ && time < next_due_) {
        ++counts_.thinned;
        return;
    }
    if (!began_ && have_picture_ && time > begin_ + least_step)
        encode_picture(*last_, begin_);
    encode_picture(picture, time);
    ++counts_.encoded;
    next_due_ = time + Time((every_ - 0.5) / format_.frame_rate);
    if (last_->buf[0] != picture.buf[0]) {
        av_frame_unref(last_.get());
        check(av_frame_ref(last_.get(), &picture), Fault::write_failed, "cannot keep a picture");
        have_picture_ = true;
    }
}

void RecordLine::encode_picture(const AVFrame& picture, Time time) {
    if (!began_) // the first picture of a file stands at its beginning
        time = begin_ - run_up_;
    else
        time = std::max(time, last_time_ + least_step);
    began_ = true;
    last_time_ = time;
    video_->encode(picture, time - begin_ + run_up_, [&](Packet packet) { take_video(std::move(packet)); });
}

void RecordLine::repeat_until(Time time) {
    if (!have_picture_) {
        if (time - begin_ <= picture_patience)
            return;
        make_black();
    }
    const Time step(every_ / format_.frame_rate);
    if (!began_ && time > begin_) {
        encode_picture(*last_, begin_);
        ++counts_.repeated;
    }
    while (began_ && time - last_time_ > picture_patience) {
        encode_picture(*last_, last_time_ + step);
        ++counts_.repeated;
    }
}

void RecordLine::stand_in(Frame picture) {
    last_ = std::move(picture);
    have_picture_ = true;
}

/// Until the camera gives something: without a picture no fragment could be cut.
void RecordLine::make_black() {
    av_frame_unref(last_.get());
    last_->format = AV_PIX_FMT_YUV420P;
    last_->width = format_.size.width;
    last_->height = format_.size.height;
    check(av_frame_get_buffer(last_.get(), 0), Fault::write_failed, "cannot make a picture");
    for (int plane = 0; plane < 3; ++plane) {
        const int rows = plane == 0 ? last_->height : last_->height / 2;
        std::memset(last_->data[plane], plane == 0 ? 16 : 128,
                    static_cast<std::size_t>(last_->linesize[plane]) * static_cast<std::size_t>(rows));
    }
    have_picture_ = true;
}

void RecordLine::sound(const AVFrame& block, Time time) {
    if (!audio_)
        return;
    follower_.add(block, time);
    encode_sound();
}

void RecordLine::encode_sound() {
    if (end_)
        follower_.cut(*end_);
    const std::vector<float> samples = follower_.take();
    if (samples.empty())
        return;
    if (!muxer_)
        kept_sound_.insert(kept_sound_.end(), samples.begin(), samples.end());
    else if (outputs_.tap)
        outputs_.tap(samples);
    audio_->encode(samples, [&](Packet packet) { take_audio(std::move(packet)); });
}

void RecordLine::advance(Time now) {
    now = end_ ? std::min(now, *end_) : now;
    if (video_)
        repeat_until(now);
    if (audio_ && now - sound_patience > follower_.end()) {
        follower_.fill(now - sound_patience);
        encode_sound();
    }
    while (muxer_ && muxer_->reaches(next_cut_)) {
        muxer_->cut(next_cut_);
        if (sound_muxer_)
            sound_muxer_->cut(next_cut_);
        next_cut_ += format_.fragment;
    }
}

void RecordLine::finish(Time now) {
    const Time end = end_.value_or(now);
    end_ = end;
    advance(end);
    if (video_ && began_) {
        // A last picture just before the end gives the one before its length, and the file its own.
        encode_picture(
            *last_, std::max(end - Time(last_picture_share / format_.frame_rate), last_time_ + least_step));
        video_->finish([&](Packet packet) { take_video(std::move(packet)); });
    }
    if (audio_) {
        follower_.fill(end);
        encode_sound();
        audio_->finish([&](Packet packet) { take_audio(std::move(packet)); });
    }
    if (muxer_)
        muxer_->finish();
    if (sound_muxer_)
        sound_muxer_->finish();
}

} // namespace media
