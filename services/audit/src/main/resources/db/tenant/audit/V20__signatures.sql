-- What was signed, to the byte: canonical JSON of type, id, version, title and content, by its SHA-256.
create table signed_records (
  sha256   bytea primary key check (length(sha256) = 32),
  document text not null
);
create trigger append_only before update or delete or truncate on signed_records
  for each statement execute function refuse_change();

-- Electronic signatures. What counts is statement, a canonical JSON that names the record by its hash, and its seal, made by a
-- key that is not in the database; the other columns are for finding it.
create table signatures (
  id            uuid primary key,
  resource_type text collate "C" not null,
  resource_id   text collate "C" not null,
  record_sha256 bytea not null references signed_records,
  signer_id     uuid not null,
  session_id    text,
  meaning       text collate "C" not null,
  signed_at     timestamptz not null,
  statement     text not null,
  seal          bytea not null,
  unique (record_sha256, signer_id, meaning)
);
create index signatures_resource on signatures (resource_type, resource_id, id);
create index signatures_signer on signatures (signer_id, id);
create trigger append_only before update or delete or truncate on signatures
  for each statement execute function refuse_change();

-- How this company signs: one row. rules say where a second person has to sign.
create table signing_policy (
  id             boolean primary key default true check (id),
  meanings       jsonb not null,
  rules          jsonb not null default '[]',
  password_days  int check (password_days between 1 and 3650),
  series_minutes int not null default 30 check (series_minutes between 0 and 480),
  version        bigint not null default 1,
  updated_at     timestamptz not null default now()
);
insert into signing_policy (meanings)
values ('[{"name":"authorship"},{"name":"review"},{"name":"approval"},{"name":"responsibility"}]');

-- What was certified to the agency of the use of electronic signatures (21 CFR 11.100(c)): one row, empty until it was.
create table signing_certification (
  id           boolean primary key default true check (id),
  certified_on date,
  signatory    text,
  sent_to      text,
  reference    text,
  version      bigint not null default 1,
  updated_at   timestamptz not null default now(),
  check ((certified_on is null) = (signatory is null) and (certified_on is null) = (sent_to is null))
);
insert into signing_certification default values;

-- Who may not sign any more, as when a password or a device was lost, whatever their roles say.
create table signing_withdrawals (
  user_id      uuid primary key,
  reason       text not null,
  withdrawn_by text not null,
  withdrawn_at timestamptz not null
);
