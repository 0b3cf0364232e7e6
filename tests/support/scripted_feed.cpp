#include "support/scripted_feed.h"

#include "media/audio_output.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace support {
namespace {

class ScriptedFeed final : public media::Feed {
  public:
    ScriptedFeed(const FeedScript& script, std::shared_ptr<FeedLog> log)
        : script_(script)
        , log_(log ? std::move(log) : std::make_shared<FeedLog>()) {
        const double seconds = script.pictures / script.frame_rate;
        sound_end_ =
            std::llround((script.sound_seconds < 0 ? seconds : script.sound_seconds) * media::output_rate);
        facts_.has_video = script.pictures > 0;
        facts_.has_audio = script.sound;
        facts_.audio_tracks = script.sound ? 1 : 0;
        facts_.size = {1, 1};
        facts_.duration = media::Time(
            std::max(seconds, script.sound ? static_cast<double>(sound_end_) / media::output_rate : 0));
        count(&FeedLog::opened);
    }
    ~ScriptedFeed() override { count(&FeedLog::closed); }

    const media::FeedFacts& facts() const override { return facts_; }
    media::PicturePtr next_picture() override {
        if (next_ == script_.blocks_at_picture) {
            std::unique_lock lock(log_->mutex);
            log_->changed.wait(lock, [&] { return cancelled_; });
            return nullptr;
        }
        if (next_ >= script_.pictures)
            return nullptr;
        count(&FeedLog::decoded);
        std::vector<std::uint8_t> pixel(4);
        std::memcpy(pixel.data(), &next_, sizeof next_);
        auto picture = std::make_shared<media::Picture>(*media::make_bgra({1, 1}, std::move(pixel)));
        picture->time = media::Time(next_ / script_.frame_rate);
        picture->duration = media::Time(1 / script_.frame_rate);
        ++next_;
        return picture;
    }
    bool next_sound(media::SoundBlock& block) override {
        block.samples.clear();
        if (!script_.sound || sound_at_ >= sound_end_)
            return false;
        block.time = media::Time(static_cast<double>(sound_at_) / media::output_rate);
        for (int frame = 0; frame < 1024 && sound_at_ < sound_end_; ++frame, ++sound_at_)
            for (int channel = 0; channel < media::output_channels; ++channel)
                block.samples.push_back(script_.sound_level >= 0
                                            ? script_.sound_level
                                            : static_cast<float>(sound_at_) / media::output_rate);
        return true;
    }
    void seek(media::Time to) override {
        count(&FeedLog::seeks);
        const int target = static_cast<int>(std::floor(to.count() * script_.frame_rate + 0.001));
        next_ = std::clamp(target / script_.gop * script_.gop, 0, std::max(0, script_.pictures - 1));
        sound_at_ = std::llround(next_ / script_.frame_rate * media::output_rate);
    }
    std::optional<media::Time> key_before(media::Time to) override {
        const int target = static_cast<int>(to.count() * script_.frame_rate + 0.001);
        return media::Time(target / script_.gop * script_.gop / script_.frame_rate);
    }
    void skip_until(media::Time) override {}
    void set_audio_track(int) override {}
    void cancel() override {
        {
            const std::lock_guard lock(log_->mutex);
            cancelled_ = true;
        }
        log_->changed.notify_all();
    }

  private:
    void count(int FeedLog::*figure) {
        {
            const std::lock_guard lock(log_->mutex);
            ++(log_.get()->*figure);
        }
        log_->changed.notify_all();
    }

    FeedScript script_;
    std::shared_ptr<FeedLog> log_; ///< shared with the test
    media::FeedFacts facts_;
    int next_ = 0;
    std::int64_t sound_at_ = 0;
    std::int64_t sound_end_ = 0;
    bool cancelled_ = false; ///< under the log's mutex
};

} // namespace

std::unique_ptr<media::Feed> make_scripted_feed(const FeedScript& script, std::shared_ptr<FeedLog> log) {
    return std::make_unique<ScriptedFeed>(script, std::move(log));
}

int scripted_number(const media::Picture& picture) {
    int number = 0;
    std::memcpy(&number, picture.planes[0], sizeof number);
    return number;
}

} // namespace support
