#include "db/log.h"

#include "db/folder.h"
#include "db/seal.h"
#include "dossier/edit.h"

#include <algorithm>
#include <map>

namespace db {

namespace {

constexpr const char* entry_columns =
    "select terminal, sequence, at, writer, version, code, subject, person, before, "
    "after, difference, previous, hash from log ";

struct Row {
    LogRow row;
    std::int64_t version = 0;
    std::string person;
    std::string previous;
};

/// SHA-256 over the fields, each behind its length, so that no two rows have the same bytes.
std::string hash_of(const Row& row) {
    std::string bytes;
    const auto add = [&](const std::string& field) { bytes += std::to_string(field.size()) + ":" + field; };
    add(row.row.terminal);
    add(std::to_string(row.row.sequence));
    add(row.row.when);
    add(row.row.user);
    add(std::to_string(row.version));
    add(row.row.code);
    add(row.row.subject);
    add(row.person);
    add(row.row.before);
    add(row.row.after);
    add(row.row.difference);
    add(row.previous);
    return sha256(bytes);
}

template <class Function>
void each_row(Session& session, const std::string& rest, Values values, Function&& function) {
    using Text = std::string;
    using Number = std::int64_t;
    session.each<Text, Number, Text, Text, Number, Text, Text, Text, Text, Text, Text, Text, Text>(
        entry_columns + rest, std::move(values),
        [&](const Text& terminal, Number sequence, const Text& at, const Text& user, Number version,
            const Text& code, const Text& subject, const Text& person, const Text& before, const Text& after,
            const Text& difference, const Text& previous, const Text& hash) {
            function(Row{.row = {.terminal = terminal,
                                 .sequence = sequence,
                                 .when = at,
                                 .user = user,
                                 .code = code,
                                 .subject = subject,
                                 .before = before,
                                 .after = after,
                                 .difference = difference,
                                 .hash = hash},
                         .version = version,
                         .person = person,
                         .previous = previous});
        });
}

std::string key_of(Session& session, const std::string& person) {
    if (const auto row = session.one<std::string>("select key from person_key where person = :1", {person}))
        return std::get<0>(*row);
    std::string key = make_key();
    session.run("insert into person_key(person, key) values(:1, :2)", {person, key});
    return key;
}

std::string place(const std::string& terminal, std::int64_t sequence) {
    return terminal + " " + std::to_string(sequence);
}

} // namespace

void LogWriter::append(LogEntry entry) {
    if (!at_head_) {
        if (const auto head = session_.one<std::int64_t, std::string>(
                "select sequence, hash from log where terminal = :1 order by sequence desc limit 1",
                {author_.terminal}))
            std::tie(sequence_, hash_) = *head;
        at_head_ = true;
    }
    if (!entry.person.empty()) {
        const std::string key = key_of(session_, entry.person);
        for (std::string* text : {&entry.before, &entry.after, &entry.difference})
            if (!text->empty())
                *text = seal(key, *text);
    }
    Row row{.row = {.terminal = author_.terminal,
                    .sequence = sequence_ + 1,
                    .when = utc_now(),
                    .user = author_.user,
                    .code = std::move(entry.code),
                    .subject = std::move(entry.subject),
                    .before = std::move(entry.before),
                    .after = std::move(entry.after),
                    .difference = std::move(entry.difference)},
            .version = dossier::edit_version,
            .person = std::move(entry.person),
            .previous = hash_};
    hash_ = row.row.hash = hash_of(row);
    sequence_ = row.row.sequence;
    LogRow& text = row.row;
    session_.run(
        "insert into log(terminal, sequence, at, writer, version, code, subject, person, before, after, "
        "difference, previous, hash) values(:1, :2, :3, :4, :5, :6, :7, :8, :9, :10, :11, :12, :13)",
        {text.terminal, text.sequence, text.when, text.user, row.version, text.code, text.subject, row.person,
         std::move(text.before), std::move(text.after), std::move(text.difference), row.previous, text.hash});
}

std::vector<LogRow> read_log(Session& session, const std::string& subject_or_all, int limit) {
    std::vector<Row> rows;
    const auto keep = [&](Row row) { rows.push_back(std::move(row)); };
    if (subject_or_all.empty())
        each_row(session, "order by number desc limit :1", {std::int64_t{limit}}, keep);
    else
        each_row(session, "where subject = :1 or person = :2 order by number desc limit :3",
                 {subject_or_all, subject_or_all, std::int64_t{limit}}, keep);
    std::map<std::string, std::string> keys;
    std::vector<LogRow> opened;
    for (Row& row : rows) {
        if (!row.person.empty()) {
            if (!keys.contains(row.person)) {
                const auto key =
                    session.one<std::string>("select key from person_key where person = :1", {row.person});
                keys[row.person] = key ? std::get<0>(*key) : "";
            }
            for (std::string* text : {&row.row.before, &row.row.after, &row.row.difference})
                *text = unseal(keys[row.person], *text).value_or("");
        }
        opened.push_back(std::move(row.row));
    }
    return opened;
}

std::vector<Anchor> log_heads(Session& session) {
    std::vector<Anchor> heads;
    session.each<std::string, std::int64_t, std::string>(
        "select terminal, sequence, hash from log where (terminal, sequence) in "
        "(select terminal, max(sequence) from log group by terminal) order by terminal",
        {}, [&](const std::string& terminal, std::int64_t sequence, const std::string& hash) {
            heads.push_back({terminal, sequence, hash});
        });
    return heads;
}

std::vector<Damage> verify_log(Session& session, const std::vector<Anchor>& anchors) {
    std::vector<Damage> found;
    const auto report = [&](const std::string& terminal, std::int64_t sequence, const std::string& detail) {
        found.push_back({Damage::Kind::log_chain, place(terminal, sequence), detail});
    };
    std::map<std::pair<std::string, std::int64_t>, std::string> wanted;
    for (const Anchor& anchor : anchors)
        wanted[{anchor.terminal, anchor.sequence}] = anchor.hash;
    std::string terminal;
    std::int64_t sequence = 0;
    std::string hash;
    each_row(session, "order by terminal, sequence", {}, [&](const Row& row) {
        if (row.row.terminal != terminal) {
            terminal = row.row.terminal;
            sequence = 0;
            hash.clear();
        }
        if (row.row.sequence != sequence + 1)
            report(terminal, sequence + 1, "rows are missing");
        else if (row.previous != hash)
            report(terminal, row.row.sequence, "the row does not continue the one before");
        if (hash_of(row) != row.row.hash)
            report(terminal, row.row.sequence, "the row was changed");
        sequence = row.row.sequence;
        hash = row.row.hash;
        if (const auto anchor = wanted.find({terminal, sequence}); anchor != wanted.end()) {
            if (anchor->second != hash)
                report(terminal, sequence, "the row is not the one that was anchored");
            wanted.erase(anchor);
        }
    });
    for (const auto& [where, unused] : wanted)
        report(where.first, where.second, "the log ends before a row that was anchored");
    return found;
}

} // namespace db
