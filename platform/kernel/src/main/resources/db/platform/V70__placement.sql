-- Where a tenant works: null is this database. A tenant's transaction may begin only in the database whose door is open;
-- at most one is, and none for the moment of a move. door_key: who closed it last.
alter table tenants
  add column database  text check (database ~ '^[a-z][a-z0-9_]{0,62}$'),
  add column door_open boolean not null default true,
  add column door_key  uuid,
  add column dedicated_proposed_at timestamptz;

create trigger tell_placement after update of database on tenants
  for each statement execute function tell_tenant_change();

-- Enters a tenant's role until the end of the transaction; false if the tenant does not work here. Who closes the door
-- waits for the locks taken here: the door is looked at in a snapshot that is later than the lock, so whoever takes the
-- lock after that wait finds it closed.
create function enter(tenant_role text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('foodflow door ' || tenant_role, 0));
  if not exists (select from platform.tenants where slug = substr(tenant_role, 8) and door_open) then
    return false;
  end if;
  perform set_config('role', tenant_role, true);
  return true;
end $$;
revoke execute on function enter(text) from public;
grant execute on function enter(text) to foodflow_app;

-- What tenants in databases of their own asked of this one and was done: each is done once.
create table calls_done (
  id        uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  done_at   timestamptz not null default clock_timestamp()
);
create index calls_done_tenant on calls_done (tenant_id);
create index calls_done_age on calls_done (done_at);

-- The moves of tenants between databases. At most one of a tenant is unfinished. holder: the process that works on it; one
-- that was superseded changes nothing any more.
create table moves (
  id             uuid primary key,
  tenant_id      uuid not null references tenants on delete cascade,
  database       text not null check (database ~ '^[a-z][a-z0-9_]{0,62}$'),
  holder         uuid,
  state          text not null check (state in ('copying', 'following', 'switched', 'dedicated', 'falling_back',
                                                'returned', 'settling', 'undoing', 'settled', 'fallen_back', 'undone')),
  requested_by   text not null,
  reason         text,
  requested_at   timestamptz not null,
  copied_bytes   bigint not null default 0,
  total_bytes    bigint not null default 0,
  switched_at    timestamptz,
  pause_millis   int,
  returned_at    timestamptz,
  return_pause_millis int,
  settle_after   timestamptz,
  finished_at    timestamptz,
  tables         jsonb not null default '[]',
  fallback_lost  text,
  error          text,
  attempts       int not null default 0,
  retry_at       timestamptz not null
);
create unique index moves_open on moves (tenant_id) where state not in ('settled', 'fallen_back', 'undone');
create index moves_recent on moves (tenant_id, requested_at desc);

-- A row written here travels with a tenant's changes, after all that were committed before it.
create table move_marks (
  tenant_id uuid primary key,
  mark      bigint not null
);

grant select, insert, update, delete on calls_done, moves to foodflow_app;

-- What decides about any tenant, for the platform; a tenant in this database reads its own.
create function entitlements_of(wanted uuid) returns jsonb language sql stable security definer
  set search_path = platform, pg_temp as $$
  select jsonb_build_object(
    'plan', t.plan,
    'subscription', (select jsonb_build_object('plan', s.plan, 'state', s.state,
                            'trial_ends_at', case s.provider when 'manual' then s.trial_ends_at
                                                             else s.trial_ends_at + interval '1 day' end,
                            'cancel_at', s.cancel_at, 'grace_ends_at', s.grace_ends_at)
                     from subscriptions s where s.tenant_id = t.id),
    'plans', (select jsonb_agg(jsonb_build_object('name', p.name, 'title', p.title, 'description', p.description,
                       'price_month_cents', p.price_month_cents, 'currency', p.currency,
                       'features', to_jsonb(p.features),
                       'limits', (select coalesce(jsonb_object_agg(l.metric, l.most), '{}')
                                  from plan_limits l where l.plan = p.name)) order by p.position) from plans p),
    'features', (select jsonb_agg(jsonb_build_object('name', f.name, 'title', f.title) order by f.position)
                 from features f),
    'switches', (select coalesce(jsonb_agg(jsonb_build_object('feature', w.feature, 'by', w.by, 'enabled', w.enabled,
                          'reason', w.reason, 'changed_by', w.changed_by, 'changed_at', w.changed_at)), '[]')
                 from feature_switches w where w.tenant_id = t.id),
    'overrides', (select coalesce(jsonb_agg(jsonb_build_object('metric', o.metric, 'most', o.most)), '[]')
                  from limit_overrides o where o.tenant_id = t.id))
  from tenants t where t.id = wanted
$$;
revoke execute on function entitlements_of(uuid) from public;
grant execute on function entitlements_of(uuid) to foodflow_app;

create or replace function my_entitlements() returns jsonb language sql stable security definer
  set search_path = platform, pg_temp as
$$ select entitlements_of(current_tenant_id()) $$;
