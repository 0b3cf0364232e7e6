// A media::Feed without files: numbered pictures, sound that tells its time, and faults on demand.
#pragma once

#include "media/feed.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace support {

struct FeedScript {
    int pictures = 90;
    double frame_rate = 30;
    int gop = 30;
    bool sound = false;
    double sound_seconds = -1;  ///< -1 = as long as the pictures
    float sound_level = -1;     ///< every sample; -1 = the sample's time
    int blocks_at_picture = -1; ///< next_picture() hangs there until cancelled
};

/// Counts and holds what a test wants to know of all feeds made from it.
struct FeedLog {
    std::mutex mutex;
    std::condition_variable changed;
    int opened = 0;
    int closed = 0;
    int decoded = 0;
    int seeks = 0;
};

/// Picture `n` is a 1x1 picture with n in its pixel and n / rate as its time. Sound sample at time t is t.
std::unique_ptr<media::Feed> make_scripted_feed(const FeedScript& script, std::shared_ptr<FeedLog> log = {});
int scripted_number(const media::Picture& picture);

} // namespace support
