#include "media/probe_wire.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace media::wire {
namespace {

constexpr std::size_t most_items = 5000;

/// Waits until the socket can be read or written.
Outcome wait(int socket, short events, std::optional<Deadline> deadline) {
    for (;;) {
        int timeout = -1;
        if (deadline) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
            if (left.count() <= 0)
                return Outcome::timed_out;
            timeout = static_cast<int>(std::min<std::int64_t>(left.count(), 1'000'000));
        }
        pollfd entry{.fd = socket, .events = events, .revents = 0};
        const int ready = poll(&entry, 1, timeout);
        if (ready > 0)
            return Outcome::done;
        if (ready < 0 && errno != EINTR)
            return Outcome::closed;
    }
}

template <class Step>
Outcome all(int socket, short events, std::size_t count, std::optional<Deadline> deadline, Step&& step) {
    for (std::size_t done = 0; done < count;) {
        const ssize_t moved = step(done);
        if (moved > 0) {
            done += static_cast<std::size_t>(moved);
            continue;
        }
        if (moved == 0 || (errno != EAGAIN && errno != EINTR))
            return Outcome::closed;
        if (const Outcome outcome = wait(socket, events, deadline); outcome != Outcome::done)
            return outcome;
    }
    return Outcome::done;
}

Outcome receive_bytes(int socket, char* to, std::size_t count, std::optional<Deadline> deadline) {
    return all(socket, POLLIN, count, deadline,
               [&](std::size_t done) { return recv(socket, to + done, count - done, MSG_DONTWAIT); });
}

std::size_t item_count(Reader& reader) {
    const std::int64_t count = reader.number();
    if (count < 0 || count > static_cast<std::int64_t>(most_items))
        throw Error(Fault::damaged, "the probe helper's answer is no answer");
    return static_cast<std::size_t>(count);
}

} // namespace

void Writer::number(std::int64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        message_ += static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xffU);
}

void Writer::real(double value) {
    number(std::bit_cast<std::int64_t>(value));
}

void Writer::text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    message_ += value;
}

void Writer::raw(const std::uint8_t* from, std::size_t count) {
    message_.append(reinterpret_cast<const char*>(from), count);
}

std::string_view Reader::raw(std::size_t count) {
    if (count > rest_.size())
        throw Error(Fault::damaged, "the probe helper's answer breaks off");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

std::int64_t Reader::number() {
    const std::string_view bytes = raw(8);
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;)
        value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
    return static_cast<std::int64_t>(value);
}

double Reader::real() {
    const double value = std::bit_cast<double>(number());
    return std::isfinite(value) ? value : 0;
}

std::string Reader::text() {
    const std::int64_t count = number();
    if (count < 0)
        throw Error(Fault::damaged, "the probe helper's answer is no answer");
    return std::string(raw(static_cast<std::size_t>(count)));
}

void write(Writer& writer, const ClipFacts& facts) {
    writer.number(facts.playable ? 1 : 0);
    writer.text(facts.refusal);
    writer.number(static_cast<std::int64_t>(facts.refusal_fault));
    writer.text(facts.container);
    writer.real(facts.duration);
    writer.number(static_cast<std::int64_t>(facts.streams.size()));
    for (const StreamFacts& stream : facts.streams) {
        writer.number(static_cast<std::int64_t>(stream.kind));
        writer.number(stream.index);
        writer.text(stream.codec);
        writer.text(stream.language);
        writer.text(stream.title);
        writer.number(stream.size.width);
        writer.number(stream.size.height);
        writer.real(stream.frame_rate);
        writer.real(stream.longest_gop);
        writer.number(stream.channels);
        writer.number(stream.sample_rate);
        writer.number(stream.interlaced ? 1 : 0);
    }
    writer.number(static_cast<std::int64_t>(facts.chapters.size()));
    for (const ChapterFacts& chapter : facts.chapters) {
        writer.real(chapter.begin);
        writer.real(chapter.end);
        writer.text(chapter.title);
    }
    writer.number(static_cast<std::int64_t>(facts.faults.size()));
    for (const ClipFault& fault : facts.faults) {
        writer.text(fault.code);
        writer.text(fault.detail);
    }
}

ClipFacts read_facts(Reader& reader) {
    ClipFacts facts;
    facts.playable = reader.number() == 1;
    facts.refusal = reader.text();
    facts.refusal_fault = static_cast<Fault>(
        std::clamp<std::int64_t>(reader.number(), 0, static_cast<int>(Fault::write_failed)));
    facts.container = reader.text();
    facts.duration = reader.real();
    facts.streams.resize(item_count(reader));
    for (StreamFacts& stream : facts.streams) {
        stream.kind = static_cast<StreamKind>(
            std::clamp<std::int64_t>(reader.number(), 0, static_cast<int>(StreamKind::cover)));
        stream.index = static_cast<int>(reader.number());
        stream.codec = reader.text();
        stream.language = reader.text();
        stream.title = reader.text();
        stream.size.width = static_cast<int>(reader.number());
        stream.size.height = static_cast<int>(reader.number());
        stream.frame_rate = reader.real();
        stream.longest_gop = reader.real();
        stream.channels = static_cast<int>(reader.number());
        stream.sample_rate = static_cast<int>(reader.number());
        stream.interlaced = reader.number() == 1;
    }
    facts.chapters.resize(item_count(reader));
    for (ChapterFacts& chapter : facts.chapters) {
        chapter.begin = reader.real();
        chapter.end = reader.real();
        chapter.title = reader.text();
    }
    facts.faults.resize(item_count(reader));
    for (ClipFault& fault : facts.faults) {
        fault.code = reader.text();
        fault.detail = reader.text();
    }
    return facts;
}

void write(Writer& writer, const Picture& bgra) {
    writer.number(bgra.size.width);
    writer.number(bgra.size.height);
    for (int y = 0; y < bgra.size.height; ++y)
        writer.raw(bgra.planes[0] + y * bgra.strides[0], static_cast<std::size_t>(bgra.size.width) * 4U);
}

PicturePtr read_picture(Reader& reader) {
    const std::int64_t width = reader.number();
    const std::int64_t height = reader.number();
    if (width <= 0 || height <= 0 || width > 16384 || height > 16384)
        throw Error(Fault::damaged, "the probe helper's picture has no size");
    const std::string_view pixels = reader.raw(static_cast<std::size_t>(width * height) * 4U);
    return make_bgra({static_cast<int>(width), static_cast<int>(height)}, {pixels.begin(), pixels.end()});
}

Outcome wait_for_answer(int socket, Deadline deadline) {
    return wait(socket, POLLIN, deadline);
}

Outcome send(int socket, std::string_view message, std::optional<Deadline> deadline) {
    std::array<char, 4> head{};
    const auto size = static_cast<std::uint32_t>(message.size());
    std::memcpy(head.data(), &size, head.size());
    std::string whole(head.data(), head.size());
    whole += message;
    return all(socket, POLLOUT, whole.size(), deadline, [&](std::size_t done) {
        return ::send(socket, whole.data() + done, whole.size() - done, MSG_DONTWAIT | MSG_NOSIGNAL);
    });
}

Outcome receive(int socket, std::string& message, std::optional<Deadline> deadline) {
    std::uint32_t size = 0;
    std::array<char, 4> head{};
    if (const Outcome outcome = receive_bytes(socket, head.data(), head.size(), deadline);
        outcome != Outcome::done)
        return outcome;
    std::memcpy(&size, head.data(), head.size());
    if (size > most_bytes)
        return Outcome::closed;
    message.resize(size);
    return receive_bytes(socket, message.data(), size, deadline);
}

} // namespace media::wire
