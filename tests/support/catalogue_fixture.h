// A catalogue in a temporary folder, and what its errors and damages are.
#pragma once

#include "db/catalogue.h"
#include "support/sample_records.h"
#include "support/scratch.h"

#include <gtest/gtest.h>
#include <optional>

namespace support {

/// The kind of db::Error that `function` throws; none: it throws nothing.
template <class Function>
std::optional<db::ErrorKind> kind_thrown(Function&& function) {
    try {
        function();
    } catch (const db::Error& error) {
        return error.kind;
    }
    return std::nullopt;
}

class CatalogueTest : public testing::Test {
  protected:
    [[nodiscard]] std::filesystem::path folder() const { return scratch_ / "catalogue"; }
    [[nodiscard]] std::filesystem::path database() const { return folder() / "catalogue.db"; }
    [[nodiscard]] const Scratch& scratch() const { return scratch_; }

    /// `count` persons 张0, 张1 ... with a photo each and a report, one meeting with all of them.
    static std::vector<dossier::PersonId> fill(db::Catalogue& catalogue, int count) {
        std::vector<dossier::Edit> edits;
        std::vector<dossier::PersonId> ids;
        dossier::Meeting meeting{.id = dossier::MeetingId::make(), .title = "第1次会议"};
        for (int i = 0; i < count; ++i) {
            dossier::Person person = person_named("张" + std::to_string(i));
            person.form.photo = "photo " + std::to_string(i);
            const dossier::Dossier dossier{
                .id = dossier::DossierId::make(), .person = person.id, .meeting = meeting.id};
            meeting.items.push_back({.dossier = dossier.id, .person = person.id});
            edits.emplace_back(dossier::PutPerson{person});
            edits.emplace_back(
                dossier::PutMaterial{report_of(person.id, "考察材料 " + std::string(2000, 'x'))});
            edits.emplace_back(dossier::PutDossier{dossier});
            ids.push_back(person.id);
        }
        edits.emplace_back(dossier::PutMeeting{meeting});
        catalogue.apply(edits);
        return ids;
    }

    static std::vector<db::Damage> damages(db::Catalogue& catalogue) {
        std::vector<db::Damage> found = catalogue.verify({});
        std::erase_if(found, [](const db::Damage& d) { return d.kind == db::Damage::Kind::note; });
        return found;
    }

    static std::vector<db::Damage> damages_at(const std::filesystem::path& folder) {
        db::Catalogue catalogue = db::Catalogue::open(folder, author());
        return damages(catalogue);
    }

  private:
    Scratch scratch_;
};

/// For messages: what was found.
inline std::string text_of(const std::vector<db::Damage>& damages) {
    std::string text;
    for (const db::Damage& damage : damages)
        text += std::to_string(static_cast<int>(damage.kind)) + " " + damage.subject + ": " + damage.detail +
                "\n";
    return text;
}

} // namespace support
