#include "app/meeting/leaf_maker.h"

#include "app/language.h"
#include "app/material_titles.h"
#include "app/meeting/answer_clip.h"
#include "app/meeting/overlay.h"
#include "app/page_image.h"
#include "app/page_words.h"
#include "app/sentences.h"
#include "dossier/pages/make.h"
#include "dossier/pages/spread.h"
#include "media/photo.h"

#include <algorithm>
#include <cmath>

namespace app::meeting {

namespace {

constexpr std::size_t kept_materials = 24;
constexpr int usual_screen = 1920; ///< the first picture of a 4K clip is kept no larger for it
constexpr std::size_t kept_bytes = std::size_t{16} << 20U; ///< of decoded pictures, per loader thread
constexpr std::uint32_t desk = 0x23262b;                   ///< ground around paper

pages::PageSize screen_shape(media::Size size) {
    // Cards and polls are drawn for the shape of the window, at 720 points of height.
    const double aspect = size.height > 0 ? static_cast<double>(size.width) / size.height : 16.0 / 9;
    return aspect < 1.5 ? pages::screen_classic : pages::screen_wide;
}

pages::Raster draw(const pages::Page& page, media::Size size, const Zoom& zoom) {
    const pages::PageSize paper = page.size();
    const double scale =
        std::min(size.width / paper.width, size.height / paper.height) * std::max(1.0, zoom.factor);
    const auto origin = [scale](double paper_length, int pixels, double centre) {
        const double visible = pixels / scale;
        if (paper_length <= visible)
            return (paper_length - visible) / 2;
        return std::clamp(centre * paper_length - visible / 2, 0.0, paper_length - visible);
    };
    return pages::rasterise(page, size.width, size.height, scale, origin(paper.width, size.width, zoom.x),
                            origin(paper.height, size.height, zoom.y), desk);
}

pages::Raster poster_raster(const media::PicturePtr& poster, media::Size size) {
    pages::Raster raster{.width = size.width, .height = size.height};
    raster.bgrx.assign(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4, 0);
    if (poster != nullptr) {
        media::PictureScaler scaler;
        scaler.draw(*poster, {raster.bgrx.data(), size, static_cast<std::ptrdiff_t>(size.width) * 4},
                    media::fit(poster->display_size(), {0, 0, size.width, size.height}));
    }
    return raster;
}

/// Whose recording it is, and which, or the answer to what.
OverlayPtr plate_of(media::Size window, const ShowCandidate& who, const Place& place) {
    const ShowItem& item = who.items[static_cast<std::size_t>(place.item)];
    const Answer* answer = answer_at(&item, place);
    return make_plate(window, who.name, answer != nullptr ? question_title(*answer) : item.title);
}

} // namespace

LeafMaker::LeafMaker(std::filesystem::path catalogue, std::shared_ptr<const Programme> programme,
                     pages::Words words)
    : folder_(std::move(catalogue))
    , programme_(std::move(programme))
    , words_(std::move(words)) {}

LeafMaker::~LeafMaker() = default;

db::Catalogue& LeafMaker::catalogue() {
    if (!catalogue_)
        catalogue_ = db::Catalogue::open(folder_, {}, db::Access::read_only);
    return *catalogue_;
}

Loaded LeafMaker::make(const Want& want) {
    Loaded loaded{.want = want};
    const pages::PageSize screen = screen_shape(want.size);
    const Leaves& leaves = leaves_of(want, screen);
    loaded.leaves = std::max(1, static_cast<int>(leaves.pages.size()));
    loaded.clip = leaves.clip;
    if (leaves.pages.empty()) {
        const ShowCandidate& who = programme_->candidates[static_cast<std::size_t>(want.place.candidate)];
        loaded.plate = plate_of(want.size, who, want.place);
        loaded.raster = std::make_shared<const pages::Raster>(poster_raster(leaves.poster, want.size));
        return loaded;
    }
    const auto leaf = static_cast<std::size_t>(std::clamp(want.place.leaf, 0, loaded.leaves - 1));
    const pages::Page& page = *leaves.pages[leaf];
    loaded.raster = std::make_shared<const pages::Raster>(draw(page, want.size, want.zoom));
    if (leaves.audio) {
        const pages::Box box = pages::audio_waveform_box(screen);
        const double scale = std::min(want.size.width / screen.width, want.size.height / screen.height);
        const double left = (want.size.width - screen.width * scale) / 2;
        const double top = (want.size.height - screen.height * scale) / 2;
        loaded.wave = media::Rect{static_cast<int>(std::lround(left + box.x * scale)),
                                  static_cast<int>(std::lround(top + box.y * scale)),
                                  static_cast<int>(std::lround(box.width * scale)),
                                  static_cast<int>(std::lround(box.height * scale))};
    }
    return loaded;
}

bool LeafMaker::is_video(const Want& want) const {
    return want.place.candidate >= 0 && !want.check &&
           programme_->candidates[static_cast<std::size_t>(want.place.candidate)]
                   .items[static_cast<std::size_t>(want.place.item)]
                   .kind == dossier::MaterialKind::video;
}

const Leaves& LeafMaker::leaves_of(const Want& want, pages::PageSize screen) {
    std::string key = want.check ? "check" : want.place.candidate == -1 ? "list" : std::string();
    if (key.empty())
        key = programme_->candidates[static_cast<std::size_t>(want.place.candidate)]
                  .items[static_cast<std::size_t>(want.place.item)]
                  .id.text;
    if (want.place.answer > 0)
        key.append("/answer").append(std::to_string(want.place.answer));
    key += '@';
    key += std::to_string(static_cast<int>(screen.width));
    const bool large = std::max(want.size.width, want.size.height) > usual_screen;
    poster_limit_ = large ? 0 : usual_screen;
    if (large && is_video(want))
        key += '+';
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Entry& e) { return e.key == key; });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return kept_.front().leaves;
    }
    decoded_ = 0;
    Leaves leaves = make_leaves_of(want, screen);
    kept_.push_front({key, std::move(leaves), decoded_});
    forget();
    return kept_.front().leaves;
}

/// The newest stays, however large; a first picture of a 4K clip alone is 33 MB.
void LeafMaker::forget() {
    std::size_t materials = 0;
    std::size_t bytes = 0;
    for (auto entry = kept_.begin(); entry != kept_.end(); ++entry) {
        bytes += entry->bytes;
        if (++materials > 1 && (materials > kept_materials || bytes > kept_bytes)) {
            kept_.erase(entry, kept_.end());
            return;
        }
    }
}

Leaves LeafMaker::make_leaves_of(const Want& want, pages::PageSize screen) {
    std::string sentence;
    try {
        if (want.check)
            return {.pages = {pages::make_check(words_, screen)}};
        return want.place.candidate == -1 ? make_list_of(screen) : make_material(want.place, screen);
    } catch (const std::exception& error) {
        sentence = sentence_of(error);
    }
    std::string heading = tr("This material cannot be shown");
    if (want.place.candidate >= 0) {
        const ShowCandidate& who = programme_->candidates[static_cast<std::size_t>(want.place.candidate)];
        heading = who.name + " · " + who.items[static_cast<std::size_t>(want.place.item)].title;
    }
    return {.pages = {pages::make_placeholder(heading, sentence, screen)}};
}

Leaves LeafMaker::make_list_of(pages::PageSize screen) {
    std::vector<pages::ListLine> lines;
    int number = 0;
    for (const dossier::AgendaItem& item : programme_->meeting.items) {
        pages::ListLine line{.level = item.level, .heading = item.heading};
        if (item.level == 0) {
            line.number = ++number;
            if (std::optional<dossier::Person> person = catalogue().person(item.person))
                line.person = std::move(*person);
            if (!item.dossier.empty())
                if (std::optional<dossier::Dossier> dossier = catalogue().dossier(item.dossier))
                    line.dossier = std::move(*dossier);
        }
        lines.push_back(std::move(line));
    }
    return {.pages = pages::make_list(programme_->meeting, lines, words_, today(), screen)};
}

Leaves LeafMaker::make_material(const Place& place, pages::PageSize screen) {
    const auto at = static_cast<std::size_t>(place.candidate);
    const ShowCandidate& who = programme_->candidates[at];
    const ShowItem& what = who.items[static_cast<std::size_t>(place.item)];
    const dossier::Person person = catalogue().person(who.person).value();
    if (what.kind == dossier::MaterialKind::card)
        return {.pages = {pages::make_card(person, programme_->dossiers[at], photo_of(person, 1600), words_,
                                           today(), screen)}};
    if (what.kind == dossier::MaterialKind::form)
        return {.pages = pages::make_leaves(
                    pages::make_form(pages::form_of_proposal(person, programme_->dossiers[at]),
                                     photo_of(person, 1200), words_, today()),
                    screen, desk)};
    const std::optional<dossier::Material> material = catalogue().material(what.id);
    if (!material)
        throw db::Error(db::ErrorKind::not_found, what.title, "material is gone");
    return make_stored(*material, person, what, answer_at(&what, place), screen);
}

Leaves LeafMaker::make_stored(const dossier::Material& material, const dossier::Person& person,
                              const ShowItem& item, const Answer* answer, pages::PageSize screen) {
    const std::string title = material_title(material);
    if (const auto* poll = std::get_if<dossier::PollContent>(&material.content))
        return {.pages = pages::make_poll(*poll, person.name, words_, screen)};
    if (const auto* report = std::get_if<dossier::ReportContent>(&material.content))
        return {.pages = pages::make_leaves(pages::make_report(*report, title, words_), screen, desk)};
    if (const auto* photo = std::get_if<dossier::PhotoContent>(&material.content))
        return {.pages = {pages::make_photo(image(photo->media, 4096), person.name + "　" + title, screen)}};
    if (std::holds_alternative<dossier::ClipContent>(material.content))
        return make_clip(material, person.name, item, answer, screen);
    const auto& document = std::get<dossier::DocumentContent>(material.content);
    if (document.pages.empty())
        return {
            .pages = {pages::make_placeholder(
                person.name + " · " + title,
                tr("This document has no page pictures; the original is kept in the catalogue."), screen)}};
    pages::Pages pictures;
    for (const std::string& hash : document.pages)
        pictures.push_back(pages::make_picture_page(image(hash, 2800)));
    return {.pages = pages::make_leaves(pictures, screen, desk)};
}

pages::ImagePtr LeafMaker::photo_of(const dossier::Person& person, int limit) {
    try {
        if (!person.form.photo.empty())
            return counted(page_image(media::decode_photo(std::string_view(person.form.photo), limit)));
        if (!person.form.photo_media.empty())
            return image(person.form.photo_media, limit);
    } catch (const media::Error&) {
        // A photo that cannot be decoded is shown as an empty box, which the card labels "no photo".
        return nullptr;
    }
    return nullptr;
}

pages::ImagePtr LeafMaker::image(const std::string& hash, int limit) {
    return counted(page_image(media::decode_photo(catalogue().media().path(hash), limit)));
}

pages::ImagePtr LeafMaker::counted(pages::ImagePtr image) {
    if (image != nullptr)
        decoded_ += image->bgra.size();
    return image;
}

} // namespace app::meeting
