-- The job whose run submitted this one.
alter table jobs add column parent_id uuid;

-- What happened to runs of jobs, written with the change of the job's state and taken away by whoever makes lineage of it.
create table run_marks (
  no              bigint generated always as identity primary key,
  job_id          uuid not null,
  kind            text not null,
  attempt         int not null,
  step            text not null check (step in ('began', 'continued', 'completed', 'failed', 'aborted')),
  time            timestamptz not null default clock_timestamp(),
  error           text,
  lineage         jsonb,
  amounts_read    jsonb not null default '{}',
  amounts_written jsonb not null default '{}',
  ancestors       jsonb not null default '[]'
);
