#include "db/care.h"

#include "db/records.h"
#include "db/sqlite/checked_file.h"

#include <functional>
#include <set>

namespace db {

namespace {

void add(std::vector<Damage>& found, const std::string& subject, const std::string& detail) {
    found.push_back({Damage::Kind::database, subject, detail});
}

/// Rows of integrity_check or quick_check that are not "ok".
void run_check(Session& session, const std::string& pragma, std::vector<Damage>& found) {
    try {
        session.each<std::string>(pragma, {}, [&](const std::string& row) {
            if (row != "ok")
                add(found, "catalogue.db", row);
        });
    } catch (const Error& error) {
        add(found, "catalogue.db", error.what());
    }
}

/// The tables and indexes whose pages cannot be walked.
void name_tables(Session& session, std::vector<Damage>& found) {
    std::vector<std::string> names{"sqlite_schema"};
    try {
        for (std::string& name :
             session.column<std::string>("select name from sqlite_schema where rootpage > 0 order by name"))
            names.push_back(std::move(name));
    } catch (const Error&) {
        add(found, "sqlite_schema", "the list of tables cannot be read");
        return;
    }
    for (const std::string& name : names) {
        try {
            session.value<std::int64_t>("select count(*) from dbstat where name = :1", {name});
        } catch (const Error&) {
            add(found, name, "a page of this table cannot be read");
        }
    }
}

void check_foreign_keys(Session& session, std::vector<Damage>& found) {
    try {
        session.each<std::string, std::int64_t, std::string>(
            "select \"table\", coalesce(rowid, 0), parent from pragma_foreign_key_check", {},
            [&](const std::string& table, std::int64_t row, const std::string& parent) {
                found.push_back({Damage::Kind::reference, table + " " + std::to_string(row),
                                 "refers to a row of " + parent + " that is not there"});
            });
    } catch (const Error& error) {
        add(found, "catalogue.db", error.what());
    }
}

void check_search(Session& session, std::vector<Damage>& found) {
    // The second is held against its texts, too; the first keeps none.
    const std::pair<const char*, const char*> checks[]{
        {"name_index", "insert into name_index(name_index) values('integrity-check')"},
        {"text_index", "insert into text_index(text_index, rank) values('integrity-check', 1)"}};
    for (const auto& [name, statement] : checks) {
        try {
            session.run(statement);
        } catch (const Error&) {
            add(found, name, "the search index does not belong to the records; it can be made again");
        }
    }
}

/// Calls `read` for each row (key, id, document, media it uses), one by one: a damaged page must not hide
/// the rows behind it.
class RecordReader {
  public:
    RecordReader(Session& session, std::vector<Damage>& found)
        : session_(session)
        , found_(found) {}

    template <class Check>
    void table(const std::string& name, const std::string& query, Check&& check) {
        const auto damaged = [&](const std::string& id, const char* how) {
            std::string subject = name;
            subject += ' ';
            subject += id;
            add(found_, subject, how);
        };
        std::vector<std::string> ids;
        try {
            ids = session_.column<std::string>("select id from " + name);
        } catch (const Error&) {
            add(found_, name, "the list of records cannot be read");
            return;
        }
        for (const std::string& id : ids) {
            try {
                const auto row = session_.one<std::string>(query, {id});
                if (!row)
                    damaged(id, "the record is gone");
                else
                    check(id, std::get<0>(*row));
            } catch (const Error&) {
                damaged(id, "the record cannot be read");
            }
        }
    }

    void must_have_rows(const std::string& subject, const std::vector<std::string>& hashes) {
        for (const std::string& hash : hashes)
            if (!session_.one<std::int64_t>("select 1 from media where hash = :1", {hash}))
                found_.push_back(
                    {Damage::Kind::reference, subject, "shows a media object that has no row: " + hash});
    }

  private:
    Session& session_;
    std::vector<Damage>& found_;
};

} // namespace

std::vector<Damage> structure_damage(Session& session) {
    std::vector<Damage> found;
    run_check(session, "pragma quick_check(100)", found);
    return found;
}

std::vector<Damage> database_damage(Session& session, const std::filesystem::path& file, bool may_write) {
    std::vector<Damage> found;
    for (const std::int64_t page : sqlite::damaged_pages(file))
        add(found, "page " + std::to_string(page), "the sum of the page is wrong");
    if (!found.empty()) {
        name_tables(session, found);
        return found;
    }
    run_check(session, "pragma integrity_check(100)", found);
    check_foreign_keys(session, found);
    if (may_write)
        check_search(session, found);
    return found;
}

std::vector<Damage> record_damage(Session& session) {
    std::vector<Damage> found;
    RecordReader reader(session, found);
    reader.table("person",
                 "select document from person join person_document on person = number where id = :1",
                 [&](const std::string& id, const std::string& document) {
                     const dossier::Person person = person_of(document, id);
                     if (is_hash(person.form.photo_media))
                         reader.must_have_rows("person " + id, {person.form.photo_media});
                 });
    reader.table("material", "select document from material where id = :1",
                 [&](const std::string& id, const std::string& document) {
                     reader.must_have_rows("material " + id, media_of(material_of(document, id).content));
                 });
    reader.table("dossier", "select document from dossier where id = :1",
                 [](const std::string& id, const std::string& document) { dossier_of(document, id); });
    reader.table("meeting", "select document from meeting where id = :1",
                 [](const std::string& id, const std::string& document) { meeting_of(document, id); });
    return found;
}

} // namespace db
