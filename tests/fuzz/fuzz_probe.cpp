// Sound and video files: what the probe helper reads from them, in this process.

#include "media/clip.h"
#include "media/log.h"
#include "media/probe_wire.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    media::silence_library_log();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace media;
    static const int memory = memfd_create("clip", 0);
    if (ftruncate(memory, 0) != 0 || pwrite(memory, bytes, size, 0) != static_cast<ssize_t>(size))
        return 0;
    const ClipFacts facts = probe_here("/proc/self/fd/" + std::to_string(memory));
    if ((!facts.playable && facts.refusal.empty()) || facts.duration < 0 || facts.duration > 48 * 3600.0)
        std::abort();
    wire::Writer writer;
    wire::write(writer, facts);
    wire::Reader reader(writer.message());
    if (wire::read_facts(reader).streams.size() != facts.streams.size())
        std::abort();
    // The same bytes as an answer of a helper that was taken over.
    try {
        wire::Reader foreign({reinterpret_cast<const char*>(bytes), size});
        (void)wire::read_facts(foreign);
    } catch (const Error&) {
    }
    return 0;
}
