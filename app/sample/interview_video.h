// The moving picture of a fictional interview: a drawn room, the candidate speaking, captions, a clock.
#pragma once

#include "app/sample/face.h"
#include "app/sample/interview.h"
#include "app/sample/room.h"

#include <cairo.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

namespace app::sample {

struct VideoOptions {
    int height = 720; ///< 16:9
    int frame_rate = 25;
    int frames_a_picture = 2; ///< the figure moves every second frame: half the work
    std::string name;
    std::string post;
    std::string place_and_date; ///< beside the clock
};

/// Draws the pictures; keeps what does not change. Not thread-safe, one per clip.
class InterviewPictures {
  public:
    InterviewPictures(const Interview& interview, const Face& face, const Room& room,
                      const VideoOptions& options);
    ~InterviewPictures();
    InterviewPictures(const InterviewPictures&) = delete;
    InterviewPictures& operator=(const InterviewPictures&) = delete;

    /// The picture at `seconds`; valid until the next call. BGRA, rows without padding.
    cairo_surface_t* at(double seconds);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Writes the clip, chapters included. False: stopped, and no file is left. Throws media::Error.
bool write_interview_video(const std::filesystem::path& file, const Interview& interview, const Face& face,
                           const Room& room, const VideoOptions& options, const std::atomic<bool>& stop);
/// The same without a picture (.mp3, .m4a).
void write_interview_audio(const std::filesystem::path& file, const Interview& interview,
                           const std::string& title);

} // namespace app::sample
