#include "app/cli/bench_playback.h"

#include "media/clip_writer.h"
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
    if (values.empty())
        return nullptr;
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
        return std::round(values[index] * 100) / 100;
    };
    return {{"p50", at(0.5)}, {"p95", at(0.95)}, {"max", at(1)}};
}

struct Usage {
    double seconds = 0; ///< of processor time
    long switches = 0;
};
Usage usage() {
    rusage now{};
    getrusage(RUSAGE_SELF, &now);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return {seconds(now.ru_utime) + seconds(now.ru_stime), now.ru_nvcsw + now.ru_nivcsw};
}

/// A talking-head sort of picture: still background with grain, something that moves.
std::vector<std::uint8_t> picture(media::Size size, int number, std::mt19937& random) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width) *
                                     static_cast<std::size_t>(size.height) * 4);
    const int centre = size.width / 2 + static_cast<int>(size.width / 8 * std::sin(number * 0.07));
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
    std::vector<std::vector<std::uint8_t>> shown; // drawing costs more than encoding: a few are repeated
    for (int number = 0; number < 90; ++number)
        shown.push_back(picture(size, number, random));
    const std::vector<float> silence(static_cast<std::size_t>(options.sample_rate / options.frame_rate));
    for (int number = 0; number < seconds * options.frame_rate; ++number) {
        writer.picture(shown[static_cast<std::size_t>(number) % shown.size()]);
        writer.sound(silence);
    }
    writer.finish();
}

Json bench_open(const fs::path& clip, int rounds) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        Wakes wakes;
        const auto begin = std::chrono::steady_clock::now();
        Player player(std::vector<media::Part>{{.file = clip}}, nullptr, wakes.function());
        wakes.until([&] { return player.frame_at_now() != nullptr; });
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return figures(times);
}

Json bench_switch(const fs::path& clip, int rounds) {
    Wakes wakes;
    media::Stage stage(nullptr, wakes.function());
    std::vector<media::Act> acts;
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

void bench_playing(Json& result, const fs::path& clip, double seconds) {
    Wakes wakes;
    Player player(std::vector<media::Part>{{.file = clip}}, nullptr, wakes.function());
    wakes.until([&] { return player.frame_at_now() != nullptr; });
    media::PictureScaler scaler;
    const media::Size size{1920, 1080};
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width * size.height) * 4);
    const media::Surface surface{pixels.data(), size, static_cast<std::ptrdiff_t>(size.width) * 4};
    player.play();
    const Usage begin = usage();
    const media::SteadyClock clock;
    const Time end = clock.now() + Time(seconds);
    media::PicturePtr last;
    int shown = 0;
    while (clock.now() < end) {
        if (media::PicturePtr next = player.frame_at_now(); next && next != last) {
            scaler.draw(*next, surface, media::fit(next->display_size(), {0, 0, size.width, size.height}));
            last = std::move(next);
            ++shown;
        }
        const Time due = player.next_picture_due().value_or(clock.now() + Time(0.005));
        std::this_thread::sleep_for(std::min(due, end) - clock.now());
    }
    const Usage played = usage();
    result["play"] = {
        {"pictures", shown},
        {"dropped", player.status().pictures_dropped},
        {"processor_percent", std::round((played.seconds - begin.seconds) / seconds * 1000) / 10}};
    player.pause();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const Usage paused = usage();
    constexpr int rest = 2;
    std::this_thread::sleep_for(std::chrono::seconds(rest));
    const Usage rested = usage();
    // The sleeper itself is one.
    result["paused"] = {
        {"switches_per_second", (rested.switches - paused.switches - 1) / rest},
        {"processor_percent", std::round((rested.seconds - paused.seconds) / rest * 1000) / 10}};
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
