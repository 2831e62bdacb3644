-- What every schema, a tenant's and the platform's own, keeps of its changes.

create table audit_entries (
  id            uuid primary key,
  time          timestamptz not null default clock_timestamp(),
  event_type    text not null,
  actor_kind    text not null,
  actor_id      uuid,
  actor_name    text not null,
  resource_type text not null,
  resource_id   text not null,
  old_value     jsonb,
  new_value     jsonb,
  reason        text,
  ip            text,
  user_agent    text,
  session_id    text,
  trace_id      text
);
create index audit_entries_resource on audit_entries (resource_type, resource_id, time);

-- One link an entry, in commit order: hash = SHA-256(previous hash, entry).
create table audit_chain (
  seq      bigint primary key,
  entry_id uuid not null unique references audit_entries,
  hash     bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on audit_entries
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on audit_chain
  for each statement execute function refuse_change();

-- seq is given after commit, in an order that respects cause and effect; consumers read by it.
create table outbox (
  no            bigint generated always as identity primary key,
  id            uuid not null,
  type          text not null,
  resource_type text not null,
  resource_id   text not null,
  data          jsonb not null,
  time          timestamptz not null default clock_timestamp(),
  seq           bigint
);
create unique index outbox_sequenced on outbox (seq) where seq is not null;
create index outbox_waiting on outbox (no) where seq is null;

create table consumer_positions (
  consumer   text primary key,
  seq        bigint not null default 0,
  failures   int not null default 0,
  last_error text,
  retry_at   timestamptz,
  updated_at timestamptz not null default now()
);

create table idempotency_keys (
  key           text primary key,
  fingerprint   text not null,
  resource_type text not null,
  resource_id   text not null,
  status        int,
  headers       jsonb,
  body          text,
  created_at    timestamptz not null default now()
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- attempts counts the runs begun and fences them: a run writes only while the count is its own. failures counts those
-- that the work itself failed; the others were cut short by the end of a process or of the database.
create table jobs (
  id           uuid primary key,
  kind         text not null,
  key          text,
  state        text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  waits        boolean not null default false,
  progress     double precision not null default 0 check (progress between 0 and 1),
  message      text,
  input        jsonb not null,
  result       jsonb,
  error        text,
  attempts     int not null default 0,
  failures     int not null default 0,
  cancel_asked boolean not null default false,
  requested_by text not null,
  actor        jsonb not null,
  created_at   timestamptz not null default clock_timestamp(),
  started_at   timestamptz,
  finished_at  timestamptz
);
create index jobs_recent on jobs (created_at desc, id desc);
create index jobs_open on jobs (id) where state in ('queued', 'running');
create index jobs_key on jobs (key, id) where key is not null and state in ('queued', 'running');
create index jobs_finished on jobs (finished_at) where finished_at is not null;
