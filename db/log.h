// The edit log: one row per edit, hash-chained per terminal; values of a person sealed with that person's
// key.
#pragma once

#include "db/catalogue.h"
#include "db/session.h"

#include <optional>
#include <string>
#include <vector>

namespace db {

// What the chain proves and what not: a row that was changed, taken out or put in is found. Whoever has the
// file can still cut the log at its end or compute all of it anew; that is found only against a row kept
// elsewhere (Anchor: on this machine in Author::anchors, on another one, on the minutes).

/// One edit as it enters the log. The JSON holds long texts as hashes.
struct LogEntry {
    std::string code;
    std::string subject;
    std::string person; ///< whose key seals before, after and difference; empty: they stay readable
    std::string before;
    std::string after;
    std::string difference; ///< difference.h
};

/// Appends within one transaction: the head of the chain is read once, at the first row.
class LogWriter {
  public:
    LogWriter(Session& session, const Author& author)
        : session_(session)
        , author_(author) {}
    void append(LogEntry entry);

  private:
    Session& session_;
    const Author& author_;
    bool at_head_ = false;
    std::int64_t sequence_ = 0;
    std::string hash_;
};

/// Newest first; of a subject and of everything that belongs to a person. Sealed values come opened; of an
/// erased person they are empty.
std::vector<LogRow> read_log(Session& session, const std::string& subject_or_all, int limit);

/// Recomputes every chain and holds it against the anchors; each break is a Damage with terminal and
/// sequence.
std::vector<Damage> verify_log(Session& session, const std::vector<Anchor>& anchors);
std::vector<Anchor> log_heads(Session& session);

} // namespace db
