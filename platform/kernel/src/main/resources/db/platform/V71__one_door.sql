-- A tenant that was given a database of its own does not enter here, whatever its door says: the placement decides first.
create or replace function enter(tenant_role text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('foodflow door ' || tenant_role, 0));
  if not exists (select from platform.tenants
                 where slug = substr(tenant_role, 8) and door_open and database is null) then
    return false;
  end if;
  perform set_config('role', tenant_role, true);
  return true;
end $$;
