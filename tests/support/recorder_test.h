// A recorder on scripted devices that fall silent, break, change and come back.
#pragma once

#include "media/device_clock.h"
#include "media/log.h"
#include "media/recorder.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

namespace support {

using namespace media; // NOLINT: tests of media only

/// What the test does to a device while it is open.
struct Switch {
    std::atomic<bool> broken{false}; ///< next() throws, opening fails
    std::atomic<bool> silent{false}; ///< nothing comes
    std::atomic<double> late{0};     ///< seconds between capture and delivery
    std::atomic<int> width{160};     ///< of the pictures; height is 9/16 of it
    std::atomic<int> light{90};      ///< of the pictures; -1: another one each time
    std::atomic<int> loud{8000};     ///< of the sound
};

class Scripted : public media::CaptureSource {
  public:
    Scripted(bool video, Switch& control)
        : video_(video)
        , control_(control)
        , next_(monotonic_now()) {
        if (control_.broken)
            throw Error(Fault::device, "the scripted device is not there", ENODEV);
    }
    std::optional<Captured> next() override {
        if (control_.broken)
            throw Error(Fault::device, "the scripted device is gone", ENODEV);
        const Time step(video_ ? 1.0 / 30 : 0.02);
        const Time wait = next_ + step - monotonic_now();
        if (wait > Time(0))
            std::this_thread::sleep_for(wait);
        const Time time = next_;
        next_ += step;
        if (control_.silent)
            return std::nullopt;
        return Captured{video_ ? picture() : sound(), time - Time(control_.late)};
    }
    [[nodiscard]] std::string description() const override { return video_ ? "camera" : "microphone"; }

  private:
    Frame picture() {
        const int width = control_.width;
        const int height = width * 9 / 16;
        const int light = control_.light >= 0 ? control_.light.load() : 60 + count_++ % 100;
        Frame frame = make_frame();
        frame->format = AV_PIX_FMT_BGR0;
        frame->width = width;
        frame->height = height;
        check(av_frame_get_buffer(frame.get(), 0), Fault::device, "picture");
        memset(frame->data[0], light,
               static_cast<std::size_t>(frame->linesize[0]) * static_cast<std::size_t>(height));
        return frame;
    }
    Frame sound() {
        const auto loud = static_cast<std::int16_t>(control_.loud.load());
        Frame frame = make_frame();
        frame->format = AV_SAMPLE_FMT_S16;
        frame->sample_rate = 48000;
        frame->nb_samples = 960;
        av_channel_layout_default(&frame->ch_layout, 2);
        check(av_frame_get_buffer(frame.get(), 0), Fault::device, "sound");
        auto* samples = reinterpret_cast<std::int16_t*>(frame->data[0]);
        for (int i = 0; i < 1920; ++i)
            samples[i] = i % 100 < 50 ? loud : static_cast<std::int16_t>(-loud);
        return frame;
    }

    bool video_;
    Switch& control_;
    Time next_;
    int count_ = 0;
};

class RecorderTest : public testing::Test {
  protected:
    RecorderOptions options() {
        silence_library_log();
        RecorderOptions options;
        options.video = [this] { return std::make_unique<Scripted>(true, camera_); };
        options.audio = [this] { return std::make_unique<Scripted>(false, microphone_); };
        options.folder = scratch_.path();
        options.name = "interview";
        options.progress = scratch_ / "progress";
        return options;
    }
    /// Waits up to half a minute, however busy the machine is.
    template <class Condition>
    static bool wait_until(Condition&& condition) {
        for (int i = 0; i < 3000; ++i) {
            if (condition())
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }
    static bool wait_for(Recorder& recorder, RecorderState state) {
        return wait_until([&] { return recorder.status().state == state; });
    }
    static bool wait_for(Recorder& recorder, RecorderEvent::Kind kind) {
        return wait_for(recorder, kind, "");
    }
    static bool wait_for(Recorder& recorder, RecorderEvent::Kind kind, const std::string& detail) {
        return wait_until([&] {
            for (const RecorderEvent& event : recorder.take_events())
                if (event.kind == kind && (detail.empty() || event.detail == detail))
                    return true;
            return false;
        });
    }
    static bool wait_for_seconds(Recorder& recorder, double seconds) {
        return wait_until([&] { return recorder.position().count() >= seconds; });
    }

    Scratch scratch_;
    Switch camera_;
    Switch microphone_;
};

} // namespace support
