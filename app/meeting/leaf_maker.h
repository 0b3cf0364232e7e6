// Turns one place of the show into leaves (pages or spreads of them) and clip facts, from the catalogue.
#pragma once

#include "app/meeting/loader.h"

#include <list>
#include <optional>

namespace app::meeting {

/// Leaves of one material for one shape of screen.
struct Leaves {
    pages::Pages pages;
    media::PicturePtr poster; ///< video: first key picture
    bool audio = false;
    std::shared_ptr<const ClipSetup> clip;
};

/// One per loader thread. Keeps the leaves of the last materials, so that turning and zooming only draw; of
/// what holds decoded pictures only as much as fits into a few screens.
class LeafMaker {
  public:
    LeafMaker(std::filesystem::path catalogue, std::shared_ptr<const Programme> programme,
              pages::Words words);
    ~LeafMaker();
    /// Never throws: what cannot be shown becomes a placeholder with a sentence.
    Loaded make(const Want& want);

  private:
    struct Entry {
        std::string key;
        Leaves leaves;
        std::size_t bytes = 0; ///< of decoded pictures
    };
    const Leaves& leaves_of(const Want& want, pages::PageSize screen);
    Leaves make_leaves_of(const Want& want, pages::PageSize screen);
    Leaves make_material(const Place& place, pages::PageSize screen);
    Leaves make_list_of(pages::PageSize screen);
    /// `answer` null: the whole recording.
    Leaves make_clip(const dossier::Material& material, const std::string& name, const ShowItem& item,
                     const Answer* answer, pages::PageSize screen);
    Leaves make_stored(const dossier::Material& material, const dossier::Person& person, const ShowItem& item,
                       const Answer* answer, pages::PageSize screen);
    [[nodiscard]] bool is_video(const Want& want) const;
    void forget();
    pages::ImagePtr photo_of(const dossier::Person& person, int limit);
    pages::ImagePtr image(const std::string& hash, int limit);
    pages::ImagePtr counted(pages::ImagePtr image);
    db::Catalogue& catalogue();

    std::filesystem::path folder_;
    std::shared_ptr<const Programme> programme_;
    pages::Words words_;
    std::optional<db::Catalogue> catalogue_;
    std::list<Entry> kept_;   ///< newest first
    std::size_t decoded_ = 0; ///< bytes of pictures decoded for the material being made
    int poster_limit_ = 0;    ///< pixels on a side of a recording's first picture; 0 = as it is
};

} // namespace app::meeting
