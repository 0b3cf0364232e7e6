#include "db/sqlite/tokenizer.h"

#include <cstring>
#include <optional>
#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace db::sqlite {

namespace {

enum class Style { words, characters };
enum class Class { separator, ignorable, word, single };

struct Range {
    char32_t last;
    Class of;
};

/// Classes of the code points up to each `last`, in ascending order.
constexpr Range ranges[] = {
    {0x2f, Class::separator},   {0x39, Class::word},         {0x40, Class::separator},
    {0x5a, Class::word},        {0x60, Class::separator},    {0x7a, Class::word},
    {0xbf, Class::separator},   {0x1fff, Class::word},       {0x2e7f, Class::separator},
    {0x2fdf, Class::single},    {0x3004, Class::separator},  {0x3007, Class::single},
    {0x303f, Class::separator}, {0xd7ff, Class::single},     {0xdfff, Class::separator},
    {0xfaff, Class::single},    {0xfdff, Class::word},       {0xfe0f, Class::ignorable},
    {0xffff, Class::separator}, {0x1efff, Class::single},    {0x1faff, Class::separator},
    {0xe00ff, Class::single},   {0xe01ef, Class::ignorable}, {0x10ffff, Class::single},
};

Class class_of(char32_t c) {
    for (const Range& range : ranges)
        if (c <= range.last)
            return range.of;
    return Class::separator;
}

struct Character {
    char32_t code = 0; ///< folded
    int begin = 0;
    int end = 0;
};

/// ASCII capitals and the full-width forms of ASCII become plain small letters.
char32_t folded(char32_t c) {
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    return c >= U'A' && c <= U'Z' ? c + 32 : c;
}

/// Next character from `position` on; bytes that are not UTF-8 come as U+FFFD.
std::optional<Character> next_character(std::string_view text, int position) {
    const auto byte = [&](int at) { return static_cast<unsigned char>(text[static_cast<std::size_t>(at)]); };
    const int size = static_cast<int>(text.size());
    if (position >= size)
        return std::nullopt;
    const unsigned char lead = byte(position);
    const int length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
    if (length == 0 || position + length > size)
        return Character{0xfffd, position, position + 1};
    char32_t code = length == 1 ? lead : lead & (0x7fU >> static_cast<unsigned>(length));
    for (int i = 1; i < length; ++i) {
        if ((byte(position + i) & 0xc0U) != 0x80)
            return Character{0xfffd, position, position + 1};
        code = code << 6U | (byte(position + i) & 0x3fU);
    }
    return Character{folded(code), position, position + length};
}

void append(std::string& token, char32_t c) {
    if (c < 0x80) {
        token += static_cast<char>(c);
    } else if (c < 0x800) {
        token += static_cast<char>(0xc0U | c >> 6U);
        token += static_cast<char>(0x80U | (c & 0x3fU));
    } else if (c < 0x10000) {
        token += static_cast<char>(0xe0U | c >> 12U);
        token += static_cast<char>(0x80U | (c >> 6U & 0x3fU));
        token += static_cast<char>(0x80U | (c & 0x3fU));
    } else {
        token += static_cast<char>(0xf0U | c >> 18U);
        token += static_cast<char>(0x80U | (c >> 12U & 0x3fU));
        token += static_cast<char>(0x80U | (c >> 6U & 0x3fU));
        token += static_cast<char>(0x80U | (c & 0x3fU));
    }
}

using Emit = int (*)(void*, int, const char*, int, int, int);

class Tokenizing {
  public:
    Tokenizing(std::string_view text, Style style, bool query, void* context, Emit emit)
        : text_(text)
        , style_(style)
        , query_(query)
        , context_(context)
        , emit_(emit) {}

    int run() {
        int position = 0;
        while (result_ == SQLITE_OK) {
            const std::optional<Character> character = next_character(text_, position);
            if (!character)
                break;
            position = character->end;
            take(*character);
        }
        finish_word();
        // A lone last character of a query was not part of any pair.
        if (query_ && previous_ && !paired_)
            emit(0, *previous_);
        return result_;
    }

  private:
    void take(const Character& character) {
        switch (style_ == Style::characters ? Class::single : class_of(character.code)) {
        case Class::ignorable:
            return;
        case Class::separator:
            finish_word();
            end_of_singles();
            return;
        case Class::word:
            end_of_singles();
            if (word_.empty())
                word_begin_ = character.begin;
            append(word_, character.code);
            word_end_ = character.end;
            return;
        case Class::single:
            finish_word();
            single(character);
            return;
        }
    }

    void single(const Character& character) {
        if (waiting_) // of an earlier run: keeps the distances of a phrase as they are in the document
            emit(0, *std::exchange(waiting_, std::nullopt));
        if (previous_) {
            // In a document the pair stands where its first character stands; that one was emitted last.
            emit(query_ ? 0 : FTS5_TOKEN_COLOCATED, *previous_, &character);
            paired_ = true;
        }
        if (!query_)
            emit(0, character);
        if (!previous_)
            paired_ = false;
        previous_ = character;
    }

    void end_of_singles() {
        if (query_ && previous_) {
            if (paired_)
                waiting_ = previous_;
            else
                emit(0, *previous_);
        }
        previous_.reset();
        paired_ = false;
    }

    void finish_word() {
        if (word_.empty())
            return;
        if (waiting_)
            emit(0, *std::exchange(waiting_, std::nullopt));
        if (result_ == SQLITE_OK)
            result_ =
                emit_(context_, 0, word_.data(), static_cast<int>(word_.size()), word_begin_, word_end_);
        word_.clear();
    }

    void emit(int flags, const Character& first, const Character* second = nullptr) {
        if (result_ != SQLITE_OK)
            return;
        std::string token;
        append(token, first.code);
        if (second != nullptr)
            append(token, second->code);
        result_ = emit_(context_, flags, token.data(), static_cast<int>(token.size()), first.begin,
                        second != nullptr ? second->end : first.end);
    }

    std::string_view text_;
    Style style_;
    bool query_;
    void* context_;
    Emit emit_;
    int result_ = SQLITE_OK;
    std::string word_;
    int word_begin_ = 0;
    int word_end_ = 0;
    std::optional<Character> previous_; ///< the single before, without a separator between
    std::optional<Character> waiting_;  ///< query: last single of a finished run
    bool paired_ = false;
};

int create(void* /*context*/, const char** arguments, int count, Fts5Tokenizer** made) {
    const bool characters = count > 0 && std::strcmp(arguments[0], "characters") == 0;
    *made = reinterpret_cast<Fts5Tokenizer*>(new Style(characters ? Style::characters : Style::words));
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer* tokenizer) {
    delete reinterpret_cast<Style*>(tokenizer);
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size, Emit emit) {
    if (text == nullptr)
        return SQLITE_OK;
    try {
        const Style style = *reinterpret_cast<Style*>(tokenizer);
        const bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
        return Tokenizing({text, static_cast<std::size_t>(size)}, style, query, context, emit).run();
    } catch (const std::bad_alloc&) {
        return SQLITE_NOMEM;
    }
}

} // namespace

void register_tokenizer(Native connection) {
    auto* handle = static_cast<sqlite3*>(connection);
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, "select fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    fts5_tokenizer functions{create, destroy, tokenize};
    if (api == nullptr || api->xCreateTokenizer(api, "dossier", nullptr, &functions, nullptr) != SQLITE_OK)
        throw Error(ErrorKind::other, "", "SQLite has no FTS5");
}

std::string match_expression(const std::string& text) {
    std::string expression;
    std::string term;
    Class last = Class::separator;
    const auto finish = [&] {
        if (last != Class::separator) {
            expression += (expression.empty() ? "\"" : " AND \"") + term + "\"";
            if (last == Class::word)
                expression += " *";
        }
        term.clear();
        last = Class::separator;
    };
    for (int position = 0; const auto character = next_character(text, position);) {
        position = character->end;
        const Class of = class_of(character->code);
        const bool space = character->code == U' ' || character->code == U'\t' || character->code == U'\n' ||
                           character->code == 0x3000;
        if (space) {
            finish();
        } else if (character->code != U'"' && character->code != 0 && character->code != 0xfffd) {
            append(term, character->code);
            if (of == Class::single || of == Class::word)
                last = of;
        }
    }
    finish();
    return expression;
}

} // namespace db::sqlite
