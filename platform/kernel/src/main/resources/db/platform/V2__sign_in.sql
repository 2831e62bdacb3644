-- How often somebody tried to sign in to an account, whichever tenants know it. The account is the SHA-256 of the
-- e-mail address, so that what people mistype is kept nowhere.
create table sign_in_attempts (
  account      bytea primary key,
  window_start timestamptz not null,
  attempts     int not null,
  failures     int not null,
  lockouts     int not null,
  locked_until timestamptz,
  updated_at   timestamptz not null
);
create index sign_in_attempts_age on sign_in_attempts (updated_at);

-- Sessions that ended while access tokens of theirs may still be about. Written by tenants through end_session only.
create table ended_sessions (
  tenant_id  uuid not null references tenants on delete cascade,
  session_id uuid not null,
  ended_at   timestamptz not null default clock_timestamp(),
  primary key (tenant_id, session_id)
);
create index ended_sessions_time on ended_sessions (ended_at);

-- A tenant's transaction ends a session of its own; some that no token can outlive are swept out with it.
create function end_session(session uuid) returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'end_session needs a tenant''s role'; end if;
  insert into ended_sessions (tenant_id, session_id) values (tenant, session) on conflict do nothing;
  delete from ended_sessions where (tenant_id, session_id) in (
    select tenant_id, session_id from ended_sessions where ended_at < clock_timestamp() - interval '2 hours'
    order by ended_at limit 100 for update skip locked);
end $$;

grant select, insert, update, delete on sign_in_attempts, ended_sessions to foodflow_app;
