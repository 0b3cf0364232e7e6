#include "app/meeting/show.h"

#include <algorithm>

namespace app::meeting {

namespace {

constexpr std::size_t history_limit = 200;

int count(const std::vector<ShowItem>& items) {
    return static_cast<int>(items.size());
}

} // namespace

Show::Show(std::vector<ShowCandidate> candidates)
    : candidates_(std::move(candidates)) {
    if (candidates_.empty())
        place_.candidate = -1;
}

const ShowCandidate* Show::candidate(const Place& place) const {
    const bool exists = place.candidate >= 0 && place.candidate < static_cast<int>(candidates_.size());
    return exists ? &candidates_[static_cast<std::size_t>(place.candidate)] : nullptr;
}

const ShowItem* Show::item(const Place& place) const {
    const ShowCandidate* who = candidate(place);
    const bool exists = who != nullptr && place.item >= 0 && place.item < count(who->items);
    return exists ? &who->items[static_cast<std::size_t>(place.item)] : nullptr;
}

bool Show::valid(const Place& place) const {
    if (place.candidate == -1)
        return place.leaf >= 0;
    const ShowItem* what = item(place);
    return what != nullptr && place.leaf >= 0 && place.leaf < std::max(1, what->leaves) &&
           (place.answer == 0 || answer_at(what, place) != nullptr);
}

bool Show::start_answers(AnswerChain chain) {
    if (chain.empty())
        return false;
    answers_ = std::move(chain);
    go_to(answers_->place());
    return true;
}

bool Show::answer_is_over(const std::optional<Place>& on_screen, bool ended) const {
    return answers_ && !held_ && screen_ == Screen::material && on_screen == place_ && ended &&
           after(place_).has_value();
}

std::optional<std::optional<Place>> Show::among_answers(const Place& place, int step) const {
    if (!answers_ || !answers_->from(place, 0))
        return std::nullopt;
    return answers_->from(place, step);
}

std::optional<Place> Show::after(const Place& place) const {
    if (const auto answer = among_answers(place, 1))
        return *answer;
    const Place next{place.candidate, place.item + 1, 0};
    if (place.candidate >= 0 && valid(next))
        return next;
    return candidate_after(place);
}

std::optional<Place> Show::before(const Place& place) const {
    if (const auto answer = among_answers(place, -1))
        return *answer;
    if (place.candidate < 0)
        return std::nullopt;
    if (place.item > 0)
        return Place{place.candidate, place.item - 1, 0};
    const ShowCandidate* who = candidate({place.candidate - 1, 0, 0});
    if (who == nullptr)
        return std::nullopt;
    return Place{place.candidate - 1, count(who->items) - 1, 0};
}

std::optional<Place> Show::candidate_after(const Place& place) const {
    if (const auto answer = among_answers(place, 1))
        return *answer;
    const Place next{place.candidate + 1, 0, 0};
    return valid(next) ? std::optional(next) : std::nullopt;
}

std::optional<Place> Show::candidate_before(const Place& place) const {
    if (const auto answer = among_answers(place, -1))
        return *answer;
    return place.candidate > 0 ? std::optional(Place{place.candidate - 1, 0, 0}) : std::nullopt;
}

void Show::remember(const Place& place) {
    history_.push_back(place);
    if (history_.size() > history_limit)
        history_.erase(history_.begin());
}

bool Show::go_to(std::optional<Place> place) {
    if (!place || !valid(*place))
        return false;
    // A step also ends black, white and the check page: what the operator chose is what is shown.
    const bool changed = *place != place_ || (screen_ != Screen::material && !held_);
    if (*place != place_) {
        if (!held_)
            remember(place_);
        zoom_ = {};
    }
    place_ = *place;
    if (answers_ && !answers_->go_to(place_))
        answers_.reset();
    if (!held_)
        screen_ = Screen::material;
    return changed;
}

bool Show::last() {
    const ShowCandidate* who = candidate(place_);
    return who != nullptr && go_to(Place{place_.candidate, count(who->items) - 1, 0});
}

bool Show::go_to_number(int number) {
    if (number == 0)
        return go_to(Place{-1, 0, 0});
    for (std::size_t i = 0; i < candidates_.size(); ++i)
        if (candidates_[i].number == number)
            return go_to(Place{static_cast<int>(i), 0, 0});
    return false;
}

bool Show::set_screen(Screen screen) {
    screen_ = screen_ == screen ? Screen::material : screen;
    return true;
}

void Show::toggle_hold() {
    held_ = !held_;
    if (held_)
        held_place_ = place_;
    else if (held_place_ != place_)
        remember(held_place_);
}

bool Show::not_this() {
    if (screen_ != Screen::material) {
        screen_ = Screen::material;
        return true;
    }
    if (history_.empty())
        return false;
    place_ = history_.back();
    history_.pop_back();
    if (answers_ && !answers_->go_to(place_))
        answers_.reset();
    zoom_ = {};
    return true;
}

bool Show::zoom_by(double factor) {
    const Zoom before = zoom_;
    zoom_.factor = std::clamp(zoom_.factor * factor, 1.0, 8.0);
    if (zoom_.factor < 1.01)
        zoom_ = {};
    pan(0, 0);
    return zoom_ != before;
}

bool Show::pan(double x, double y) {
    const Zoom before = zoom_;
    // The visible part never leaves the page.
    const double half = 0.5 / zoom_.factor;
    zoom_.x = std::clamp(zoom_.x + x / zoom_.factor, half, 1 - half);
    zoom_.y = std::clamp(zoom_.y + y / zoom_.factor, half, 1 - half);
    return zoom_ != before;
}

bool Show::whole_page() {
    const bool changed = zoom_ != Zoom{};
    zoom_ = {};
    return changed;
}

void Show::type_digit(int digit, double now) {
    if (now - last_digit_ > patience)
        digits_.clear();
    if (digits_.size() < 4)
        digits_ += static_cast<char>('0' + digit);
    last_digit_ = now;
}

std::string Show::digits(double now) const {
    return now - last_digit_ > patience ? std::string() : digits_;
}

std::optional<int> Show::take_number(double now) {
    const std::string typed = digits(now);
    digits_.clear();
    if (typed.empty())
        return std::nullopt;
    return std::stoi(typed);
}

void Show::clear_digits() {
    digits_.clear();
}

void Show::set_leaves(const dossier::MaterialId& material, int leaves) {
    for (ShowCandidate& who : candidates_)
        for (ShowItem& what : who.items)
            if (what.id == material)
                what.leaves = std::max(1, leaves);
    const ShowItem* here = item(place_);
    if (here != nullptr && place_.leaf >= here->leaves)
        place_.leaf = here->leaves - 1;
}

std::vector<Place> Show::neighbours() const {
    std::vector<Place> places;
    const auto add = [&](std::optional<Place> place) {
        if (place && valid(*place) && *place != place_ &&
            std::find(places.begin(), places.end(), *place) == places.end())
            places.push_back(*place);
    };
    const std::optional<Place> onward = candidate_after(place_);
    add(Place{place_.candidate, place_.item, place_.leaf + 1});
    add(after(place_));
    add(onward);
    add(before(place_));
    add(candidate_before(place_));
    add(Place{place_.candidate, place_.item, place_.leaf - 1});
    if (onward)
        add(candidate_after(*onward));
    if (!history_.empty())
        add(history_.back());
    return places;
}

} // namespace app::meeting
