#include "app/derivatives.h"

#include "app/logging.h"
#include "app/media_facts.h"
#include "media/photo.h"
#include "media/strip.h"

#include <exception>
#include <thread>

namespace app {

namespace {

namespace fs = std::filesystem;

bool has(const db::MediaStore& store, const std::string& hash, const char* what) {
    std::error_code ignored;
    return fs::exists(store.derived_path(hash, what), ignored);
}

/// Waveform and loudness. False: stopped.
bool complete_sound(db::Catalogue& catalogue, const std::string& hash, MediaFacts facts,
                    const std::atomic<bool>& stop) {
    db::MediaStore& store = catalogue.media();
    if (!facts.clip.has_audio() || (facts.sound_measured && has(store, hash, waveform_name)))
        return !stop;
    media::Waveform waveform; // stays empty where the sound cannot be read: it is not tried again
    try {
        const media::SoundFacts sound = media::measure_sound(store.path(hash), stop);
        if (stop)
            return false;
        waveform = sound.waveform;
        facts.loudness = sound.loudness;
    } catch (const media::Error& error) {
        if (stop)
            return false;
        log_warning("no waveform of {}: {}", {hash, error.what()});
    }
    store.put_derived(hash, waveform_name, waveform_bytes(waveform));
    facts.sound_measured = true;
    catalogue.set_facts(hash, to_json(facts));
    return !stop;
}

/// False: stopped.
bool complete_strip(db::MediaStore& store, const std::string& hash, const media::ClipFacts& facts,
                    const std::atomic<bool>& stop) {
    if (!facts.has_video() || has(store, hash, strip_name))
        return !stop;
    media::Strip strip; // stays empty where no picture can be decoded: it is not tried again
    try {
        strip = media::make_strip(store.path(hash), stop);
    } catch (const media::Error& error) {
        log_warning("no picture strip of {}: {}", {hash, error.what()});
    }
    if (!stop)
        store.put_derived(hash, strip_name, media::strip_bytes(strip));
    return !stop;
}

bool has_picture(const media::ClipFacts& facts) {
    for (const media::StreamFacts& stream : facts.streams)
        if (stream.kind == media::StreamKind::video || stream.kind == media::StreamKind::cover)
            return true;
    return false;
}

} // namespace

void make_poster(db::MediaStore& store, const std::string& hash, const media::Picture& picture) {
    store.put_derived(hash, poster_name, media::encode_jpeg(*media::to_bgra(picture, poster_limit)));
}

void make_pictures(db::MediaStore& store, media::ProbeHelper& probe, const std::string& hash,
                   const fs::path& file, const media::ClipFacts& facts) {
    if (!has_picture(facts) || (has(store, hash, first_picture_name) && has(store, hash, poster_name)))
        return;
    try {
        const media::PicturePtr picture = probe.poster(file, first_picture_limit);
        if (!picture)
            return;
        store.put_derived(hash, first_picture_name, media::encode_jpeg(*picture, 92));
        make_poster(store, hash, *picture);
    } catch (const media::Error& error) {
        log_warning("no first picture of {}: {}", {hash, error.what()});
    }
}

bool complete_derivatives(db::Catalogue& catalogue, media::ProbeHelper& probe, const std::string& hash,
                          const std::atomic<bool>& stop) {
    db::MediaStore& store = catalogue.media();
    const auto row = catalogue.media_row(hash);
    if (!row || !store.has(hash))
        return !stop;
    const MediaFacts facts = media_facts(row->facts);
    if (!facts.clip.playable) {
        if (facts.picture.width > 0 && !has(store, hash, poster_name))
            make_poster(store, hash, *media::decode_photo(store.path(hash), poster_limit));
        return !stop;
    }
    make_pictures(store, probe, hash, store.path(hash), facts.clip);
    return complete_sound(catalogue, hash, facts, stop) && complete_strip(store, hash, facts.clip, stop);
}

bool complete_all_derivatives(const fs::path& catalogue, const db::Author& author, const fs::path& helper,
                              const std::vector<std::string>& hashes,
                              const std::function<void(std::size_t)>& done, const std::atomic<bool>& stop) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> finished{0};
    const auto work = [&](const std::function<void(std::size_t)>& said) {
        std::exception_ptr failure;
        db::Catalogue own = db::Catalogue::open(catalogue, author);
        media::ProbeHelper probe(helper);
        for (std::size_t i = next++; i < hashes.size() && !stop; i = next++) {
            try {
                complete_derivatives(own, probe, hashes[i], stop);
            } catch (const std::exception& error) {
                log_warning("derivatives of {}: {}", {hashes[i], error.what()});
                failure = failure ? failure : std::current_exception();
            }
            said(++finished);
        }
        if (failure)
            std::rethrow_exception(failure);
    };
    std::exception_ptr failure;
    {
        const std::jthread second([&] {
            try {
                work([](std::size_t) {});
            } catch (...) {
                failure = std::current_exception();
            }
        });
        work(done);
    }
    if (failure)
        std::rethrow_exception(failure);
    return !stop;
}

} // namespace app
