// Sound at another speed with its pitch kept.
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace media {

/// 0.5 to 2 times, stereo float at the output rate; at 1 the samples pass untouched. One thread.
class Tempo {
  public:
    Tempo();
    ~Tempo();
    /// Begins anew: nothing of what went in before comes out.
    void reset(double speed);
    /// Takes samples and appends what is ready to `out`.
    void process(std::span<const float> samples, std::vector<float>& out);
    /// Appends what is still inside.
    void finish(std::vector<float>& out);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media
