// Sound and picture through a real sound server: in time with each other, over pauses, seeks and lost sinks.
#include "media/audio_output.h"
#include "media/log.h"
#include "media/player.h"

#include "support/clips.h"
#include "support/monitor.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <SDL.h>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>

namespace media_pulse_test {
namespace {

using media::PlayerState;
using media::Time;

constexpr int frame_rate = 30;

/// A click of 2 ms at every half second, numbered pictures.
void write_click_clip(const std::filesystem::path& file, double seconds) {
    media::silence_library_log();
    media::ClipWriterOptions options{.size = {320, 180}, .frame_rate = frame_rate, .preset = "ultrafast"};
    options.audio_codec = "pcm_s16le";
    media::ClipWriter writer(file, options);
    for (int picture = 0; picture < seconds * frame_rate; ++picture) {
        writer.picture(support::numbered_picture(options.size, picture));
        std::vector<float> samples(static_cast<std::size_t>(options.sample_rate / frame_rate));
        for (std::size_t index = 0; picture % (frame_rate / 2) == 0 && index < 96; ++index)
            samples[index] = 0.9F;
        writer.sound(samples);
    }
    writer.finish();
}

class AudiblePulseTest : public testing::Test {
  protected:
    /// These tests are about libpulse. SDL 2.26 beside it loses its question for each sink that appears
    /// (pa_context_get_sink_info_by_index without an unref).
    static void SetUpTestSuite() {
        const char* driver = std::getenv("SDL_AUDIODRIVER");
        driver_before_ = driver != nullptr ? driver : "";
        ::setenv("SDL_AUDIODRIVER", "dummy", 1);
    }
    static void TearDownTestSuite() { ::setenv("SDL_AUDIODRIVER", driver_before_.c_str(), 1); }

    void SetUp() override {
        if (!support::Monitor::available())
            GTEST_SKIP()
                << "no sound server with a sink named \"out\" answers (tools/with-display starts one)";
        write_click_clip(scratch_ / "click.mov", 8);
        output_ = std::make_unique<media::AudioOutput>(
            media::AudioOutput::Options{.device = "out", .wake = signal_.function()});
        player_ = std::make_unique<media::Player>(std::vector<media::Part>{{.file = scratch_ / "click.mov"}},
                                                  output_.get(), signal_.function());
        player_->set_on_stage(true);
        ASSERT_TRUE(signal_.until([&] { return player_->status().first_picture_ready; }));
        ASSERT_TRUE(signal_.until([&] { return output_->status().backend == "pulse"; }));
        wake_sink();
    }

    static inline std::string driver_before_;

    /// A null sink that slept takes up to 2 s before it takes the first sample.
    void wake_sink() {
        support::Monitor monitor;
        player_->play();
        for (int round = 0; round < 400 && !output_->clock_running(); ++round)
            monitor.listen(Time(0.01));
        ASSERT_TRUE(output_->clock_running());
        seek(Time(0));
    }
    void seek(Time to) {
        player_->pause();
        player_->seek(to);
        ASSERT_TRUE(signal_.until([&] { return !player_->status().seeking; }));
    }

    /// Plays for `length` and returns, per click heard, how much earlier than its picture it was (seconds).
    std::vector<double> measure(Time length) {
        support::Monitor monitor;
        std::vector<Time> shown;
        media::SteadyClock clock;
        const Time begin = clock.now();
        player_->play();
        media::PicturePtr last = player_->frame_at_now();
        while (clock.now() - begin < length) {
            monitor.listen(Time(0.002)); // waits for sound: that paces this loop
            const media::PicturePtr picture = player_->frame_at_now();
            if (picture == last)
                continue;
            last = picture;
            if (support::number_in(*media::to_bgra(*picture, 0)) % (frame_rate / 2) == 0)
                shown.push_back(clock.now());
        }
        player_->pause();
        std::vector<double> errors;
        for (const Time click : monitor.clicks())
            for (const Time picture : shown)
                if (std::abs((click - picture).count()) < 0.12)
                    errors.push_back((picture - click).count());
        return errors;
    }
    static double median(std::vector<double> values) {
        std::sort(values.begin(), values.end());
        return values.empty() ? 1 : values[values.size() / 2];
    }

    support::Scratch scratch_;
    support::WakeSignal signal_; // outlives what calls it
    std::unique_ptr<media::AudioOutput> output_;
    std::unique_ptr<media::Player> player_;
};

TEST_F(AudiblePulseTest, sound_and_picture_are_together_after_start_pause_and_seek) {
    const auto check = [&](const char* when, std::size_t clicks = 3) {
        const std::vector<double> errors = measure(Time(2.2));
        EXPECT_GE(errors.size(), clicks) << when;
        EXPECT_LT(std::abs(median(errors)), 0.020) << when;
        for (const double error : errors)
            EXPECT_LT(std::abs(error), 0.040) << when;
        RecordProperty(std::string(when) + " median ms", std::to_string(median(errors) * 1000));
    };
    check("start");
    check("pause");
    seek(Time(3.3));
    check("seek");
    player_->set_speed(1.5);
    check("faster", 1); // keeping the pitch swallows some clicks
}

/// A null sink of its own, taken away at the end at the latest.
class Sink {
  public:
    explicit Sink(std::string name)
        : name_(std::move(name)) {
        load();
    }
    ~Sink() { unload(); }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    void load() {
        const std::string command =
            "pactl load-module module-null-sink rate=48000 channels=2 sink_name=" + name_;
        FILE* pipe = popen(command.c_str(), "r");
        if (pipe == nullptr || fscanf(pipe, "%d", &module_) != 1)
            module_ = -1;
        if (pipe != nullptr)
            pclose(pipe);
    }
    void unload() {
        if (module_ >= 0 && system(("pactl unload-module " + std::to_string(module_)).c_str()) == 0)
            module_ = -1;
    }

  private:
    std::string name_;
    int module_ = -1;
};

/// Its sound is never decoded to the end then: the next answer of a meeting did not come.
TEST_F(AudiblePulseTest, a_clip_ends_although_its_device_stands_still) {
    struct Suspended {
        Suspended() { done = std::system("pactl suspend-sink out 1") == 0; }
        ~Suspended() { [[maybe_unused]] const int back = std::system("pactl suspend-sink out 0"); }
        bool done = false;
    };
    seek(Time(3)); // the rest is more than the player keeps ready
    player_->play();
    ASSERT_TRUE(signal_.until([&] { return output_->clock_running(); }));
    const Suspended suspended;
    ASSERT_TRUE(suspended.done);
    EXPECT_TRUE(signal_.until([&] { return player_->status().state == media::PlayerState::ended; }));
}

TEST_F(AudiblePulseTest, a_sink_taken_away_stops_neither_picture_nor_sound_and_is_taken_back) {
    support::ClipRecipe recipe;
    recipe.seconds = 12;
    support::make_clip(scratch_ / "tone.mp4", recipe);
    player_.reset();
    output_.reset();
    Sink sink("wanted");
    media::AudioOutput output({.device = "wanted", .wake = signal_.function()});
    media::Player player(std::vector<media::Part>{{.file = scratch_ / "tone.mp4"}}, &output,
                         signal_.function());
    player.set_on_stage(true);
    player.play();
    support::Monitor monitor;
    media::SteadyClock clock;
    media::PicturePtr last;
    Time changed = clock.now();
    Time longest{0};
    int pictures = 0;
    // Listens until `ready`, keeps the picture going, and says how long it took.
    const auto run_until = [&](const std::function<bool()>& ready) {
        const Time begin = clock.now();
        while (!ready() && clock.now() - begin < Time(20)) {
            monitor.listen(Time(0.005));
            const media::PicturePtr picture = player.frame_at_now();
            if (picture == last)
                continue;
            longest = std::max(longest, clock.now() - changed);
            changed = clock.now();
            last = picture;
            ++pictures;
        }
        return (clock.now() - begin).count();
    };
    run_until([&] { return output.clock_running() && player.status().position > Time(1); });
    EXPECT_EQ(output.status().device, "wanted");
    EXPECT_LT(monitor.level(), 0.01) << "it plays elsewhere";

    longest = Time(0);
    pictures = 0;
    changed = clock.now();
    sink.unload();
    const double gone = run_until([&] { return monitor.level() > 0.05; });
    EXPECT_GT(monitor.level(), 0.05) << "sound on another device";
    // How soon is a figure of the machine's load too: tests/bench/device_lost holds it against its goal.
    RecordProperty("seconds until heard elsewhere", std::to_string(gone));
    EXPECT_EQ(output.status().device, "out");
    EXPECT_TRUE(output.status().preferred_missing);

    sink.load();
    run_until([&] { return output.status().device == "wanted"; });
    EXPECT_EQ(output.status().device, "wanted");
    EXPECT_FALSE(output.status().preferred_missing);
    run_until([&] { return clock.now() - changed > Time(0.5) || player.status().position > Time(5); });
    // How long one picture stood is a figure of the machine's load; that pictures went on is the promise.
    RecordProperty("longest still, seconds", std::to_string(longest.count()));
    EXPECT_GT(pictures, 20) << "the picture goes on";
    EXPECT_GT(player.status().position.count(), 1.0);
}

TEST_F(AudiblePulseTest, the_device_it_began_with_is_taken_back_unless_somebody_chose_another) {
    player_.reset();
    output_.reset();
    Sink sink("began");
    ASSERT_EQ(system("pactl set-default-sink began"), 0);
    media::AudioOutput output({.wake = signal_.function()});
    const auto on = [&](const char* device) {
        return signal_.until([&] { return output.status().device == device; });
    };
    ASSERT_TRUE(on("began"));
    EXPECT_FALSE(output.status().preferred_missing);
    sink.unload();
    EXPECT_TRUE(on("out"));
    EXPECT_TRUE(signal_.until([&] { return output.status().preferred_missing; }));
    EXPECT_FALSE(output.status().missing_title.empty());
    sink.load();
    EXPECT_TRUE(on("began")) << "back again";
    EXPECT_FALSE(output.status().preferred_missing);
    // By hand, while its own device is there: that is the device from now on.
    EXPECT_EQ(system("pactl move-sink-input $(pactl list short sink-inputs | cut -f1 | tail -n 1) out"), 0);
    EXPECT_TRUE(on("out"));
    EXPECT_TRUE(signal_.until([&] { return !output.status().preferred_missing; }));
    EXPECT_EQ(system("pactl set-default-sink out"), 0);
}

TEST_F(AudiblePulseTest, the_chosen_device_is_used_at_once_and_taken_back_when_it_returns) {
    player_.reset();
    output_.reset();
    Sink hall("hall");
    media::AudioOutput output({.wake = signal_.function()});
    const auto on = [&](const char* device) {
        return signal_.until([&] { return output.status().device == device; });
    };
    const auto listed = [&](const char* device, bool there) {
        return signal_.until([&] {
            const std::vector<media::AudioDevice> devices = output.devices();
            return std::any_of(devices.begin(), devices.end(), [&](const media::AudioDevice& each) {
                       return each.name == device && !each.title.empty();
                   }) == there;
        });
    };
    ASSERT_TRUE(on("out"));
    EXPECT_TRUE(listed("hall", true));
    EXPECT_TRUE(listed("out", true));
    output.set_device({.name = "hall", .title = {}});
    EXPECT_TRUE(on("hall"));
    EXPECT_FALSE(output.status().preferred_missing);
    hall.unload();
    EXPECT_TRUE(on("out"));
    EXPECT_TRUE(listed("hall", false));
    EXPECT_TRUE(signal_.until([&] { return output.status().preferred_missing; }));
    hall.load();
    EXPECT_TRUE(on("hall")) << "the chosen one again";
    EXPECT_TRUE(signal_.until([&] { return !output.status().preferred_missing; }));
    output.set_device({});
    EXPECT_TRUE(on("out")) << "the default";
    EXPECT_TRUE(signal_.until([&] { return !output.status().preferred_missing; }));
}

TEST_F(AudiblePulseTest, a_device_chosen_before_it_is_there_is_taken_when_it_comes) {
    player_.reset();
    output_.reset();
    media::AudioOutput output({.wake = signal_.function()});
    output.set_device({.name = "later", .title = "Loudspeakers of the hall"});
    ASSERT_TRUE(
        signal_.until([&] { return output.status().device == "out" && output.status().preferred_missing; }));
    EXPECT_EQ(output.status().missing_title, "Loudspeakers of the hall");
    Sink later("later");
    EXPECT_TRUE(signal_.until([&] { return output.status().device == "later"; }));
    EXPECT_TRUE(signal_.until([&] { return !output.status().preferred_missing; }));
}

TEST(AudibleFallback, without_a_server_time_goes_on) {
    const char* server = std::getenv("PULSE_SERVER");
    const std::string before = server == nullptr ? "" : server;
    setenv("PULSE_SERVER", "unix:/nonexistent", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    support::WakeSignal signal;
    {
        media::AudioOutput output({.wake = signal.function()});
        ASSERT_TRUE(signal.until([&] { return output.status().backend == "sdl"; }));
        const auto user = output.attach([](float*, std::size_t) { return std::size_t{0}; });
        output.start(user);
        const media::SteadyClock clock;
        const Time begin = clock.now();
        while (output.frames_heard() < 4800 && clock.now() - begin < Time(5))
            std::this_thread::yield();
        EXPECT_GE(output.frames_heard(), 4800);
        output.detach(user);
    }
    before.empty() ? unsetenv("PULSE_SERVER") : setenv("PULSE_SERVER", before.c_str(), 1);
    unsetenv("SDL_AUDIODRIVER");
    SDL_Quit(); // what SDL keeps for itself counts as a leak otherwise
}

} // namespace
} // namespace media_pulse_test
