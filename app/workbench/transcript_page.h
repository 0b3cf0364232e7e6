// The workbench's page where what was said in a recording is written down and checked.
#pragma once

#include "app/workbench/page.h"

#include <filesystem>
#include <functional>

namespace app::workbench {

/// Takes the sound device and a player while it is in front. What is typed is saved by itself; a recording
/// that is left while a save is under way is kept until it has been saved.
class TranscriptPage final : public Page {
  public:
    TranscriptPage(std::filesystem::path catalogue, bool read_only, std::function<void()> wake);
    ~TranscriptPage() override;

    [[nodiscard]] std::string title() const override;
    void set_front(bool front) override;
    void choose(const Chosen& chosen) override;
    bool look() override;
    bool key(const SDL_Keysym& key) override;
    [[nodiscard]] std::optional<double> due(double now) const override;
    void draw(gui::Window& window) override;
    [[nodiscard]] std::string busy() const override;
    [[nodiscard]] std::string unsaved() const override;
    void finish() override;
    [[nodiscard]] std::vector<KeyLine> keys() const override;
    [[nodiscard]] std::vector<std::string> warnings() const override;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace app::workbench
