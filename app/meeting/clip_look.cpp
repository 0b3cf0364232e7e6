#include "app/meeting/clip_look.h"

#include "app/media_facts.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

namespace app::meeting {

namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20U;

/// Empty where the file is missing: a clip that was not prepared has a plain time line.
std::string contents(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::file_size(file, error) > largest_file || error)
        return {};
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// As the player lays the parts out.
std::vector<LookPart> laid_out(const ClipSetup& clip) {
    std::vector<LookPart> parts;
    for (const media::Part& part : clip.parts) {
        LookPart made;
        made.in = std::max(0.0, part.in.count());
        made.begin = std::max(parts.empty() ? 0.0 : parts.back().begin, part.offset.count());
        // One that goes to the end of its file ends where the next begins.
        made.end = part.out.count() > 0 ? made.begin + std::max(0.0, part.out.count() - made.in)
                                        : std::numeric_limits<double>::infinity();
        if (!parts.empty())
            parts.back().end = std::min(parts.back().end, made.begin);
        parts.push_back(std::move(made));
    }
    if (!parts.empty())
        parts.back().end = std::min(parts.back().end, std::max(parts.back().begin, clip.duration) + 1);
    return parts;
}

} // namespace

ClipLook read_look(const ClipSetup& clip) {
    ClipLook look{laid_out(clip)};
    for (std::size_t i = 0; i < look.parts.size() && i < clip.looks.size(); ++i) {
        look.parts[i].strip = media::strip_of(contents(clip.looks[i].strip));
        look.parts[i].waveform = waveform_of(contents(clip.looks[i].waveform));
    }
    int peak = 0;
    for (const LookPart& part : look.parts)
        for (const std::int8_t each : part.waveform.peaks)
            peak = std::max(peak, std::abs(int{each}));
    constexpr float silence = 0.02F; // noise is not blown up to a storm
    look.loudest = std::max(silence, static_cast<float>(peak) / 127);
    return look;
}

const LookPart* ClipLook::at(double time) const {
    for (const LookPart& part : parts)
        if (time >= part.begin && time < part.end)
            return &part;
    return nullptr;
}

float ClipLook::level(double from, double to) const {
    const LookPart* part = at((from + to) / 2);
    if (part == nullptr || part->waveform.peaks.size() < 2)
        return 0;
    const std::vector<std::int8_t>& peaks = part->waveform.peaks;
    const std::size_t last = peaks.size() / 2 - 1;
    const auto slot = [&](double time) {
        const double place = (time - part->begin + part->in) * part->waveform.per_second;
        return static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, static_cast<double>(last)));
    };
    int peak = 0;
    for (std::size_t at = slot(from); at <= slot(to); ++at)
        peak = std::max({peak, -peaks[2 * at], +peaks[2 * at + 1]});
    return std::min(1.0F, static_cast<float>(peak) / 127 / loudest);
}

ClipLooks::ClipLooks(std::function<void()> wake)
    : wake_(std::move(wake))
    , thread_([this] { run(); }) {}

ClipLooks::~ClipLooks() {
    shared_.with_locked([](Shared& shared) { shared.stop = true; });
    changed_.notify_all();
}

std::shared_ptr<const ClipLook> ClipLooks::of(const std::shared_ptr<const ClipSetup>& clip) {
    std::shared_ptr<const ClipLook> look;
    const bool asked = shared_.with_locked([&](Shared& shared) {
        if (shared.read == clip)
            look = shared.look;
        return std::exchange(shared.wanted, clip) != clip;
    });
    if (asked)
        changed_.notify_all();
    return look;
}

bool ClipLooks::arrived() {
    return shared_.with_locked([](Shared& shared) { return std::exchange(shared.arrived, false); });
}

void ClipLooks::run() {
    for (;;) {
        std::shared_ptr<const ClipSetup> clip;
        bool stop = false;
        shared_.wait(changed_, [&](Shared& shared) {
            clip = shared.wanted;
            stop = shared.stop;
            return stop || (clip != nullptr && clip != shared.read);
        });
        if (stop)
            return;
        auto look = std::make_shared<const ClipLook>(read_look(*clip));
        shared_.with_locked([&](Shared& shared) {
            shared.read = clip;
            shared.look = std::move(look);
            shared.arrived = true;
        });
        wake_();
    }
}

} // namespace app::meeting
