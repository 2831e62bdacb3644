-- The lot graph. Nodes and relationships carry dense numbers (no), by which the traversal engine knows them, beside the
-- ids that callers see. change_xid is the transaction of the last change: whoever keeps a copy in memory asks for what
-- was not yet visible in its last snapshot. Rows that are taken away stay as deleted, so that copies learn of it.
-- Relationships name their ends by number without a foreign key: nodes are never removed, and every writer resolves
-- both ends in its own transaction.

create table nodes (
  no            int generated always as identity (start with 0 minvalue 0) primary key,
  id            uuid not null unique,
  kind          smallint not null,
  key           text not null,
  name          text,
  lot_code      text,
  gtin          text,
  product_no    int,
  location_no   int,
  location_time timestamptz,
  state         text,
  state_time    timestamptz,
  quantity      double precision,
  unit          text,
  properties    jsonb not null default '{}',
  version       bigint not null default 1,
  deleted       boolean not null default false,
  change_xid    xid8 not null default pg_current_xact_id(),
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
) with (fillfactor = 85);
create unique index nodes_key on nodes (key) where not deleted;
create index nodes_lot on nodes (lower(lot_code) text_pattern_ops) where lot_code is not null and not deleted;
create index nodes_gtin on nodes (gtin) where gtin is not null and kind = 0;
create index nodes_kind on nodes (kind, id) where not deleted;
create index nodes_name on nodes using gin (lower(name) reference.gin_trgm_ops)
  where kind in (0, 6, 7, 8, 9) and not deleted;
create index nodes_changed on nodes (change_xid);

create table relationships (
  no         int generated always as identity (start with 0 minvalue 0) primary key,
  id         uuid not null unique,
  kind       smallint not null,
  from_no    int not null,
  to_no      int not null,
  event_time timestamptz not null,
  quantity   double precision,
  unit       text,
  event_no   bigint,
  properties jsonb,
  version    bigint not null default 1,
  deleted    boolean not null default false,
  change_xid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index relationships_from on relationships (from_no, kind);
create index relationships_to on relationships (to_no, kind);
create index relationships_event on relationships (event_no) where event_no is not null;
create index relationships_changed on relationships (change_xid);

-- EPCIS events as received. The hash names the content: an event that comes again is recognised, whoever sends it.
create table events (
  no             bigint generated always as identity primary key,
  id             uuid not null unique,
  hash           bytea not null,
  declares_error boolean not null,
  event_id       text,
  type           text not null,
  event_time     timestamptz not null,
  record_time    timestamptz not null default now(),
  biz_step       text,
  disposition    text,
  read_point     text,
  biz_location   text,
  capture_id     uuid,
  capture_index  int,
  format         text not null,
  raw            text not null,
  context        text,
  warnings       jsonb,
  voided_by      bigint,
  unique (hash, declares_error)
);
create index events_sender_id on events (event_id) where event_id is not null;
create index events_capture on events (capture_id, capture_index);
create index events_time on events (event_time, id);

create table captures (
  id           uuid primary key,
  job_id       uuid not null,
  document     text not null,
  document_bytes bigint not null,
  behaviour    text not null check (behaviour in ('rollback', 'proceed')),
  file_name    text,
  captured_by  uuid,
  captured_by_name text not null,
  created_at   timestamptz not null default now(),
  finished_at  timestamptz,
  running      boolean not null default true,
  success      boolean not null default true,
  next_index   int not null default 0,
  total        int not null default 0,
  accepted     int not null default 0,
  duplicate    int not null default 0,
  rejected     int not null default 0,
  warning      int not null default 0,
  problem      jsonb
);
create index captures_recent on captures (created_at desc, id desc);

-- What was not taken: duplicates and refusals. Accepted events are the rows of events with this capture's id.
create table capture_refusals (
  capture_id uuid not null references captures on delete cascade,
  index      int not null,
  outcome    text not null check (outcome in ('duplicate', 'rejected')),
  event_id   text,
  event_no   bigint,
  errors     jsonb,
  primary key (capture_id, index)
);
