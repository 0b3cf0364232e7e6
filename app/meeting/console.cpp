#include "app/meeting/console.h"

#include "app/language.h"
#include "app/meeting/presentation.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <imgui.h>

namespace app::meeting {

namespace {

constexpr double playing_interval = 0.1;
constexpr double frame_interval = 0.016; ///< between the frames ImGui needs after an input
constexpr int settle_frames = 3;
constexpr media::Size row_size{128, 72};
constexpr media::Size first_stage_size{768, 432};

std::string wall_clock(bool seconds) {
    const std::time_t time = std::time(nullptr);
    std::tm local{};
    localtime_r(&time, &local);
    char text[16];
    const std::size_t length = std::strftime(text, sizeof text, seconds ? "%H:%M:%S" : "%H:%M", &local);
    return {text, length};
}

double seconds_to_next_minute() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const double seconds = std::chrono::duration<double>(now).count();
    return 60 - (seconds - 60 * static_cast<double>(static_cast<long long>(seconds / 60))) + 0.05;
}

} // namespace

struct Console::State {
    const AudienceWindow& audience;
    std::unique_ptr<gui::Window> window;
    ClipBook book;
    ConsoleState panels;
    media::Size stage_size = first_stage_size; ///< pictures are made this large, so that they stay sharp
    media::Size stage_seen;                    ///< at the last draw
    std::optional<ClipLooks> looks;
    std::shared_ptr<const SpokenHits> hits_seen;
    std::shared_ptr<const ClipFaults> faults_seen;
    int frames_wanted = settle_frames;
    double last_draw = 0;
    std::string minute; ///< as drawn
    bool closed = false;

    State(const AudienceWindow& audience, const Book& of, std::function<void()> wake)
        : audience(audience)
        , book(of.catalogue, of.programme, std::move(wake)) {}

    void open(const Displays& displays);
    [[nodiscard]] SDL_Rect home(const Displays& displays) const;
    Thumbnail picture(Presentation& presentation, const Place& place, media::Size size);
    ConsoleView view(Presentation& presentation);
    void choose_stage_size();
    void add_look(ConsoleView& view);
    void carry_out(const Intents& intents, Presentation& presentation);
    Intents draw_panels(const ConsoleView& view);
};

/// The operator's display is one that is not the projector; on a single display a smaller window over it.
SDL_Rect Console::State::home(const Displays& displays) const {
    SDL_Rect bounds{0, 0, 1280, 720};
    const SDL_Rect projector = audience.display().bounds;
    for (const Display& display : displays) {
        bounds = display.bounds;
        if (SDL_HasIntersection(&bounds, &projector) == SDL_FALSE)
            break;
    }
    const int width = std::min(bounds.w, std::max(1024, bounds.w * 9 / 10));
    const int height = std::min(bounds.h, std::max(640, bounds.h * 9 / 10));
    return {bounds.x + (bounds.w - width) / 2, bounds.y + (bounds.h - height) / 2, width, height};
}

void Console::State::open(const Displays& displays) {
    // Keys are the presentation's: the arrows move the show, not a cursor among buttons.
    window = std::make_unique<gui::Window>(
        gui::Window::Options{.title = tr("Dossier: console"), .place = home(displays)});
}

Thumbnail Console::State::picture(Presentation& presentation, const Place& place, media::Size size) {
    const Loaded* loaded = presentation.projector().picture({.place = place, .size = size, .zoom = {}});
    if (loaded == nullptr || loaded->raster == nullptr)
        return {};
    const std::string key = std::to_string(place.candidate) + "/" + std::to_string(place.item) + "/" +
                            std::to_string(place.leaf) + "/" + std::to_string(place.answer) + "@" +
                            std::to_string(size.width) + "x" + std::to_string(size.height);
    return window->picture(key, loaded->raster->bgrx.data(), {loaded->raster->width, loaded->raster->height});
}

/// Follows the panel once it stands still: while the window is being resized nothing is made anew.
void Console::State::choose_stage_size() {
    const bool still = panels.stage == stage_seen;
    stage_seen = panels.stage;
    if (!still)
        frames_wanted = std::max(frames_wanted, 1);
    else if (panels.stage.width > 0 && panels.stage.height > 0)
        stage_size = panels.stage;
}

ConsoleView Console::State::view(Presentation& presentation) {
    choose_stage_size();
    Show& show = presentation.show();
    Projector& projector = presentation.projector();
    ConsoleView view;
    view.show = &show;
    view.programme = &presentation.programme();
    view.meeting = presentation.programme().meeting.title;
    view.banner = presentation.banner();
    view.warnings = presentation.warnings();
    view.digits = presentation.pending_digits();
    view.asking = presentation.asking();
    view.leave_asked = presentation.leave_asked();
    view.start_clips = projector.start_clips();
    view.plates = projector.plates();
    view.one_level = projector.one_level();
    view.elapsed = presentation.elapsed();
    view.elapsed_candidate = presentation.elapsed_item();
    view.timer = presentation.timer();
    view.volume = projector.sound().volume();
    view.muted = projector.sound().muted();
    view.sound = projector.sound().status();
    view.sound_devices = presentation.sound_devices();
    view.chosen_sound = presentation.chosen_sound();
    view.note = presentation.note(show.place().candidate);
    const std::optional<Place>& shown = projector.on_screen();
    if (media::Player* player = projector.player(); player != nullptr && shown) {
        view.player = player->status();
        view.playing = view.player->state == media::PlayerState::playing;
        if (const Loaded* loaded = projector.known(*shown))
            view.clip = loaded->clip;
        view.version = projector.version(show);
        add_look(view);
        const ShowItem* item = show.item(*shown);
        if (item != nullptr && item->kind == dossier::MaterialKind::video)
            view.on_projector = window->moving("projector", player->frame_at_now(), stage_size);
    }
    view.spoken = book.hits();
    view.faults = book.faults();
    view.clock = wall_clock(view.playing || view.timer.has_value());
    if (shown && view.on_projector.texture == 0)
        view.on_projector = picture(presentation, *shown, stage_size);
    const std::optional<Place> next = show.after(show.place());
    if (next)
        view.next = picture(presentation, *next, stage_size);
    if (panels.preview)
        view.preview = picture(presentation, panels.preview->place, stage_size);
    for (std::size_t i = 0; i < show.candidates().size(); ++i) {
        // Only rows near the operator's place: a list of hundreds must not make hundreds of cards.
        const bool near = std::abs(static_cast<int>(i) - show.place().candidate) < 14;
        view.rows.push_back(near ? picture(presentation, {static_cast<int>(i), 0, 0}, row_size)
                                 : Thumbnail{});
    }
    projector.ask_for_console(show);
    return view;
}

void Console::State::add_look(ConsoleView& view) {
    view.look = view.clip != nullptr ? looks->of(view.clip) : nullptr;
    if (view.look == nullptr)
        return;
    for (std::size_t i = 0; i < view.look->parts.size(); ++i) {
        const media::PicturePtr& sheet = view.look->parts[i].strip.sheet;
        view.strips.push_back(sheet == nullptr ? Thumbnail{}
                                               : window->picture(view.clip->looks[i].strip.string(),
                                                                 sheet->planes[0], sheet->size));
    }
}

Intents Console::State::draw_panels(const ConsoleView& view) {
    Intents intents;
    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport->WorkPos);
    ImGui::SetNextWindowSize(viewport->WorkSize);
    ImGui::Begin("console", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
    draw_warnings(view);
    const float bar = ImGui::GetFrameHeightWithSpacing() * 1.15F;
    const float height = ImGui::GetContentRegionAvail().y - bar;
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::BeginChild("candidates", ImVec2(width * 0.27F, height), ImGuiChildFlags_Borders);
    draw_candidates(view, panels, intents);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("stage", ImVec2(width * 0.44F, height), ImGuiChildFlags_Borders);
    draw_stage(view, panels, intents);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("side", ImVec2(0, height), ImGuiChildFlags_Borders);
    draw_side(view, panels, intents);
    ImGui::EndChild();
    draw_bar(view, panels, intents);
    ImGui::End();
    draw_help(panels);
    draw_leave(view, intents);
    return intents;
}

void Console::State::carry_out(const Intents& intents, Presentation& presentation) {
    for (const Intent& intent : intents) {
        if (const auto* send = std::get_if<Send>(&intent))
            presentation.send(send->place, send->begin);
        else if (const auto* command = std::get_if<Do>(&intent))
            presentation.execute(command->command);
        else if (const auto* find = std::get_if<FindSpoken>(&intent))
            book.look_for(find->text);
        else if (const auto* note = std::get_if<SaveNote>(&intent))
            presentation.save_note(note->candidate, note->note);
        else if (const auto* answer = std::get_if<AnswerLeave>(&intent))
            presentation.answer_leave(answer->leave);
        else if (const auto* start = std::get_if<SetStartClips>(&intent))
            presentation.projector().set_start_clips(start->start);
        else if (const auto* plates = std::get_if<SetPlates>(&intent))
            presentation.projector().set_plates(plates->plates, presentation.show());
        else if (const auto* level = std::get_if<SetOneLevel>(&intent))
            presentation.set_one_level(level->one_level);
        else if (const auto* sound = std::get_if<ChooseSound>(&intent))
            presentation.choose_sound(sound->device);
        else if (const auto* answers = std::get_if<PlayAnswers>(&intent))
            presentation.play_answers(answers->question);
        else if (std::holds_alternative<EndAnswers>(intent))
            presentation.end_answers();
        else if (const auto* seek = std::get_if<SeekTo>(&intent))
            if (media::Player* player = presentation.projector().player())
                player->seek(media::Time(seek->seconds),
                             seek->dragging ? media::SeekMode::preview : media::SeekMode::exact);
    }
    const bool acts = std::any_of(intents.begin(), intents.end(), [](const Intent& intent) {
        return !std::holds_alternative<FindSpoken>(intent);
    });
    if (acts)
        frames_wanted = std::max(frames_wanted, settle_frames);
}

Console::Console(const AudienceWindow& audience, const Displays& displays, const Book& book,
                 const std::function<void()>& wake)
    : state_(std::make_unique<State>(audience, book, wake)) {
    state_->open(displays);
    state_->looks.emplace(wake);
    wake();
}

Console::~Console() = default;

Uint32 Console::window_id() const {
    return state_->window->id();
}

bool Console::handle(const SDL_Event& event) {
    const bool expected = state_->window->expects_typing();
    if (state_->window->handle(event))
        changed();
    return event.type == SDL_KEYDOWN &&
           (expected || (event.key.windowID == window_id() && state_->window->typing()));
}

void Console::displays_changed(const Displays& displays) {
    SDL_Window* window = state_->window->get();
    SDL_Rect now{};
    SDL_GetWindowPosition(window, &now.x, &now.y);
    SDL_GetWindowSize(window, &now.w, &now.h);
    const SDL_Rect middle{now.x + now.w / 2, now.y + now.h / 2, 1, 1};
    const bool seen = std::any_of(displays.begin(), displays.end(), [&](const Display& display) {
        return SDL_HasIntersection(&display.bounds, &middle) == SDL_TRUE;
    });
    const SDL_Rect& projector = state_->audience.display().bounds;
    const bool covered = displays.size() > 1 && SDL_HasIntersection(&projector, &middle) == SDL_TRUE;
    if (!seen || covered) {
        const SDL_Rect place = state_->home(displays);
        SDL_SetWindowSize(window, place.w, place.h);
        SDL_SetWindowPosition(window, place.x, place.y);
    }
    SDL_RaiseWindow(window);
    changed();
}

void Console::look() {
    const std::shared_ptr<const SpokenHits> hits = state_->book.hits();
    const std::shared_ptr<const ClipFaults> faults = state_->book.faults();
    if (hits == state_->hits_seen && faults == state_->faults_seen)
        return;
    state_->hits_seen = hits;
    state_->faults_seen = faults;
    changed();
}

std::optional<Preview> Console::take_preview() {
    return std::exchange(state_->panels.preview, std::nullopt);
}

void Console::changed() {
    state_->frames_wanted = settle_frames;
}

void Console::focus(Command command) {
    SDL_RaiseWindow(state_->window->get());
    state_->panels.focus_find = command == Command::find;
    state_->panels.focus_spoken = command == Command::find_spoken;
    state_->panels.focus_note = command == Command::note;
    if (command == Command::help)
        state_->panels.help = !state_->panels.help;
    if (command == Command::find)
        state_->panels.find.clear();
    if (command != Command::help)
        state_->window->expect_typing();
    changed();
}

std::optional<double> Console::due(Presentation& presentation, double now) {
    if (state_->looks->arrived())
        changed();
    media::Player* player = presentation.projector().player();
    const bool playing = player != nullptr && player->status().state == media::PlayerState::playing;
    if (playing)
        return state_->last_draw + playing_interval;
    if (state_->frames_wanted > 0)
        return state_->last_draw + frame_interval;
    if (presentation.timer())
        return state_->last_draw + 1;
    return now + seconds_to_next_minute();
}

bool Console::draw(Presentation& presentation, double now) {
    State& state = *state_;
    const std::optional<double> when = due(presentation, now);
    const bool minute = wall_clock(false) != state.minute;
    if (!minute && (!when || *when > now + 0.001))
        return !state.closed;
    state.last_draw = now;
    state.minute = wall_clock(false);
    state.frames_wanted = std::max(0, state.frames_wanted - 1);
    Intents intents;
    const ConsoleView view = state.view(presentation);
    presentation.turn_times().leave_out(state.window->draw([&] { intents = state.draw_panels(view); }));
    state.carry_out(intents, presentation);
    return !state.closed;
}

} // namespace app::meeting
