// The one SQL facade over SOCI: typed statements with owned values, transactions, errors of one kind.
#pragma once

#include "db/sqlite/engine.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace db {

/// What goes into a statement. Text must be valid UTF-8 without NUL (the engines differ otherwise).
using Value = std::variant<std::int64_t, double, std::string>;
using Values = std::vector<Value>;

/// One connection. One thread at a time. Statements are prepared once and kept; parameters are `:1`, `:2` ...
/// in order, each used once. Columns are std::int64_t, double or std::string and never NULL (coalesce).
class Session {
  public:
    Session(const std::filesystem::path& file, sqlite::Mode mode);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    /// Carries a statement without rows out. Throws Error.
    void run(const std::string& sql, Values values = {});
    /// Rows the last run() changed.
    [[nodiscard]] std::int64_t changed() const { return changed_; }

    /// Calls `row(columns...)` per row; a row function that returns false ends the reading.
    template <class... Columns, class Row>
    void each(const std::string& sql, Values values, Row&& row) {
        Lease lease(*this, sql, std::move(values), {column_kind<Columns>()...});
        for (bool more = lease.first(); more; more = lease.next()) {
            if (!call<Columns...>(lease, row, std::index_sequence_for<Columns...>()))
                return;
        }
    }
    /// The first row, if there is one.
    template <class... Columns>
    std::optional<std::tuple<Columns...>> one(const std::string& sql, Values values = {}) {
        std::optional<std::tuple<Columns...>> found;
        each<Columns...>(sql, std::move(values), [&](const Columns&... columns) {
            found.emplace(columns...);
            return false;
        });
        return found;
    }
    template <class Column>
    Column value(const std::string& sql, Values values = {}) {
        const auto row = one<Column>(sql, std::move(values));
        if (!row)
            throw Error(ErrorKind::other, subject_, "no row where one was expected");
        return std::get<0>(*row);
    }
    template <class Column>
    std::vector<Column> column(const std::string& sql, Values values = {}) {
        std::vector<Column> list;
        each<Column>(sql, std::move(values), [&](const Column& column) { list.push_back(column); });
        return list;
    }

    [[nodiscard]] sqlite::Native native() const { return native_; }
    [[nodiscard]] const std::string& subject() const { return subject_; }

  private:
    enum class Kind : char { integer, real, text };
    struct Slot;
    struct Statement;
    struct State;

    /// A prepared statement taken out of the cache for one use; the destructor resets it and puts it back.
    class Lease {
      public:
        Lease(Session& session, const std::string& sql, Values values, const std::vector<Kind>& columns);
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();
        bool first();
        bool next();
        std::int64_t affected();
        template <class Column>
        [[nodiscard]] decltype(auto) column(std::size_t index) const {
            if constexpr (std::is_same_v<Column, std::string>)
                return text(index);
            else if constexpr (std::is_same_v<Column, double>)
                return real(index);
            else
                return integer(index);
        }

      private:
        [[nodiscard]] const std::string& text(std::size_t index) const;
        [[nodiscard]] double real(std::size_t index) const;
        [[nodiscard]] std::int64_t integer(std::size_t index) const;
        Session& session_;
        std::unique_ptr<Statement> statement_;
    };

    template <class Column>
    static constexpr Kind column_kind() {
        if constexpr (std::is_same_v<Column, std::string>)
            return Kind::text;
        else if constexpr (std::is_same_v<Column, double>)
            return Kind::real;
        else {
            static_assert(std::is_same_v<Column, std::int64_t>, "int64_t, double or string");
            return Kind::integer;
        }
    }
    template <class... Columns, class Row, std::size_t... I>
    static bool call(const Lease& lease, Row& row, std::index_sequence<I...> /*indices*/) {
        if constexpr (std::is_same_v<decltype(row(lease.column<Columns>(I)...)), bool>)
            return row(lease.column<Columns>(I)...);
        else {
            row(lease.column<Columns>(I)...);
            return true;
        }
    }
    [[noreturn]] void fail() const;

    std::string subject_;
    std::unique_ptr<State> state_;
    sqlite::Native native_ = nullptr;
    std::int64_t changed_ = 0;
};

/// One writing transaction: begins at once (BEGIN IMMEDIATE waits for other writers, a deferred one would
/// fail). The destructor rolls back what was not committed.
class [[nodiscard]] Transaction {
  public:
    explicit Transaction(Session& session);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

  private:
    Session& session_;
    bool open_ = true;
};

/// Several reads of one state of the database. Inside a transaction it does nothing.
class [[nodiscard]] Snapshot {
  public:
    explicit Snapshot(Session& session);
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot();

  private:
    Session& session_;
    bool open_;
};

} // namespace db
