#include "app/cli/bench_playback.h"

#include "media/audio_output.h"
#include "media/clip_writer.h"
#include "media/error.h"
#include "media/log.h"
#include "media/stage.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace app {
namespace {

using media::Player;
using media::Time;
using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::chrono::seconds hang{20};

/// The players' wake-up, waited for.
class Wakes {
  public:
    std::function<void()> function() {
        return [this] {
            {
                const std::lock_guard lock(mutex_);
                ++count_;
            }
            changed_.notify_all();
        };
    }
    /// Milliseconds from the beginning of `action` until `ready`; asked again at every wake-up.
    double after(const std::function<void()>& action, const std::function<bool()>& ready) {
        const auto begin = std::chrono::steady_clock::now();
        action();
        std::unique_lock lock(mutex_);
        for (;;) {
            const long seen = count_;
            lock.unlock();
            if (ready())
                return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                    .count();
            lock.lock();
            if (!changed_.wait_until(lock, begin + hang, [&] { return count_ != seen; }))
                return -1;
        }
    }

    void until(const std::function<bool()>& ready) {
        after([] {}, ready);
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    long count_ = 0;
};

Json figures(std::vector<double> values) {
    const std::size_t lost = std::erase_if(values, [](double value) { return value < 0; }); // never came
    if (values.empty())
        return {{"lost", lost}};
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        const auto index =
            static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)));
        return std::round(values[index] * 100) / 100;
    };
    return {{"p50", at(0.5)}, {"p95", at(0.95)}, {"max", at(1)}, {"lost", lost}};
}

double rounded(double value) {
    return std::round(value * 100) / 100;
}

struct Usage {
    double seconds = 0; ///< of processor time
    long wake_ups = 0;  ///< voluntary context switches of every thread
};
Usage usage() {
    rusage now{};
    getrusage(RUSAGE_SELF, &now);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return {seconds(now.ru_utime) + seconds(now.ru_stime), now.ru_nvcsw};
}

/// A talking-head sort of picture: still background with grain, something that moves; number `number` of a
/// movement that comes back after `round` pictures.
std::vector<std::uint8_t> picture(media::Size size, int number, int round, std::mt19937& random) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width) *
                                     static_cast<std::size_t>(size.height) * 4);
    const double phase = 2 * std::acos(-1.0) * number / round;
    const int centre = size.width / 2 + static_cast<int>(size.width / 8.0 * std::sin(phase));
    auto grain = static_cast<std::uint32_t>(random());
    std::size_t at = 0;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x, at += 4) {
            grain = grain * 1664525U + 1013904223U;
            const int noise = static_cast<int>(grain >> 29U);
            const bool inside = std::abs(x - centre) < size.width / 8 && y > size.height / 4;
            pixels[at] = static_cast<std::uint8_t>((inside ? 90 : 60 + 80 * x / size.width) + noise);
            pixels[at + 1] = static_cast<std::uint8_t>((inside ? 120 : 70 + 80 * y / size.height) + noise);
            pixels[at + 2] = static_cast<std::uint8_t>((inside ? 170 + (x ^ y) % 32 : 90) + noise);
            pixels[at + 3] = 255;
        }
    return pixels;
}

void make_clip(const fs::path& file, media::Size size, double gop, double seconds) {
    media::ClipWriterOptions options{.size = size, .frame_rate = 30, .gop_seconds = gop, .crf = 20};
    media::ClipWriter writer(file, options);
    std::mt19937 random(1);
    // Drawing costs more than encoding: a few are repeated, as many as fit into modest memory.
    constexpr int memory = 200 << 20;
    const int round = std::clamp(memory / (size.width * size.height * 4), 4, 90);
    std::vector<std::vector<std::uint8_t>> shown;
    shown.reserve(static_cast<std::size_t>(round));
    for (int number = 0; number < round; ++number)
        shown.push_back(picture(size, number, round, random));
    const std::vector<float> silence(static_cast<std::size_t>(options.sample_rate / options.frame_rate));
    for (int number = 0; number < seconds * options.frame_rate; ++number) {
        writer.picture(shown[static_cast<std::size_t>(number) % shown.size()]);
        writer.sound(silence);
    }
    writer.finish();
}

/// The picture to show, or an error that says why there is none: a clip given by name may be anything.
void await_picture(Wakes& wakes, Player& player, const fs::path& clip) {
    wakes.until([&] {
        return player.frame_at_now() != nullptr || player.status().state == media::PlayerState::failed;
    });
    const media::PlayerStatus status = player.status();
    if (status.state == media::PlayerState::failed)
        throw media::Error(status.fault, status.failure);
    if (player.frame_at_now() == nullptr)
        throw media::Error(media::Fault::unsupported, "no moving picture in " + clip.string());
}

Json bench_open(const fs::path& clip, int rounds) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        Wakes wakes;
        const auto begin = std::chrono::steady_clock::now();
        Player player(std::vector<media::Part>{{.file = clip}}, nullptr, wakes.function());
        await_picture(wakes, player, clip);
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return figures(times);
}

Json bench_switch(const fs::path& clip, int rounds) {
    Wakes wakes;
    media::Stage stage(nullptr, wakes.function());
    std::vector<media::Act> acts;
    acts.reserve(static_cast<std::size_t>(rounds) + 2);
    for (int index = 0; index < rounds + 2; ++index)
        acts.push_back({.key = std::to_string(index), .parts = {{.file = clip}}});
    const auto ready = [&](std::size_t index) {
        Player* player = stage.prepared(acts[index].key);
        return player != nullptr && player->frame_at_now() != nullptr;
    };
    stage.show(acts[0], {acts[1]});
    std::vector<double> times;
    for (std::size_t index = 1; index + 1 < acts.size(); ++index) {
        wakes.until([&] { return ready(index); });
        const auto begin = std::chrono::steady_clock::now();
        stage.show(acts[index], {acts[index + 1], acts[index - 1]});
        wakes.until([&] { return stage.current()->frame_at_now() != nullptr; });
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return figures(times);
}

void bench_places(Json& result, const fs::path& clip, int rounds) {
    Wakes wakes;
    Player player(std::vector<media::Part>{{.file = clip}}, nullptr, wakes.function());
    wakes.until([&] { return player.frame_at_now() != nullptr; });
    const double duration = player.status().duration.count();
    std::mt19937 random(11);
    std::uniform_real_distribution<double> place(0, duration);
    const auto rested = [&] { return !player.status().seeking; };
    std::vector<double> exact;
    std::vector<double> preview;
    std::vector<double> back;
    exact.reserve(static_cast<std::size_t>(rounds));
    preview.reserve(static_cast<std::size_t>(rounds));
    for (int round = 0; round < rounds; ++round) {
        exact.push_back(wakes.after([&] { player.seek(Time(place(random))); }, rested));
    }
    for (int round = 0; round < rounds; ++round) {
        preview.push_back(
            wakes.after([&] { player.seek(Time(place(random)), media::SeekMode::preview); }, rested));
    }
    for (int round = 0; round < rounds / 4 + 1; ++round) {
        player.seek(Time(duration * 0.3 + place(random) * 0.6));
        wakes.until(rested);
        for (int step = 0; step < 40; ++step) {
            const media::PicturePtr before = player.frame_at_now();
            back.push_back(
                wakes.after([&] { player.step(-1); }, [&] { return player.frame_at_now() != before; }));
        }
    }
    result["exact_seek_ms"] = figures(exact);
    result["preview_seek_ms"] = figures(preview);
    result["step_back_ms"] = figures(back);
}

/// What playing showed: each picture with its time, and when it was on the surface.
struct Played {
    std::vector<double> times;  ///< of the pictures, on the time line
    std::vector<double> drawn;  ///< steady clock
    std::vector<double> errors; ///< milliseconds a picture was later than the sound heard then

    /// The usual distance of two pictures.
    [[nodiscard]] double frame() const {
        std::vector<double> gaps;
        for (std::size_t i = 1; i < times.size(); ++i)
            gaps.push_back(times[i] - times[i - 1]);
        std::sort(gaps.begin(), gaps.end());
        return gaps.empty() ? 0 : gaps[gaps.size() / 2];
    }
};

/// As the presenter does it: each picture drawn into a window's size when it is due.
Played play_for(Player& player, const media::AudioOutput& sound, double seconds) {
    media::PictureScaler scaler;
    const media::Size size{1920, 1080};
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width * size.height) * 4);
    const media::Surface surface{pixels.data(), size, static_cast<std::ptrdiff_t>(size.width) * 4};
    const media::SteadyClock clock;
    const Time end = clock.now() + Time(seconds);
    Played played;
    media::PicturePtr last;
    while (clock.now() < end) {
        if (media::PicturePtr next = player.frame_at_now(); next && next != last) {
            scaler.draw(*next, surface, media::fit(next->display_size(), {0, 0, size.width, size.height}));
            played.times.push_back(next->time.count());
            played.drawn.push_back(clock.now().count());
            if (sound.clock_running())
                played.errors.push_back((player.status().position - next->time).count() * 1000);
            last = std::move(next);
        }
        const Time due = player.next_picture_due().value_or(clock.now() + Time(0.005));
        std::this_thread::sleep_for(std::min(due, end) - clock.now());
    }
    return played;
}

/// Pictures the time line has and nobody saw, and those that stood for longer than one and a half.
void count_pictures(Json& result, const Played& played) {
    const double frame = played.frame();
    std::int64_t missing = 0;
    int repeated = 0;
    double longest = 0;
    for (std::size_t i = 1; i < played.times.size() && frame > 0; ++i) {
        const double still = played.drawn[i] - played.drawn[i - 1];
        missing += std::max(0L, std::lround((played.times[i] - played.times[i - 1]) / frame) - 1);
        repeated += still > 1.5 * frame ? 1 : 0;
        longest = std::max(longest, still);
    }
    result["pictures"] = played.times.size();
    result["missing"] = missing;
    result["repeated"] = repeated;
    result["longest_still_ms"] = rounded(longest * 1000);
}

void bench_playing(Json& result, const fs::path& clip, double seconds) {
    Wakes wakes;
    media::AudioOutput sound(media::AudioOutput::Options{});
    Player player(std::vector<media::Part>{{.file = clip}}, &sound, wakes.function());
    await_picture(wakes, player, clip);
    player.set_on_stage(true);
    player.play();
    const Usage begin = usage();
    const Played played = play_for(player, sound, seconds);
    const Usage end = usage();
    Json& play = result["play"];
    count_pictures(play, played);
    play["dropped"] = player.status().pictures_dropped;
    play["processor_percent"] = rounded((end.seconds - begin.seconds) / seconds * 100);
    std::vector<double> errors = played.errors;
    std::sort(errors.begin(), errors.end());
    // Without a sound device that runs there is nothing to be late for.
    result["av_error_ms"] = errors.empty()
                                ? Json()
                                : Json{{"median", rounded(errors[errors.size() / 2])},
                                       {"p5", rounded(errors[errors.size() / 20])},
                                       {"p95", rounded(errors[errors.size() - 1 - errors.size() / 20])},
                                       {"sound", sound.status().backend}};
    player.pause();
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const Usage paused = usage();
    constexpr int rest = 4;
    std::this_thread::sleep_for(std::chrono::seconds(rest));
    const Usage rested = usage();
    // The sleeper itself is one.
    result["paused"] = {
        {"wake_ups_per_second",
         rounded(static_cast<double>(std::max(0L, rested.wake_ups - paused.wake_ups - 1)) / rest)},
        {"processor_percent", rounded((rested.seconds - paused.seconds) / rest * 100)}};
}

struct Folder {
    Folder()
        : path(fs::temp_directory_path() / ("dossier-bench-" + std::to_string(getpid()))) {
        fs::create_directories(path);
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path path;
};

} // namespace

nlohmann::json bench_playback(const PlaybackBench& options) {
    media::silence_library_log();
    std::vector<fs::path> clips = options.clips;
    const Folder folder;
    if (clips.empty()) {
        const auto add = [&](const char* name, media::Size size, double gop, double seconds) {
            clips.push_back(folder.path / name);
            make_clip(clips.back(), size, gop, seconds);
        };
        add("1080p30 key pictures each 1 s.mp4", {1920, 1080}, 1, 20);
        add("1080p30 key pictures each 2 s.mp4", {1920, 1080}, 2, 20);
        add("1080p30 key pictures each 8.3 s.mp4", {1920, 1080}, 250.0 / 30, 20);
        add("2160p30 key pictures each 2 s.mp4", {3840, 2160}, 2, 6);
    }
    Json results = Json::array();
    for (const fs::path& clip : clips) {
        Json result{{"clip", clip.stem().string()},
                    {"open_ms", bench_open(clip, options.rounds)},
                    {"switch_ms", bench_switch(clip, options.rounds)}};
        bench_places(result, clip, options.rounds);
        bench_playing(result, clip, options.play_seconds);
        results.push_back(std::move(result));
    }
    return results;
}

} // namespace app
