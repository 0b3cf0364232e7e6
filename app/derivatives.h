// What can be made again from a media object: posters, first pictures, waveforms, loudness, picture strips.
#pragma once

#include "db/catalogue.h"
#include "media/clip.h"
#include "media/picture.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace app {

/// Poster and first picture of a clip's moving picture (or cover); nothing for sound alone. `file` holds the
/// object's bytes. A picture that cannot be decoded is left out: the clip may still play.
void make_pictures(db::MediaStore& store, media::ProbeHelper& probe, const std::string& hash,
                   const std::filesystem::path& file, const media::ClipFacts& facts);
/// Poster of a photo or of a document's first page.
void make_poster(db::MediaStore& store, const std::string& hash, const media::Picture& picture);

/// Makes what the object of `hash` lacks, from the store; seconds of work for a long clip. False: stopped.
bool complete_derivatives(db::Catalogue& catalogue, media::ProbeHelper& probe, const std::string& hash,
                          const std::atomic<bool>& stop);

/// complete_derivatives() for many objects on two threads, each with a connection of its own. `helper` is the
/// program for ProbeHelper; `done(count)` is called on the calling thread. An object that fails does not keep
/// the others: the first failure is thrown at the end. False: stopped.
bool complete_all_derivatives(const std::filesystem::path& catalogue, const db::Author& author,
                              const std::filesystem::path& helper, const std::vector<std::string>& hashes,
                              const std::function<void(std::size_t)>& done, const std::atomic<bool>& stop);

} // namespace app
