-- Which installation this database is: a copy of it, made by a dump or by a template, is another one.
create function installation() returns text language sql stable security definer
  set search_path = pg_catalog, pg_temp as
$$ select system_identifier || '/' || (select oid from pg_database where datname = current_database())
   from pg_control_system() $$;
revoke execute on function installation() from public;
grant execute on function installation() to foodflow_app;

-- placed_by: the installation that the tenant's own database belongs to. own_state: what of the platform that database has.
alter table tenants
  add column placed_by text,
  add column own_state text;
update tenants set placed_by = installation() where database is not null;

-- A move is continued only by the installation that it was begun in. kept: what came back was not all found to be the same,
-- and the tenant's own database waits for somebody's decision. dropping: that database is being removed.
alter table moves
  add column installation text not null default installation(),
  drop constraint moves_state_check,
  add constraint moves_state_check check (state in
    ('copying', 'following', 'switched', 'dedicated', 'falling_back', 'returned', 'kept', 'dropping', 'settling', 'undoing',
     'settled', 'fallen_back', 'undone'));
alter table moves
  add column ended boolean not null generated always as (state in ('settled', 'fallen_back', 'undone')) stored;
drop index moves_open;
create unique index moves_open on moves (tenant_id) where not ended;

-- Tenants that are in this database and not about to leave it.
create view tenants_here as
  select t.id from tenants t
  where t.database is null
    and not exists (select from moves m where m.tenant_id = t.id and not m.ended and m.state <> 'kept');

-- Tenants whose tables are being exchanged for those of a backup, or whose replaced tables are still kept.
create view tenants_being_restored as
  select distinct r.tenant_id as id from tenant_restores r
  where r.state in ('queued', 'running', 'switched', 'undoing', 'undo_switched') or r.aside is not null;

grant select on tenants_here, tenants_being_restored to foodflow_app;

-- For whoever restored this database with the databases of its tenants by a dump, and runs the original no more: the copy
-- becomes the installation that they belong to. Moves that were not settled cannot be taken back: slots are in no dump.
create function adopt_placements() returns void language sql
  set search_path = platform, pg_temp as $$
  update tenants set placed_by = installation() where database is not null;
  update moves set installation = installation(), holder = null, retry_at = clock_timestamp(), attempts = 0, error = null,
    fallback_lost = case when state in ('switched', 'dedicated', 'falling_back')
                      then 'the installation was restored from a copy' else fallback_lost end,
    state = case when state in ('copying', 'following') then 'undoing'
                 when state = 'falling_back' then 'dedicated' else state end
  where not ended and installation <> installation();
$$;
revoke execute on function adopt_placements() from public;

-- A domain that a tenant elsewhere gave up is released later; a claim that is younger than the wish stays.
create or replace function claim_domain(wanted text, provider uuid) returns boolean language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'claim_domain needs a tenant''s role'; end if;
  insert into verified_domains (domain, tenant_id, provider_id) values (wanted, tenant, provider)
  on conflict (domain) do update set provider_id = excluded.provider_id, verified_at = clock_timestamp()
    where verified_domains.tenant_id = tenant;
  return found;
end $$;

create function release_domain(given_up text, at timestamptz) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ delete from verified_domains
   where domain = given_up and tenant_id = current_tenant_id() and verified_at <= coalesce(at, 'infinity') $$;
