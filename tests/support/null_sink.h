// A sink of the sound server that can be taken away; NAME.monitor is its microphone.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace support {

class NullSink {
  public:
    explicit NullSink(const std::string& name) {
        const std::string words =
            "pactl load-module module-null-sink sink_name=" + name + " rate=48000 2>/dev/null";
        FILE* answer = popen(words.c_str(), "r");
        if (answer == nullptr)
            return;
        if (std::fscanf(answer, "%d", &module_) != 1)
            module_ = -1;
        pclose(answer);
    }
    ~NullSink() { unload(); }
    NullSink(const NullSink&) = delete;
    NullSink& operator=(const NullSink&) = delete;

    [[nodiscard]] bool there() const { return module_ >= 0; }
    void unload() {
        if (module_ >= 0 && std::system(("pactl unload-module " + std::to_string(module_)).c_str()) == 0)
            module_ = -1;
    }

  private:
    int module_ = -1;
};

} // namespace support
