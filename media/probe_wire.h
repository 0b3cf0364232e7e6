// What the probe helper and its owner say to each other: length-prefixed messages over a socket.
#pragma once

#include "media/clip.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::wire {

/// Appends fields to a message.
class Writer {
  public:
    void number(std::int64_t value);
    void real(double value);
    void text(std::string_view value);
    void raw(const std::uint8_t* from, std::size_t count);
    [[nodiscard]] const std::string& message() const { return message_; }

  private:
    std::string message_;
};

/// Takes fields from a message; throws Error(damaged) beyond its end: the helper may have been taken over by
/// the file it read.
class Reader {
  public:
    explicit Reader(std::string_view message)
        : rest_(message) {}
    std::int64_t number();
    double real();
    std::string text();
    std::string_view raw(std::size_t count);

  private:
    std::string_view rest_;
};

void write(Writer& writer, const ClipFacts& facts);
ClipFacts read_facts(Reader& reader);
void write(Writer& writer, const Picture& bgra);
PicturePtr read_picture(Reader& reader);

enum class Request : std::int64_t { probe, poster };
enum class Answer : std::int64_t { ready, facts, picture, no_picture, error };

enum class Outcome { done, timed_out, closed };
using Deadline = std::chrono::steady_clock::time_point;
inline constexpr std::uint32_t most_bytes = 512U << 20U;

/// Waits until something can be received.
Outcome wait_for_answer(int socket, Deadline deadline);
/// One whole message. Without a deadline they wait; after any outcome but `done` the socket is of no more
/// use.
Outcome send(int socket, std::string_view message, std::optional<Deadline> deadline);
Outcome receive(int socket, std::string& message, std::optional<Deadline> deadline);

} // namespace media::wire
