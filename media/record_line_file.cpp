// The beginning of a RecordLine's file: what is kept of the encoders, and which of it the file begins with.

#include "media/record_line.h"

#include <algorithm>
#include <cmath>

namespace media {

namespace {

constexpr int picture_clock = 90000;

} // namespace

Time RecordLine::time_of_picture(const AVPacket& packet) const {
    const Time time = begin_ - run_up_ + Time(static_cast<double>(packet.pts) / picture_clock);
    return std::max(begin_, time); // the first one stands before `begin`
}

/// Where what the packet gives alone begins to be heard.
Time RecordLine::time_of_sound(const AVPacket& packet) const {
    return begin_ - run_up_ + Time(static_cast<double>(packet.pts) / record_rate);
}

void RecordLine::take_video(Packet packet) {
    if (muxer_) {
        write_video(std::move(packet));
        return;
    }
    kept_bytes_ += static_cast<std::size_t>(packet->size);
    kept_video_.push_back(std::move(packet));
}

void RecordLine::take_audio(Packet packet) {
    if (muxer_) {
        write_audio(std::move(packet));
        return;
    }
    kept_bytes_ += static_cast<std::size_t>(packet->size);
    kept_audio_.push_back(std::move(packet));
}

void RecordLine::write_video(Packet packet) {
    const std::int64_t origin = origin_ * picture_clock / record_rate;
    packet->pts = first_picture_ ? 0 : packet->pts - origin;
    packet->dts = packet->pts; // zerolatency: none is coded out of its order
    first_picture_ = false;
    muxer_->add_video(std::move(packet));
}

void RecordLine::write_audio(Packet packet) {
    packet->pts -= origin_;
    packet->dts -= origin_;
    if (sound_muxer_)
        sound_muxer_->add_audio(Packet(checked(av_packet_clone(packet.get()))));
    muxer_->add_audio(std::move(packet));
}

Time RecordLine::kept_since() const {
    for (const Packet& packet : kept_video_)
        if ((packet->flags & AV_PKT_FLAG_KEY) != 0)
            return time_of_picture(*packet);
    if (video_ || kept_audio_.empty())
        return begin_;
    return std::max(begin_, time_of_sound(*kept_audio_.front()) +
                                Time(static_cast<double>(audio_->run_up()) / record_rate));
}

void RecordLine::forget_before(Time earliest) {
    const auto key = [](const Packet& packet) { return (packet->flags & AV_PKT_FLAG_KEY) != 0; };
    // Whole groups of pictures, as long as the next one begins early enough.
    for (;;) {
        const auto next = kept_video_.empty() ? kept_video_.end()
                                              : std::find_if(kept_video_.begin() + 1, kept_video_.end(), key);
        if (next == kept_video_.end() || time_of_picture(**next) > earliest)
            break;
        for (; kept_video_.begin() != next; kept_video_.pop_front())
            kept_bytes_ -= static_cast<std::size_t>(kept_video_.front()->size);
    }
    if (!audio_)
        return;
    const Time from = std::min(earliest, video_ ? kept_since() : earliest) -
                      Time(static_cast<double>(audio_->run_up()) / record_rate);
    while (kept_audio_.size() > 1 && time_of_sound(*kept_audio_[1]) <= from) {
        kept_bytes_ -= static_cast<std::size_t>(kept_audio_.front()->size);
        kept_audio_.pop_front();
    }
    if (kept_audio_.empty())
        return;
    const std::int64_t first = kept_audio_.front()->pts - audio_->encoder().initial_padding;
    while (kept_sound_begin_ < first && kept_sound_.size() >= record_channels) {
        kept_sound_.erase(kept_sound_.begin(), kept_sound_.begin() + record_channels);
        ++kept_sound_begin_;
    }
}

Time RecordLine::choose_begin(Time earliest) const {
    if (!video_)
        return kept_audio_.empty() ? begin_ : std::max(kept_since(), earliest);
    Time begin = begin_;
    for (const Packet& packet : kept_video_)
        if ((packet->flags & AV_PKT_FLAG_KEY) != 0) {
            begin = time_of_picture(*packet);
            if (begin >= earliest)
                break;
        }
    return begin;
}

/// The file begins with the packet of sound from which on a decoder gives what is heard at `begin` whole.
void RecordLine::choose_origin(Time begin) {
    if (!audio_) {
        origin_ = std::llround((begin - begin_).count() * record_rate);
        lead_ = Time(0);
        return;
    }
    const Time from = begin - Time(static_cast<double>(audio_->run_up()) / record_rate);
    origin_ = kept_audio_.empty() ? 0 : kept_audio_.front()->pts;
    for (const Packet& packet : kept_audio_)
        if (time_of_sound(*packet) <= from)
            origin_ = packet->pts;
    lead_ = begin - begin_ + run_up_ - Time(static_cast<double>(origin_) / record_rate);
}

Time RecordLine::open_file(Time earliest, Outputs outputs) {
    outputs_ = std::move(outputs);
    const Time begin = choose_begin(earliest);
    choose_origin(begin);
    const AVCodecContext* sound = audio_ ? &audio_->encoder() : nullptr;
    muxer_.emplace(video_ ? &video_->encoder() : nullptr, sound, std::move(outputs_.file));
    if (outputs_.sound && sound != nullptr)
        sound_muxer_.emplace(nullptr, sound, std::move(outputs_.sound));
    give_kept_sound();
    for (Packet& packet : kept_video_)
        if (time_of_picture(*packet) >= begin)
            write_video(std::move(packet));
    for (Packet& packet : kept_audio_)
        if (packet->pts >= origin_)
            write_audio(std::move(packet));
    kept_video_.clear();
    kept_audio_.clear();
    kept_bytes_ = 0;
    return begin;
}

void RecordLine::give_kept_sound() {
    if (outputs_.tap && audio_) {
        // The line's own beginning is the encoder's run-up.
        std::int64_t from = origin_ - audio_->encoder().initial_padding;
        std::vector<float> sound;
        if (from < kept_sound_begin_)
            sound.resize(static_cast<std::size_t>((kept_sound_begin_ - from) * record_channels));
        from = std::max<std::int64_t>(0, from - kept_sound_begin_) * record_channels;
        if (from < static_cast<std::int64_t>(kept_sound_.size()))
            sound.insert(sound.end(), kept_sound_.begin() + from, kept_sound_.end());
        outputs_.tap(sound);
    }
    kept_sound_.clear();
}

} // namespace media
