// What presenting is about to show and is showing: places, answers in turn, black, hold, zoom, history. Pure:
// no windows, no clocks.
#pragma once

#include "app/meeting/answer_chain.h"

#include <optional>
#include <string>
#include <vector>

namespace app::meeting {

enum class Screen { material, black, white, check };

/// Zoom of a page: factor 1 = whole; centre as a fraction of the page.
struct Zoom {
    double factor = 1;
    double x = 0.5;
    double y = 0.5;
    bool operator==(const Zoom&) const = default;
};

/// The operator's place and the audience's. They differ only while the projector is held. Main thread.
class Show {
  public:
    explicit Show(std::vector<ShowCandidate> candidates);

    [[nodiscard]] const std::vector<ShowCandidate>& candidates() const { return candidates_; }
    [[nodiscard]] const Place& place() const { return place_; }
    /// What the audience sees: the place, or where it was when the projector was held.
    [[nodiscard]] const Place& shown() const { return held_ ? held_place_ : place_; }
    [[nodiscard]] Screen screen() const { return screen_; }
    [[nodiscard]] bool held() const { return held_; }
    [[nodiscard]] const Zoom& zoom() const { return zoom_; }
    [[nodiscard]] const ShowItem* item(const Place& place) const; ///< null for the list of the meeting
    [[nodiscard]] const ShowCandidate* candidate(const Place& place) const;

    /// Goes to the first answer; from then on steps lead from answer to answer, until any other place is gone
    /// to or end_answers(). False: nobody has one.
    bool start_answers(AnswerChain chain);
    void end_answers() { answers_.reset(); }
    /// An answer that is played in turn stands on the screen and has ended: it is the next one's turn.
    [[nodiscard]] bool answer_is_over(const std::optional<Place>& on_screen, bool ended) const;
    /// What is played one after another, or null.
    [[nodiscard]] const AnswerChain* answers() const { return answers_ ? &*answers_ : nullptr; }

    // Where a step leads from a place; nothing at the ends.
    [[nodiscard]] std::optional<Place> after(const Place& place) const;
    [[nodiscard]] std::optional<Place> before(const Place& place) const;
    [[nodiscard]] std::optional<Place> candidate_after(const Place& place) const;
    [[nodiscard]] std::optional<Place> candidate_before(const Place& place) const;

    // Each returns whether anything changed.
    bool next() { return go_to(after(place_)); }
    bool previous() { return go_to(before(place_)); }
    bool next_candidate() { return go_to(candidate_after(place_)); }
    bool previous_candidate() { return go_to(candidate_before(place_)); }
    bool first() { return go_to(Place{place_.candidate, 0, 0}); }
    bool last();
    bool turn(int leaves) { return go_to(Place{place_.candidate, place_.item, place_.leaf + leaves}); }
    bool go_to(std::optional<Place> place);
    /// The candidate with this number on the meeting's list, 0 = the list itself; false if there is none.
    bool go_to_number(int number);
    bool set_screen(Screen screen); ///< black again = back to the material
    void toggle_hold();
    /// Back to what was shown before; false with an empty history.
    bool not_this();
    bool zoom_by(double factor);
    bool pan(double x, double y);
    bool whole_page();

    /// Digits typed so far; they lapse `patience` seconds after the last one, so that a forgotten digit never
    /// sends the wrong candidate to the screen.
    void type_digit(int digit, double now);
    [[nodiscard]] std::string digits(double now) const;
    /// The number typed, and forgets it.
    std::optional<int> take_number(double now);
    void clear_digits();
    static constexpr double patience = 8;

    void set_leaves(const dossier::MaterialId& material, int leaves);
    /// Places that should be ready beforehand, most needed first; the present one is not among them.
    [[nodiscard]] std::vector<Place> neighbours() const;

  private:
    [[nodiscard]] bool valid(const Place& place) const;
    void remember(const Place& place);
    /// For a step within the answers; nothing: the place is not one of them.
    [[nodiscard]] std::optional<std::optional<Place>> among_answers(const Place& place, int step) const;

    std::vector<ShowCandidate> candidates_;
    Place place_;
    Place held_place_;
    bool held_ = false;
    Screen screen_ = Screen::material;
    Zoom zoom_;
    std::vector<Place> history_;
    std::optional<AnswerChain> answers_; ///< place_ is one of them
    std::string digits_;
    double last_digit_ = 0;
};

} // namespace app::meeting
