-- One archive is kept once: whoever removes it must not take it from another row.
create unique index tenant_backups_content on tenant_backups (tenant_id, object_id) where state = 'succeeded';

-- Tenants whose tables are about to be exchanged: their jobs begin again after that, at the latest when the time has come.
create table resting_tenants (
  tenant_id   uuid primary key references tenants on delete cascade,
  rests_until timestamptz not null
);

create function is_resting() returns boolean language sql stable security definer
  set search_path = platform, pg_temp as
$$ select exists (select from resting_tenants
                  where tenant_id = current_tenant_id() and rests_until > clock_timestamp()) $$;

-- A tenant's transaction enters all of its users into the directory, and takes out what was there of it.
create function register_sign_ins(emails text[], users uuid[]) returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'register_sign_ins needs a tenant''s role'; end if;
  delete from sign_in_directory where tenant_id = tenant;
  insert into sign_in_directory (email, tenant_id, user_id)
  select lower(one.email), tenant, one.id from unnest(emails, users) as one (email, id);
end $$;
