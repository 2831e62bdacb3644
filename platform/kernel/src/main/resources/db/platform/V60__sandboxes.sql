-- How far a sandbox has been filled with the demo company's history. A sandbox without a row is filled when it is seen;
-- those that were there before sandboxes were filled keep what they have.
create table sandbox_fills (
  tenant_id      uuid primary key references tenants on delete cascade,
  state          text not null check (state in ('waiting', 'filling', 'filled', 'failed', 'left')),
  last_day       date not null,
  documents      int not null,
  documents_done int not null default 0,
  events         bigint not null default 0,
  requested_by   text not null,
  requested_at   timestamptz not null,
  finished_at    timestamptz,
  error          text,
  attempts       int not null default 0,
  retry_at       timestamptz not null
);
create index sandbox_fills_open on sandbox_fills (retry_at) where state in ('waiting', 'filling');

insert into sandbox_fills (tenant_id, state, last_day, documents, requested_by, requested_at, finished_at, retry_at)
select id, 'left', current_date, 0, 'the platform', now(), now(), now() from tenants where sandbox;

grant select, insert, update on sandbox_fills to foodflow_app;
