// The recording desk as a page of the workbench: preview, questions, recording, filing.
#pragma once

#include "app/recording/desk_view.h"
#include "app/sound_settings.h"
#include "app/workbench/page.h"
#include "media/player.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace app::recording {

class DeskPage final : public workbench::Page {
  public:
    DeskPage(std::filesystem::path catalogue, bool read_only, std::function<void()> wake);
    ~DeskPage() override; ///< what is being recorded is stopped and filed

    [[nodiscard]] std::string title() const override;
    void set_front(bool front) override;
    void choose(const workbench::Chosen& chosen) override;
    bool look() override;
    bool key(const SDL_Keysym& key) override;
    [[nodiscard]] std::optional<double> due(double now) const override;
    void draw(gui::Window& window) override;
    [[nodiscard]] std::string busy() const override;
    void finish() override;
    [[nodiscard]] std::vector<workbench::KeyLine> keys() const override;
    [[nodiscard]] std::vector<std::string> warnings() const override;

  private:
    [[nodiscard]] bool live() const;
    [[nodiscard]] dossier::PersonId person_chosen() const; ///< recording, paused or being filed
    bool key_while_recording(const SDL_Keysym& key);
    bool key_before(const SDL_Keysym& key);
    void open();
    void start();
    void mark(int question);
    void carry_out(DeskIntents& intents);
    [[nodiscard]] Facts facts() const;
    void play_test();
    void end_test();
    void take_room();
    [[nodiscard]] DeskView view(gui::Window& window);

    std::filesystem::path catalogue_;
    bool read_only_;
    std::function<void()> wake_;
    workbench::Chosen chosen_;
    DeskStatus status_;
    DeskState state_;
    std::unique_ptr<ChosenSound> sound_;
    std::unique_ptr<media::Player> test_;
    std::filesystem::path test_played_;
    std::unique_ptr<DeskWorker> worker_;
    double drawn_ = 0;
    float picture_width_ = 640; ///< pixels the preview gets
};

} // namespace app::recording
