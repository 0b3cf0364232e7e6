// Figures of `dossier bench pages`: how long pages take to make and to draw.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace app {

/// Milliseconds of processor time on this thread with warm fonts, first, median and worst of several runs:
/// making a page and drawing it at 1280x720, 1920x1080 and 3840x2160. The figure of the issue is report /
/// "3840x2160".
nlohmann::json bench_pages();

} // namespace app
