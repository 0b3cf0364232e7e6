#include "media/parts_feed.h"

#include "media/audio_output.h"
#include "media/guarded.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <future>
#include <map>
#include <set>
#include <utility>

namespace media {
namespace {

/// The next part is opened when so little of the present one is left.
constexpr Time open_ahead{3};
/// A file that did not hang when it was probed may still be slow when its turn comes.
constexpr Time later_limit{5};
constexpr Time instant{0.0005};
/// Some containers count in milliseconds: what sticks out so little is not meant to be seen.
constexpr Time rounding{0.002};

/// A part's place on the time line.
struct Stretch {
    Part part;
    Time begin{0};
    Time length{0};
    [[nodiscard]] Time end() const { return begin + length; }
    [[nodiscard]] Time to_file(Time time) const { return time - begin + part.in; }
    [[nodiscard]] Time from_file(Time time) const { return time - part.in + begin; }
};

using OpenFeeds = std::vector<Feed*>;

class PartsFeed final : public Feed {
  public:
    PartsFeed(const std::vector<Part>& parts, OpenPart open, Time limit)
        : open_(std::move(open)) {
        const auto deadline = std::chrono::steady_clock::now() +
                              std::chrono::duration_cast<std::chrono::steady_clock::duration>(limit);
        std::optional<Error> failure;
        for (const Part& part : parts) {
            const Time left = std::chrono::duration_cast<Time>(deadline - std::chrono::steady_clock::now());
            try {
                add(part, std::max(left, Time(0.05)));
                facts_.parts.push_back(
                    {stretches_.back().begin, static_cast<std::size_t>(&part - parts.data())});
            } catch (const Error& error) {
                failure = failure ? failure : error;
                faults_.push_back({"part_missing", std::to_string(&part - parts.data() + 1)});
            }
        }
        if (stretches_.empty())
            throw failure ? *failure : Error(Fault::not_found, "a clip without parts");
        facts_.duration = stretches_.back().end();
        enter(0);
    }
    ~PartsFeed() override {
        open_feeds_.with_locked([](OpenFeeds& feeds) { feeds.clear(); });
    }

    const FeedFacts& facts() const override { return facts_; }

    PicturePtr next_picture() override {
        while (video_ < stretches_.size()) {
            const Stretch& stretch = stretches_[video_];
            if (Feed* feed = feed_of(video_)) {
                PicturePtr picture = feed->next_picture();
                const Time in = stretch.part.in;
                while (picture && in > Time(0) && picture->time + picture->duration <= in + rounding)
                    picture = feed->next_picture();
                if (picture && stretch.from_file(picture->time) < stretch.end() - instant) {
                    look_ahead(stretch.from_file(picture->time));
                    return placed(*picture, stretch);
                }
            }
            ++video_;
            leave_behind();
        }
        return nullptr;
    }

    bool next_sound(SoundBlock& block) override {
        while (sound_ < stretches_.size()) {
            const Stretch& stretch = stretches_[sound_];
            Feed* feed = feed_of(sound_);
            while (feed != nullptr && feed->next_sound(block) && block.time < stretch.to_file(stretch.end()))
                if (cut(block, stretch))
                    return true;
            ++sound_;
            leave_behind();
        }
        return false;
    }

    void seek(Time to) override {
        const std::size_t index = index_at(to);
        ready_.clear();
        video_ = sound_ = index;
        leave_behind();
        enter(index);
        ready_.insert(index);
        if (Feed* feed = feeds_[index].get())
            feed->seek(std::max(stretches_[index].to_file(to), stretches_[index].part.in));
    }
    std::optional<Time> key_before(Time to) override {
        const std::size_t index = index_at(to);
        const auto found = feeds_.find(index);
        if (found == feeds_.end() || !found->second)
            return std::nullopt;
        const std::optional<Time> key = found->second->key_before(stretches_[index].to_file(to));
        if (!key)
            return std::nullopt;
        return stretches_[index].from_file(std::max(*key, stretches_[index].part.in));
    }
    void skip_until(Time time) override {
        skip_until_ = time;
        for (auto& [index, feed] : feeds_)
            if (feed)
                feed->skip_until(stretches_[index].to_file(time));
    }
    void set_audio_track(int track) override {
        track_ = track;
        for (auto& [index, feed] : feeds_)
            if (feed)
                feed->set_audio_track(track);
    }
    void trim() override {
        for (auto& [index, feed] : feeds_)
            if (feed)
                feed->trim();
    }
    void rest() override {
        for (auto& [index, feed] : feeds_)
            if (feed)
                feed->rest();
    }
    std::vector<SubtitleLine> take_subtitles() override {
        std::vector<SubtitleLine> lines;
        for (auto& [index, feed] : feeds_) {
            for (SubtitleLine& line : feed ? feed->take_subtitles() : std::vector<SubtitleLine>()) {
                line.begin = stretches_[index].from_file(line.begin);
                line.end = std::min(stretches_[index].from_file(line.end), stretches_[index].end());
                if (line.end > stretches_[index].begin && line.begin < line.end)
                    lines.push_back(std::move(line));
            }
        }
        return lines;
    }
    std::vector<ClipFault> take_faults() override {
        std::vector<ClipFault> found = std::exchange(faults_, {});
        for (auto& [index, feed] : feeds_)
            if (feed)
                for (ClipFault& fault : feed->take_faults())
                    found.push_back(std::move(fault));
        return found;
    }
    void cancel() override {
        cancelled_ = true;
        open_feeds_.with_locked([](OpenFeeds& feeds) {
            for (Feed* feed : feeds)
                feed->cancel();
        });
    }

  private:
    /// Learns a part's length, from the file where the part does not say it.
    void add(const Part& part, Time limit) {
        Stretch stretch{.part = part};
        stretch.part.in = std::max(part.in, Time(0));
        const Time before = stretches_.empty() ? Time(0) : stretches_.back().end();
        stretch.begin = std::max(part.offset, before);
        std::unique_ptr<Feed> feed = open_(part.file, limit);
        const FeedFacts& facts = feed->facts();
        const Time whole = facts.duration > Time(0) ? facts.duration : part.out;
        stretch.length = (part.out > Time(0) ? std::min(part.out, whole) : whole) - stretch.part.in;
        if (stretch.length <= Time(0))
            throw Error(Fault::damaged, "a part of no length");
        facts_.has_video = facts_.has_video || facts.has_video;
        facts_.has_audio = facts_.has_audio || facts.has_audio;
        facts_.audio_tracks = std::max(facts_.audio_tracks, facts.audio_tracks);
        if (facts.size.width * facts.size.height > facts_.size.width * facts_.size.height)
            facts_.size = facts.size;
        stretches_.push_back(std::move(stretch));
        // Later ones are opened again when their turn comes: an open decoder costs memory.
        if (stretches_.size() == 1)
            keep(0, std::move(feed));
    }

    void keep(std::size_t index, std::unique_ptr<Feed> feed) {
        if (feed) {
            feed->set_audio_track(track_);
            feed->skip_until(stretches_[index].to_file(skip_until_));
        }
        if (stretches_[index].part.in <= Time(0))
            ready_.insert(index);
        feeds_[index] = std::move(feed);
        publish();
    }
    /// What cancel() reaches.
    void publish() {
        open_feeds_.with_locked([&](OpenFeeds& open) {
            open.clear();
            for (auto& [each, held] : feeds_)
                if (held)
                    open.push_back(held.get());
        });
        if (cancelled_)
            cancel();
    }

    /// Makes sure the part is open; one that cannot be leaves a gap.
    void enter(std::size_t index) {
        if (feeds_.contains(index))
            return;
        std::unique_ptr<Feed> feed;
        try {
            if (next_.valid() && next_index_ == index)
                feed = next_.get();
            else if (!cancelled_)
                feed = open_(stretches_[index].part.file, later_limit);
        } catch (const Error&) {
            faults_.push_back({"part_missing", std::to_string(index + 1)});
        }
        keep(index, std::move(feed));
    }

    /// The part's feed, at the part's beginning when it is used first.
    Feed* feed_of(std::size_t index) {
        enter(index);
        Feed* feed = feeds_[index].get();
        if (ready_.insert(index).second && feed != nullptr) {
            const Time in = stretches_[index].part.in;
            feed->seek(in);
            feed->skip_until(std::max(in, stretches_[index].to_file(skip_until_)));
        }
        return feed;
    }

    /// Opens the next part on a thread of its own before it is needed.
    void look_ahead(Time time) {
        const std::size_t next = video_ + 1;
        if (next >= stretches_.size() || feeds_.contains(next) || next_.valid() ||
            stretches_[video_].end() - time > open_ahead)
            return;
        next_index_ = next;
        next_ = std::async(std::launch::async, [open = open_, file = stretches_[next].part.file] {
            return open(file, later_limit);
        });
    }

    /// Closes parts that are over.
    void leave_behind() {
        std::size_t first = facts_.has_video ? video_ : sound_;
        if (facts_.has_audio && track_ >= 0)
            first = std::min(first, sound_);
        std::vector<std::unique_ptr<Feed>> closed;
        for (auto feed = feeds_.begin(); feed != feeds_.end();) {
            // Its neighbours may be needed again at once, the others are opened again when they are.
            const bool near = feed->first >= first && feed->first <= std::max(video_, sound_) + 1;
            if (!near) {
                closed.push_back(std::move(feed->second));
                ready_.erase(feed->first);
            }
            feed = near ? std::next(feed) : feeds_.erase(feed);
        }
        publish();
        if (next_.valid() && (next_index_ < first || feeds_.contains(next_index_)))
            next_ = {};
    }

    [[nodiscard]] std::size_t index_at(Time time) const {
        std::size_t index = 0;
        while (index + 1 < stretches_.size() && time >= stretches_[index + 1].begin - instant)
            ++index;
        return index;
    }

    /// The same picture on the time line, not longer than its part.
    static PicturePtr placed(const Picture& picture, const Stretch& stretch) {
        auto moved = std::make_shared<Picture>(picture);
        const Time end = stretch.from_file(picture.time) + picture.duration;
        moved->time = std::max(stretch.from_file(picture.time), stretch.begin);
        moved->duration = std::min(end, stretch.end()) - moved->time;
        return moved;
    }

    /// The block on the time line, without what lies outside its part; false if nothing is left.
    static bool cut(SoundBlock& block, const Stretch& stretch) {
        const auto frames = static_cast<std::ptrdiff_t>(block.samples.size() / output_channels);
        const auto frame_at = [&](Time time) {
            const double frame = (time - block.time).count() * output_rate;
            return static_cast<std::ptrdiff_t>(
                std::llround(std::clamp(frame, 0.0, static_cast<double>(frames))));
        };
        const std::ptrdiff_t from = frame_at(stretch.part.in);
        const std::ptrdiff_t to = frame_at(stretch.to_file(stretch.end()));
        block.samples.resize(static_cast<std::size_t>(to * output_channels));
        block.samples.erase(block.samples.begin(), block.samples.begin() + from * output_channels);
        block.time = stretch.from_file(block.time) + Time(static_cast<double>(from) / output_rate);
        return !block.samples.empty();
    }

    std::vector<Stretch> stretches_;
    OpenPart open_;
    FeedFacts facts_;
    std::map<std::size_t, std::unique_ptr<Feed>> feeds_; ///< open parts; null: cannot be opened
    std::set<std::size_t> ready_;                        ///< at their beginning, or in use
    std::size_t video_ = 0;                              ///< part the next picture is from
    std::size_t sound_ = 0;
    std::size_t next_index_ = 0;
    std::future<std::unique_ptr<Feed>> next_;
    Time skip_until_{0};
    int track_ = 0;
    std::vector<ClipFault> faults_;
    Guarded<OpenFeeds> open_feeds_; ///< for cancel()
    std::atomic<bool> cancelled_{false};
};

} // namespace

std::unique_ptr<Feed> open_time_line(const std::vector<Part>& parts, OpenPart open, Time limit) {
    const bool whole = parts.size() == 1 && parts.front().in <= Time(0) && parts.front().out <= Time(0) &&
                       parts.front().offset <= Time(0);
    if (whole)
        return open(parts.front().file, limit);
    return std::make_unique<PartsFeed>(parts, std::move(open), limit);
}

} // namespace media
