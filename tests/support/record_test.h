// A catalogue with one person, and what `dossier record` is started with there: test signals.
#pragma once

#include "db/catalogue.h"
#include "support/program.h"
#include "support/sample_records.h"
#include "support/scratch.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace support {

namespace fs = std::filesystem; // NOLINT: tests only
using Json = nlohmann::json;

class RecordTest : public testing::Test {
  protected:
    void SetUp() override {
        db::Catalogue catalogue = db::Catalogue::create(folder(), author());
        const dossier::Person person = person_named("张三");
        person_ = person.id;
        catalogue.apply(dossier::PutPerson{person});
    }

    [[nodiscard]] fs::path folder() const { return scratch_ / "c"; }
    [[nodiscard]] fs::path home() const { return scratch_ / "home"; }
    [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"record",   folder().string(),
                                       "--person", "张三",
                                       "--video",  "lavfi:testsrc2=s=320x180:r=25",
                                       "--audio",  "lavfi:sine=r=48000:beep_factor=4"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    db::Catalogue open() { return db::Catalogue::open(folder(), author()); }

    static std::vector<Json> lines_of(const std::string& text) {
        std::vector<Json> lines;
        std::size_t begin = 0;
        for (std::size_t end = text.find('\n'); end != std::string::npos;
             begin = end + 1, end = text.find('\n', begin))
            lines.push_back(Json::parse(text.substr(begin, end - begin)));
        return lines;
    }

    std::vector<dossier::Material> clips() { return open().materials(person_); }
    static const dossier::ClipContent& clip(const dossier::Material& material) {
        return std::get<dossier::ClipContent>(material.content);
    }

    void must_verify() {
        for (const db::Damage& damage : open().verify({}))
            ADD_FAILURE() << damage.subject << ": " << damage.detail;
    }
    [[nodiscard]] std::size_t left_in_recording() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder() / "recording"), fs::directory_iterator()));
    }

    Scratch scratch_;
    dossier::PersonId person_;
};

} // namespace support
