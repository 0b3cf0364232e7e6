// A passport photo of a drawn face.
#pragma once

#include "app/sample/face.h"

#include <string>

namespace app::sample {

/// JPEG bytes, 4:5; the same for the same face and height.
std::string make_portrait(const Face& face, int height);

} // namespace app::sample
