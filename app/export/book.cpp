#include "app/export/book.h"

#include "app/language.h"
#include "app/material_titles.h"
#include "app/media_facts.h"
#include "app/page_image.h"
#include "app/page_words.h"

#include <cmath>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr int print_pixels = 2400; ///< A4 at 200 dots an inch
constexpr int photo_pixels = 1200;

/// A picture of the store, decoded while it is drawn: a book of scans would not fit into memory.
class StoredPicture : public pages::Page {
  public:
    StoredPicture(fs::path file, std::string caption)
        : file_(std::move(file))
        , caption_(std::move(caption)) {
        if (const pages::PagePtr page = open())
            size_ = page->size();
    }
    [[nodiscard]] pages::PageSize size() const override { return size_; }
    void draw(cairo_t* cr) const override {
        if (const pages::PagePtr page = open())
            page->draw(cr);
    }

  private:
    [[nodiscard]] pages::PagePtr open() const {
        const pages::ImagePtr image = page_image(file_, print_pixels);
        if (image == nullptr)
            return pages::make_placeholder(caption_, tr("This picture is missing or damaged."), pages::a4);
        return caption_.empty() ? pages::make_picture_page(image)
                                : pages::make_photo(image, caption_, pages::a4);
    }
    fs::path file_;
    std::string caption_; ///< of a photo; a leaf of a document has none
    pages::PageSize size_ = pages::a4;
};

std::string said_duration(double seconds) {
    const long whole = std::lround(seconds);
    return tr("{0} min {1} s", {std::to_string(whole / 60), std::to_string(whole % 60)});
}

} // namespace

BookMaker::BookMaker(db::MediaStore& store)
    : store_(store)
    , words_(page_words())
    , today_(today()) {}

pages::ImagePtr BookMaker::photo_of(const BookCandidate& candidate) const {
    if (!candidate.person.form.photo_media.empty())
        return page_image(store_.path(candidate.person.form.photo_media), photo_pixels);
    for (const dossier::Material& material : candidate.materials)
        if (const auto* photo = std::get_if<dossier::PhotoContent>(&material.content))
            return page_image(store_.path(photo->media), photo_pixels);
    return nullptr;
}

pages::Pages BookMaker::clip_page(const dossier::Material& material) const {
    const auto& clip = std::get<dossier::ClipContent>(material.content);
    const std::string said = material.kind == dossier::MaterialKind::video
                                 ? N_("Video, {0}; shown on the screen.")
                                 : N_("Sound, {0}; heard in the meeting.");
    pages::Pages list;
    list.push_back(pages::make_placeholder(
        material_title(material), tr(said.c_str(), {said_duration(clip.duration)}), pages::screen_wide));
    if (clip.parts.empty() || material.kind != dossier::MaterialKind::video)
        return list;
    const fs::path first = store_.derived_path(clip.parts.front().media, first_picture_name);
    std::error_code error;
    if (fs::exists(first, error))
        list.front() = std::make_shared<StoredPicture>(
            first, material_title(material) + "  " + tr(said.c_str(), {said_duration(clip.duration)}));
    return list;
}

pages::Pages BookMaker::pages_of(const BookCandidate& candidate, const dossier::Material& material) const {
    switch (material.kind) {
    case dossier::MaterialKind::card:
        return {pages::make_card(candidate.person, candidate.dossier, photo_of(candidate), words_, today_,
                                 pages::screen_wide)};
    case dossier::MaterialKind::form:
        return pages::make_form(pages::form_of_proposal(candidate.person, candidate.dossier),
                                photo_of(candidate), words_, today_);
    default:
        break;
    }
    if (const auto* poll = std::get_if<dossier::PollContent>(&material.content))
        return pages::make_poll(*poll, candidate.person.name, words_, pages::a4);
    if (const auto* report = std::get_if<dossier::ReportContent>(&material.content))
        return pages::make_report(*report, material_title(material), words_);
    if (const auto* photo = std::get_if<dossier::PhotoContent>(&material.content))
        return {std::make_shared<StoredPicture>(store_.path(photo->media), material_title(material))};
    if (std::holds_alternative<dossier::ClipContent>(material.content))
        return clip_page(material);
    pages::Pages leaves;
    if (const auto* document = std::get_if<dossier::DocumentContent>(&material.content))
        for (const std::string& page : document->pages)
            leaves.push_back(std::make_shared<StoredPicture>(store_.path(page), ""));
    return leaves;
}

std::vector<pages::BookPart> BookMaker::parts(const BookCandidate& candidate) const {
    std::vector<pages::BookPart> parts;
    parts.push_back({.title = candidate.person.name, .level = 1});
    for (const dossier::Material& material : candidate.materials) {
        pages::BookPart part{.title = material_title(material), .level = 2};
        part.pages = pages_of(candidate, material);
        if (!part.pages.empty())
            parts.push_back(std::move(part));
    }
    return parts;
}

pages::BookPart BookMaker::list(const dossier::Meeting& meeting,
                                const std::vector<BookCandidate>& candidates) const {
    std::vector<pages::ListLine> lines;
    std::size_t next = 0;
    for (const dossier::AgendaItem& item : meeting.items) {
        pages::ListLine line{.level = item.level, .heading = item.heading};
        if (item.level == 0 && next < candidates.size()) {
            line.person = candidates[next].person;
            line.dossier = candidates[next].dossier;
            line.number = static_cast<int>(++next);
        }
        lines.push_back(std::move(line));
    }
    return {.title = tr("List of candidates"),
            .level = 1,
            .pages = pages::make_list(meeting, lines, words_, today_, pages::a4)};
}

bool BookMaker::write(const fs::path& file, const std::vector<pages::BookPart>& parts,
                      const std::string& title, const std::string& meeting_title,
                      const std::function<bool(int, int)>& go_on) const {
    std::string watermark = tr("Meeting material, keep safe");
    if (!meeting_title.empty())
        watermark.append(" · ").append(meeting_title);
    bool ended = false;
    pages::write_book(
        file.string(), parts,
        {.title = title, .subtitle = meeting_title == title ? "" : meeting_title, .watermark = watermark},
        words_, [&](int count, int total) {
            ended = !go_on(count, total);
            return !ended;
        });
    return !ended;
}

} // namespace app
