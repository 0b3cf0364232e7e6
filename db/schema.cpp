#include "db/schema.h"

#include <array>

namespace db {

namespace {

/// Records are kept as JSON documents (formats/json.h: every document has its version); the columns beside
/// `document` are what queries look for. Text ids, so that an engine change keeps them.
constexpr const char* first_version = R"(
create table meta(key text primary key, value text not null) strict, without rowid;

create table person(
  number integer primary key,
  id text not null unique,
  name text not null, readings text not null,
  sex text not null, birth text not null, present_post text not null, has_form integer not null,
  form_bytes text not null, identity text not null,
  revision integer not null) strict;
create index person_name on person(name, id);
create index person_form_bytes on person(form_bytes) where form_bytes <> '';
create index person_identity on person(identity) where identity <> '';
create table person_document(
  person integer primary key references person(number) on delete cascade,
  document text not null) strict;

create table media(
  hash text primary key, bytes integer not null, file_name text not null, facts text not null)
  strict, without rowid;
create table media_use(
  owner text not null, hash text not null references media(hash) deferrable initially deferred,
  primary key(owner, hash)) strict, without rowid;
create index media_use_hash on media_use(hash);

create table material(
  number integer primary key,
  id text not null unique,
  person text not null references person(id) deferrable initially deferred,
  kind text not null, state text not null, title text not null,
  revision integer not null,
  document text not null) strict;
create index material_person on material(person, id);

create table meeting(
  number integer primary key,
  id text not null unique,
  title text not null,
  revision integer not null,
  document text not null) strict;
create index meeting_title on meeting(title);

create table dossier(
  id text primary key,
  person text not null references person(id) deferrable initially deferred,
  meeting text references meeting(id) deferrable initially deferred,
  revision integer not null,
  document text not null) strict, without rowid;
create index dossier_person on dossier(person);
create index dossier_meeting on dossier(meeting);
create table agenda(
  meeting text not null references meeting(id) on delete cascade,
  position integer not null,
  dossier text not null references dossier(id) deferrable initially deferred,
  primary key(meeting, position)) strict, without rowid;
create index agenda_dossier on agenda(dossier);

create table name_reading(key text not null, person integer not null, primary key(key, person))
  strict, without rowid;
create virtual table name_index using fts5(name, content='', tokenize='dossier characters');
create table text_piece(
  number integer primary key,
  person text not null, material text not null,
  time real not null,
  body text not null) strict;
create index text_piece_person on text_piece(person, material);
create index text_piece_material on text_piece(material) where material <> '';
create virtual table text_index using fts5(
  body, content='text_piece', content_rowid='number', tokenize='dossier words');

create table person_key(person text primary key, key text not null) strict, without rowid;
create table log(
  number integer primary key,
  terminal text not null, sequence integer not null,
  at text not null, writer text not null,
  version integer not null, code text not null,
  subject text not null, person text not null,
  before text not null, after text not null, difference text not null,
  previous text not null, hash text not null,
  unique(terminal, sequence)) strict;
create index log_subject on log(subject);
create index log_person on log(person);
create trigger log_keeps before update on log begin select raise(abort, 'the log is append-only'); end;
create trigger log_stays before delete on log begin select raise(abort, 'the log is append-only'); end;
create trigger log_grows before insert on log
when new.sequence <> 1 + coalesce((select max(sequence) from log where terminal = new.terminal), 0)
  or new.previous <> coalesce((select hash from log where terminal = new.terminal
                               order by sequence desc limit 1), '')
begin select raise(abort, 'the log only grows at its end'); end;

create table shown(
  number integer primary key,
  at text not null, meeting text not null, dossier text not null, material text not null,
  material_revision integer not null, what text not null) strict;
create index shown_meeting on shown(meeting, number);
create trigger shown_keeps before update on shown begin select raise(abort, 'append-only'); end;
create trigger shown_stays before delete on shown begin select raise(abort, 'append-only'); end;
)";

/// What is being recorded and was recorded. A row is there before the first picture, a mark before it is
/// acknowledged; `document` is the app's: devices, place, consent.
constexpr const char* recordings = R"(
create table recording(
  id text primary key,
  person text not null, state text not null, began text not null,
  document text not null, material text not null) strict, without rowid;
create index recording_person on recording(person);
create index recording_open on recording(id) where state = 'recording';
create table recording_mark(
  recording text not null references recording(id) on delete cascade,
  position integer not null,
  question integer not null, time real not null, at text not null,
  primary key(recording, position)) strict, without rowid;
)";

} // namespace

std::span<const std::string> schema_steps() {
    static const std::array<std::string, 2> steps{first_version, recordings};
    return steps;
}

std::int64_t schema_version() {
    return static_cast<std::int64_t>(schema_steps().size());
}

void migrate(Session& session, std::span<const std::string> steps) {
    const auto version = [&] { return session.value<std::int64_t>("pragma user_version"); };
    while (version() < static_cast<std::int64_t>(steps.size())) {
        Transaction transaction(session);
        // Another process may have taken the step while this one waited for the lock.
        const std::int64_t from = version();
        if (from < static_cast<std::int64_t>(steps.size())) {
            sqlite::execute(session.native(), steps[static_cast<std::size_t>(from)]);
            sqlite::execute(session.native(), "pragma user_version=" + std::to_string(from + 1));
        }
        transaction.commit();
    }
}

} // namespace db
