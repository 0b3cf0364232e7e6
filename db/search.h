// The search index: names by characters and pinyin, texts by words; written in the transaction of the record.
#pragma once

#include "db/catalogue.h"
#include "db/session.h"

#include <string>
#include <vector>

namespace db {

/// Brings the index from `before` to `after`; null = the person was not there, is gone.
void index_person(Session& session, std::int64_t number, const dossier::Person* before,
                  const dossier::Person* after);
/// Null: the material is gone.
void index_material(Session& session, const dossier::Material* material, const std::string& id, bool is_new);
/// Makes every index row again from the records (after damage, or when the tables of readings grew).
void rebuild_index(Session& session);

/// Persons whose name contains the characters, or whose pinyin or initials begin with the letters; the whole
/// name first, then names that begin with it, then the others.
std::vector<PersonLine> search_names(Session& session, const std::string& text, int limit);
std::vector<Catalogue::TextHit> search_texts(Session& session, const std::string& text, int limit);

} // namespace db
