#include "app/recording/desk_page.h"

#include "app/author.h"
#include "app/gui/parts.h"
#include "app/language.h"
#include "app/meeting/steady_now.h"
#include "media/device_clock.h"

#include <algorithm>
#include <utility>

namespace app::recording {

namespace {

/// The preview and the levels: often enough for a face and a voice, and little work beside the encoder.
constexpr double preview_interval = 0.1;
constexpr double test_interval = 0.04;

media::Size pixels(float width) {
    const int whole = std::max(160, static_cast<int>(width));
    return {whole, whole * 9 / 16};
}

} // namespace

DeskPage::DeskPage(std::filesystem::path catalogue, bool read_only, std::function<void()> wake)
    : catalogue_(std::move(catalogue))
    , read_only_(read_only)
    , wake_(std::move(wake)) {}

DeskPage::~DeskPage() = default;

std::string DeskPage::title() const {
    return tr("Record an interview");
}

void DeskPage::set_front(bool front) {
    if (front && worker_ == nullptr && !read_only_)
        worker_ = std::make_unique<DeskWorker>(
            DeskWorker::Options{.catalogue = catalogue_,
                                .rooms = config_folder() / "rooms.json",
                                .wake = wake_,
                                .helper = std::filesystem::read_symlink("/proc/self/exe")});
    if (!front && worker_ != nullptr) {
        end_test();
        worker_->ask(CloseDevices{});
    }
}

void DeskPage::choose(const workbench::Chosen& chosen) {
    const bool another =
        (chosen.candidate == nullptr ? dossier::PersonId{} : chosen.candidate->person) != person_chosen();
    if (another) {
        state_.consent = ConsentKind::none;
        state_.consent_page = {};
        state_.continues = {};
        state_.question = 0;
        state_.start_asked = false;
    }
    chosen_ = chosen;
    if (another && worker_ != nullptr && status_.phase != DeskPhase::closed && !live()) {
        end_test();
        open();
    }
}

bool DeskPage::look() {
    if (worker_ == nullptr)
        return false;
    DeskStatus status = worker_->status();
    const bool news = status.generation != status_.generation;
    const bool was_live = live();
    status_ = std::move(status);
    if (!state_.setup_read && status_.generation > 0)
        take_room();
    if (state_.start_asked && status_.phase == DeskPhase::ready && status_.person == person_chosen())
        start();
    if (was_live && !live()) {
        state_.question = 0;
        state_.digits.clear();
        state_.stop_asked = false;
        state_.consent = ConsentKind::none;
        state_.consent_page = {};
        state_.continues = {};
    }
    if (status_.test.empty())
        test_played_.clear();
    else if (status_.test != test_played_)
        play_test();
    return news;
}

/// The room used last, once.
void DeskPage::take_room() {
    state_.setup_read = true;
    state_.room = status_.rooms.last;
    if (const auto known = status_.rooms.setups.find(state_.room); known != status_.rooms.setups.end())
        state_.setup = known->second;
}

dossier::PersonId DeskPage::person_chosen() const {
    return chosen_.candidate == nullptr ? dossier::PersonId{} : chosen_.candidate->person;
}

bool DeskPage::live() const {
    return status_.phase == DeskPhase::recording || status_.phase == DeskPhase::paused ||
           status_.phase == DeskPhase::filing;
}

std::string DeskPage::busy() const {
    if (!live())
        return {};
    return tr("The interview with {0} is being recorded.",
              {chosen_.candidate != nullptr ? chosen_.candidate->name : ""});
}

void DeskPage::finish() {
    if (worker_ != nullptr)
        worker_->ask(StopRecording{});
}

std::vector<std::string> DeskPage::warnings() const {
    std::vector<std::string> all;
    if (!status_.failure.empty())
        all.push_back(status_.failure);
    return all;
}

std::vector<workbench::KeyLine> DeskPage::keys() const {
    return {{"F4", tr("Open camera and microphone, close them")},
            {"F5", tr("Test take of five seconds, played at once")},
            {"F9", tr("Record; while recording: stop and file")},
            {"Enter  PgDn  →", tr("The next question begins")},
            {"n Enter", tr("Question n begins")},
            {"C", tr("Consent is spoken now")},
            {"P", tr("Pause, go on")},
            {"M", tr("Listen with headphones")},
            {"Esc", tr("Stop, after a question")}};
}

bool DeskPage::key(const SDL_Keysym& key) {
    if (worker_ == nullptr || state_.stop_asked || state_.questions_shown)
        return false;
    if (key.sym == SDLK_m && status_.phase != DeskPhase::closed && (key.mod & (KMOD_CTRL | KMOD_ALT)) == 0) {
        worker_->ask(SetMonitor{!status_.monitor});
        return true;
    }
    return live() ? key_while_recording(key) : key_before(key);
}

bool DeskPage::key_before(const SDL_Keysym& key) {
    switch (key.sym) {
    case SDLK_F4:
        if (status_.phase == DeskPhase::closed)
            open();
        else
            worker_->ask(CloseDevices{});
        return true;
    case SDLK_F5:
        if (test_ != nullptr)
            end_test();
        else
            worker_->ask(TakeTest{});
        return true;
    case SDLK_F9:
        start();
        return true;
    case SDLK_ESCAPE:
        return std::exchange(state_.start_asked, false);
    default:
        return false;
    }
}

bool DeskPage::key_while_recording(const SDL_Keysym& key) {
    if (status_.phase == DeskPhase::filing)
        return false;
    if (key.sym >= SDLK_0 && key.sym <= SDLK_9 && state_.digits.size() < 2) {
        state_.digits += static_cast<char>('0' + (key.sym - SDLK_0));
        return true;
    }
    switch (key.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        mark(state_.digits.empty() ? state_.question + 1 : std::stoi(state_.digits));
        return true;
    case SDLK_PAGEDOWN:
    case SDLK_RIGHT:
        mark(state_.question + 1);
        return true;
    case SDLK_BACKSPACE:
        state_.digits.clear();
        return true;
    case SDLK_p:
        worker_->ask(PauseOrResume{});
        return true;
    case SDLK_c:
        if (state_.consent == ConsentKind::none) {
            state_.consent = ConsentKind::spoken;
            mark(0);
            worker_->ask(ChangeFacts{facts()});
        }
        return true;
    case SDLK_ESCAPE:
    case SDLK_F9:
        if (!state_.digits.empty())
            state_.digits.clear();
        else
            state_.stop_asked = true;
        return true;
    default:
        return false;
    }
}

/// Number 0 is the spoken consent. A question that is not on the list is not begun.
void DeskPage::mark(int question) {
    state_.digits.clear();
    const auto count =
        chosen_.candidate == nullptr ? 0 : static_cast<int>(chosen_.candidate->questions.size());
    if (status_.phase != DeskPhase::recording || (count > 0 && question > count))
        return;
    worker_->ask(MarkQuestion{question, media::monotonic_now()});
    if (question > 0)
        state_.question = question;
}

void DeskPage::open() {
    if (chosen_.candidate != nullptr)
        worker_->ask(OpenDevices{chosen_.candidate->person, state_.room, state_.setup});
}

void DeskPage::start() {
    if (chosen_.candidate == nullptr || worker_ == nullptr)
        return;
    if (status_.phase == DeskPhase::closed) {
        open();
        return;
    }
    // Devices that are being opened are waited for; a second time takes it back.
    const bool opening = status_.phase == DeskPhase::opening || status_.person != chosen_.candidate->person;
    state_.start_asked = opening && !state_.start_asked;
    if (opening || status_.phase != DeskPhase::ready)
        return;
    end_test();
    state_.question = 0;
    worker_->ask(
        StartRecording{.person = chosen_.candidate->person, .facts = facts(), .continues = state_.continues});
}

Facts DeskPage::facts() const {
    Facts facts;
    facts.place = state_.room;
    facts.interviewer = state_.interviewer;
    facts.purpose = state_.purpose;
    if (state_.consent == ConsentKind::spoken)
        facts.consent = "spoken";
    if (state_.consent == ConsentKind::on_paper)
        facts.consent = "signed";
    facts.consent_page = state_.consent_page.text;
    if (chosen_.candidate != nullptr)
        facts.questions = chosen_.candidate->questions;
    return facts;
}

void DeskPage::play_test() {
    test_played_ = status_.test;
    if (sound_ == nullptr)
        sound_ = std::make_unique<ChosenSound>(wake_);
    test_ = std::make_unique<media::Player>(std::vector<media::Part>{{.file = status_.test}},
                                            sound_->output(), wake_);
    test_->set_on_stage(true);
    test_->play();
}

void DeskPage::end_test() {
    test_.reset();
    sound_.reset();
}

std::optional<double> DeskPage::due(double /*now*/) const {
    if (test_ != nullptr)
        return drawn_ + test_interval;
    if (status_.phase != DeskPhase::closed)
        return drawn_ + preview_interval;
    return std::nullopt;
}

DeskView DeskPage::view(gui::Window& window) {
    DeskView view{.status = &status_, .candidate = chosen_.candidate, .now = drawn_, .read_only = read_only_};
    if (test_ != nullptr) {
        const media::PlayerState state = test_->status().state;
        if (state == media::PlayerState::ended || state == media::PlayerState::failed)
            end_test();
    }
    view.playing_test = test_ != nullptr;
    const media::PicturePtr picture = test_ != nullptr ? test_->frame_at_now() : status_.preview;
    view.picture = window.moving("camera", picture, pixels(picture_width_));
    return view;
}

void DeskPage::draw(gui::Window& window) {
    drawn_ = meeting::steady_now();
    if (worker_ != nullptr)
        look();
    const DeskView view = this->view(window);
    DeskIntents intents;
    if (live())
        draw_recording_sign(view);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = live() ? room.x * 0.34F : std::min(room.x * 0.5F, room.y * 0.95F);
    picture_width_ = width;
    ImGui::BeginChild("monitor", ImVec2(width, 0));
    draw_monitor(view, state_, intents, width);
    if (!live())
        draw_outcome(view);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("right", ImVec2(0, 0));
    if (live())
        draw_interview(view, state_, intents);
    else
        draw_preparation(view, state_, intents);
    ImGui::EndChild();
    draw_stop_question(view, state_, intents);
    draw_questions_editor(view, state_, intents);
    carry_out(intents);
}

void DeskPage::carry_out(DeskIntents& intents) {
    if (worker_ == nullptr)
        return;
    for (DeskOrder& order : intents.orders) {
        if (std::holds_alternative<OpenDevices>(order))
            open();
        else
            worker_->ask(std::move(order));
    }
    if (intents.mark)
        mark(*intents.mark);
    if (intents.consent)
        worker_->ask(*intents.consent);
    if (intents.facts_changed)
        worker_->ask(ChangeFacts{facts()});
    if (intents.start)
        start();
    if (intents.stop)
        worker_->ask(StopRecording{});
    if (intents.stop_test)
        end_test();
    if (intents.save_questions && chosen_.candidate != nullptr)
        worker_->ask(KeepQuestions{.meeting = chosen_.library->meeting,
                                   .post = state_.questions_of_post ? chosen_.candidate->post : std::string(),
                                   .text = state_.edited_questions});
}

} // namespace app::recording
