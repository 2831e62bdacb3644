-- Declarations are few among many events, and are looked for with every event that comes.

create index events_declarations on events (hash, event_id) where declares_error;
create index capture_refusals_event on capture_refusals (event_no) where event_no is not null;

alter table captures add column progress double precision not null default 0;
create index captures_job on captures (job_id) where running;
