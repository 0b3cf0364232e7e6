// Listens to what the sound server plays on its sink "out", with the time of every click heard.
#pragma once

#include "media/picture.h"

#include <memory>
#include <vector>

namespace support {

class Monitor {
  public:
    /// A server answers and has the source out.monitor.
    static bool available();
    Monitor();
    ~Monitor();
    /// Reads so much sound; waits for it.
    void listen(media::Time length);
    /// On the steady clock, when each began to be played.
    [[nodiscard]] const std::vector<media::Time>& clicks() const;
    /// Root of the mean square of what listen() read last.
    [[nodiscard]] double level() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace support
