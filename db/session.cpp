#include "db/session.h"

#include "db/soci_session.h"
#include "dossier/text.h"

#include <deque>
#include <soci/soci.h>
#include <unordered_map>

namespace db {

struct Session::Slot {
    Kind kind = Kind::integer;
    long long integer = 0;
    double real = 0;
    std::string text;
};

/// SOCI keeps addresses of the slots, so they never move.
struct Session::Statement {
    Statement(soci::session& sql, std::string key, const std::string& text, const Values& values,
              const std::vector<Kind>& columns)
        : key(std::move(key))
        , statement(sql) {
        for (const Value& value : values) {
            uses.emplace_back().kind = static_cast<Kind>(value.index());
            exchange([&](auto& member) { statement.exchange(soci::use(member)); }, uses.back());
        }
        for (const Kind column : columns) {
            intos.emplace_back().kind = column;
            exchange([&](auto& member) { statement.exchange(soci::into(member)); }, intos.back());
        }
        statement.alloc();
        statement.prepare(text);
        statement.define_and_bind();
    }

    template <class Function>
    static void exchange(Function&& function, Slot& slot) {
        switch (slot.kind) {
        case Kind::integer:
            return function(slot.integer);
        case Kind::real:
            return function(slot.real);
        case Kind::text:
            return function(slot.text);
        }
    }

    std::string key;
    std::deque<Slot> uses;
    std::deque<Slot> intos;
    soci::statement statement;
    bool failed = false;
};

struct Session::State {
    std::unique_ptr<soci::session> sql;
    std::unordered_multimap<std::string, std::unique_ptr<Statement>> idle;
};

namespace {

void must_be_text(const Value& value, const std::string& subject) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && (text->find('\0') != std::string::npos || !dossier::is_valid_utf8(*text)))
        throw Error(ErrorKind::constraint, subject, "a text is not UTF-8 or holds NUL");
}

} // namespace

Session::Session(const std::filesystem::path& file, sqlite::Mode mode)
    : subject_(file.string())
    , state_(std::make_unique<State>())
    , native_(sqlite::open(file, mode)) {
    state_->sql = adopt(native_);
}

Session::~Session() {
    state_->idle.clear();
}

void Session::fail() const {
    std::string text;
    const ErrorKind kind = sqlite::last_error(native_, text);
    throw Error(kind, subject_, text);
}

void Session::run(const std::string& sql, Values values) {
    Lease lease(*this, sql, std::move(values), {});
    lease.first();
    changed_ = lease.affected();
}

Session::Lease::Lease(Session& session, const std::string& sql, Values values,
                      const std::vector<Kind>& columns)
    : session_(session) {
    std::string key;
    for (const Value& value : values) {
        must_be_text(value, session.subject_);
        key += static_cast<char>('0' + value.index());
    }
    key += sql;
    auto& idle = session.state_->idle;
    if (const auto found = idle.find(key); found != idle.end()) {
        statement_ = std::move(found->second);
        idle.erase(found);
    } else {
        try {
            statement_ =
                std::make_unique<Statement>(*session.state_->sql, std::move(key), sql, values, columns);
        } catch (const soci::soci_error&) {
            session.fail();
        }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        Slot& slot = statement_->uses[i];
        switch (slot.kind) {
        case Kind::integer:
            slot.integer = std::get<std::int64_t>(values[i]);
            break;
        case Kind::real:
            slot.real = std::get<double>(values[i]);
            break;
        case Kind::text:
            slot.text = std::move(std::get<std::string>(values[i]));
            break;
        }
    }
}

Session::Lease::~Lease() {
    // A statement that stays open keeps its snapshot, and with it the WAL, alive.
    if (!statement_ || statement_->failed)
        return;
    reset(statement_->statement);
    auto& idle = session_.state_->idle;
    std::string key = statement_->key;
    idle.emplace(std::move(key), std::move(statement_));
}

bool Session::Lease::first() {
    try {
        return statement_->statement.execute(true);
    } catch (const soci::soci_error&) {
        statement_->failed = true;
        session_.fail();
    }
}

bool Session::Lease::next() {
    try {
        return statement_->statement.fetch();
    } catch (const soci::soci_error&) {
        statement_->failed = true;
        session_.fail();
    }
}

std::int64_t Session::Lease::affected() {
    return statement_->statement.get_affected_rows();
}

const std::string& Session::Lease::text(std::size_t index) const {
    return statement_->intos[index].text;
}
double Session::Lease::real(std::size_t index) const {
    return statement_->intos[index].real;
}
std::int64_t Session::Lease::integer(std::size_t index) const {
    return statement_->intos[index].integer;
}

Transaction::Transaction(Session& session)
    : session_(session) {
    session.run("begin immediate");
}

Transaction::~Transaction() {
    // After a full disk or an I/O error the engine may have rolled back by itself.
    if (!open_ || !sqlite::in_transaction(session_.native()))
        return;
    try {
        session_.run("rollback");
    } catch (const Error&) { // nothing was committed; the next transaction reports what is wrong
    }
}

void Transaction::commit() {
    session_.run("commit");
    open_ = false;
}

Snapshot::Snapshot(Session& session)
    : session_(session)
    , open_(!sqlite::in_transaction(session.native())) {
    if (open_)
        session.run("begin");
}

Snapshot::~Snapshot() {
    if (!open_ || !sqlite::in_transaction(session_.native()))
        return;
    try {
        session_.run("commit");
    } catch (const Error&) { // a reading transaction has nothing to lose
    }
}

} // namespace db
