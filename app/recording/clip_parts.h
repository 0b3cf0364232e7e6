// A recording of the catalogue as files to be played, one after the other on its time line.
#pragma once

#include "db/media_store.h"
#include "dossier/material.h"
#include "media/player.h"

#include <vector>

namespace app::recording {

/// The originals; files that are missing are named too.
inline std::vector<media::Part> parts_of(const db::MediaStore& store, const dossier::ClipContent& clip) {
    std::vector<media::Part> parts;
    for (const dossier::ClipPart& part : clip.parts)
        parts.push_back(
            {store.path(part.media), media::Time(part.in), media::Time(part.out), media::Time(part.offset)});
    return parts;
}

} // namespace app::recording
