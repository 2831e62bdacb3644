-- Lineage: which jobs read and wrote which data sets. key is the SHA-256 of namespace and name, which may be long.
-- own is what this platform says of itself; the rest came in OpenLineage events from outside.

create table lineage_jobs (
  id            uuid primary key,
  key           text not null unique,
  namespace     text not null,
  name          text not null,
  own           boolean not null,
  documentation text,
  type          text,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp()
);

create table lineage_datasets (
  id            uuid primary key,
  key           text not null unique,
  namespace     text not null,
  name          text not null,
  own           boolean not null,
  documentation text,
  type          text,
  source_name   text,
  source_uri    text,
  fields        jsonb not null default '[]',
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp()
);

-- The id is the one that the events name, the id of the job for the platform's own.
create table lineage_runs (
  id             uuid primary key,
  job_id         uuid not null references lineage_jobs on delete cascade,
  state          text not null check (state in ('unknown', 'started', 'running', 'completed', 'failed', 'aborted')),
  started_at     timestamptz,
  ended_at       timestamptz,
  error          text,
  engine         text,
  engine_version text,
  parent_run_id  uuid,
  parent_job     text,
  last_event_at  timestamptz not null,
  created_at     timestamptz not null default clock_timestamp()
);
create index lineage_runs_newest on lineage_runs (created_at desc, id desc);
create index lineage_runs_job on lineage_runs (job_id, created_at desc, id desc);

create table lineage_run_datasets (
  run_id     uuid not null references lineage_runs on delete cascade,
  dataset_id uuid not null references lineage_datasets on delete cascade,
  written    boolean not null,
  version    text,
  rows       bigint,
  bytes      bigint,
  primary key (run_id, dataset_id, written)
);
create index lineage_run_datasets_dataset on lineage_run_datasets (dataset_id);

create table lineage_edges (
  job_id     uuid not null references lineage_jobs on delete cascade,
  dataset_id uuid not null references lineage_datasets on delete cascade,
  written    boolean not null,
  first_seen timestamptz not null,
  last_seen  timestamptz not null,
  primary key (job_id, written, dataset_id)
);
create index lineage_edges_dataset on lineage_edges (dataset_id, written, job_id);

create table lineage_columns (
  job_id       uuid not null references lineage_jobs on delete cascade,
  output_id    uuid not null references lineage_datasets on delete cascade,
  output_field text not null,
  input_id     uuid not null references lineage_datasets on delete cascade,
  input_field  text not null,
  type         text,
  subtype      text,
  description  text,
  primary key (job_id, output_id, output_field, input_id, input_field)
);
create index lineage_columns_output on lineage_columns (output_id, output_field);
create index lineage_columns_input on lineage_columns (input_id, input_field);

-- Events to the letter. The hash tells one that comes again.
create table lineage_events (
  no         bigint generated always as identity primary key,
  hash       bytea not null unique,
  run_id     uuid,
  own        boolean not null,
  type       text not null,
  event_time timestamptz not null,
  body       text not null,
  created_at timestamptz not null default clock_timestamp()
);
create index lineage_events_run on lineage_events (run_id, no) where run_id is not null;
create index lineage_events_own on lineage_events (no) where own;
create index lineage_events_age on lineage_events (created_at);

-- How far each receiver of the installation was sent the platform's own events, in their order.
create table lineage_receivers (
  receiver     text primary key,
  position     bigint not null default 0,
  refused      bigint not null default 0,
  failures     int not null default 0,
  last_error   text,
  lease        uuid,
  leased_until timestamptz,
  updated_at   timestamptz not null default clock_timestamp()
);
