#include "app/meeting/turn_times.h"

#include "dossier/formats/json_text.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace app::meeting {

namespace {

constexpr std::chrono::milliseconds limit{8};
constexpr std::size_t kept = 12;

double rounded(std::chrono::duration<double> seconds, double per_second) {
    return std::round(seconds.count() * per_second * 1000) / 1000;
}

std::string name_of(std::optional<Command> command) {
    for (const CommandRow& row : command_table())
        if (command == row.command)
            return row.label;
    return "";
}

} // namespace

void TurnTimes::begin(Clock::time_point now) {
    begun_ = now;
    left_out_ = Clock::duration{0};
    command_.reset();
}

void TurnTimes::end(Clock::time_point now) {
    const Clock::duration duration = now - begun_ - left_out_;
    ++turns_;
    too_long_ += duration > limit ? 1 : 0;
    if (worst_.size() == kept && duration <= worst_.back().duration)
        return;
    const auto shorter = std::find_if(worst_.begin(), worst_.end(),
                                      [&](const Turn& turn) { return turn.duration < duration; });
    worst_.insert(shorter, {.duration = duration, .at = begun_ - started_, .command = command_});
    worst_.resize(std::min(worst_.size(), kept));
}

TurnTimes::Clock::duration TurnTimes::longest() const {
    return worst_.empty() ? Clock::duration{0} : worst_.front().duration;
}

void TurnTimes::write(const std::filesystem::path& file) const {
    nlohmann::ordered_json worst = nlohmann::ordered_json::array();
    for (const Turn& turn : worst_)
        worst.push_back({{"ms", rounded(turn.duration, 1000)},
                         {"at_seconds", rounded(turn.at, 1)},
                         {"command", name_of(turn.command)}});
    const nlohmann::ordered_json json{{"turns", turns_},
                                      {"longest_ms", rounded(longest(), 1000)},
                                      {"over_8_ms", too_long_},
                                      {"worst", worst}};
    std::ofstream out(file);
    out << formats::json_text(json) << '\n';
    if (!out.flush())
        throw std::runtime_error(file.string());
}

} // namespace app::meeting
