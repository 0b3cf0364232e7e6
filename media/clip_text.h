// Names and titles from foreign files, made safe to show.
#pragma once

#include <string>

namespace media {

/// Valid UTF-8 of at most `most` bytes without control characters; what is no UTF-8 becomes empty.
std::string shown_text(const char* text, std::size_t most = 300);

} // namespace media
