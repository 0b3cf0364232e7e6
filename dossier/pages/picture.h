// A picture in several resolutions, so that drawing it small is quick and smooth.
#pragma once

#include "dossier/pages/make.h"

#include <memory>
#include <vector>

namespace pages {

/// Halved again and again when made; immutable after that.
class MipPicture {
  public:
    explicit MipPicture(ImagePtr image);
    [[nodiscard]] int width() const { return levels_.front()->width; }
    [[nodiscard]] int height() const { return levels_.front()->height; }
    /// Draws `crop` (pixels of the whole picture) into `box` on `cr`.
    void draw(cairo_t* cr, const Box& box, const Box& crop) const;

  private:
    std::vector<ImagePtr> levels_;
};
/// Shared by the pages that show it.
using PicturePtr = std::shared_ptr<const MipPicture>;

/// Null for a null, empty or inconsistent image.
PicturePtr make_picture(const ImagePtr& image);

} // namespace pages
