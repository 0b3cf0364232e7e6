// A dossier and a whole meeting as PDF: the pages that are shown, on paper.
#pragma once

#include "db/catalogue.h"
#include "dossier/pages/make.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace app {

/// One candidate of a book, materials as presented.
struct BookCandidate {
    dossier::Person person;
    dossier::Dossier dossier;
    std::vector<dossier::Material> materials;
};

class BookMaker {
  public:
    explicit BookMaker(db::MediaStore& store);

    /// The parts of one candidate: a heading of level 1 (the person), materials of level 2. Sound and video
    /// are a page that says so, with the first picture; pictures are decoded when they are drawn.
    std::vector<pages::BookPart> parts(const BookCandidate& candidate) const;
    /// The list of a meeting, as the first part of its book.
    pages::BookPart list(const dossier::Meeting& meeting, const std::vector<BookCandidate>& candidates) const;
    /// Throws std::runtime_error (disk full ...). False: `go_on` ended it, nothing was written.
    bool write(const std::filesystem::path& file, const std::vector<pages::BookPart>& parts,
               const std::string& title, const std::string& meeting_title,
               const std::function<bool(int, int)>& go_on) const;

  private:
    pages::Pages pages_of(const BookCandidate& candidate, const dossier::Material& material) const;
    pages::Pages clip_page(const dossier::Material& material) const;
    pages::ImagePtr photo_of(const BookCandidate& candidate) const;

    db::MediaStore& store_;
    pages::Words words_;
    pages::Today today_;
};

} // namespace app
