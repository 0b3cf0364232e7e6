// Where a clip begins in a file that has something else before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

struct AVInputFormat;

namespace media {

/// How far a beginning is looked for.
inline constexpr std::size_t most_junk = std::size_t{1} << 20U;

/// The first place after the start of `bytes` where MP4, Matroska, AVI, WAV, Ogg or FLAC begins by its
/// signature; 0 if there is none, or the bytes begin with one.
std::int64_t beginning_within(std::string_view bytes);

/// A format of bare pictures without a container is guessed at from anywhere in the bytes: a container, even
/// behind junk, is the better guess.
bool is_bare_stream(const AVInputFormat& format);

} // namespace media
