create table roles (
  id          uuid primary key,
  name        text collate "C" not null unique check (name ~ '^[a-z][a-z0-9_]{1,60}$'),
  description text not null,
  built_in    boolean not null default false,
  version     bigint not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

-- '*' stands for every resource or every action there is, those of later versions too; it never stands for what
-- belongs to the platform itself.
create table role_permissions (
  role_id  uuid not null references roles on delete cascade,
  resource text not null check (resource ~ '^([a-z][a-z0-9_]*|\*)$'),
  action   text not null check (action ~ '^([a-z][a-z0-9_]*|\*)$'),
  primary key (role_id, resource, action)
);

create table user_roles (
  user_id uuid not null references users on delete cascade,
  role_id uuid not null references roles,
  primary key (user_id, role_id)
);
create index user_roles_role on user_roles (role_id);

-- Ids are UUIDs of version 7 (RFC 9562 §5.7): 48 bits of milliseconds, the rest random but for version and variant.
insert into roles (id, name, description, built_in)
select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
         placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
         52, 1), 53, 1), 'hex')::uuid, name, description, true
from (values
  ('platform_admin',   'Runs the platform: everything, and the platform''s signing keys'),
  ('tenant_admin',     'Administers this company: everything in it, its users too'),
  ('quality_manager',  'Traces, captures and corrects; imports data; decides on lots'),
  ('plant_manager',    'Leads a plant: traces, captures and corrects its events'),
  ('planner',          'Plans demand, supply and production; reads the graph'),
  ('supplier_manager', 'Looks after suppliers and what they deliver'),
  ('auditor',          'Reads everything and writes nothing'),
  ('operator',         'Works at the line: captures events, looks lots up'),
  ('viewer',           'Looks lots up and traces them')) as built_in (name, description);

insert into role_permissions (role_id, resource, action)
select roles.id, split_part(permission, ':', 1), split_part(permission, ':', 2)
from (values
  ('platform_admin',   '*:* key:rotate'),
  ('tenant_admin',     '*:*'),
  ('quality_manager',  'node:read node:write relationship:read relationship:write trace:read event:read event:capture '
                       'graph:import job:read job:cancel user:read role:read tenant:read'),
  ('plant_manager',    'node:read node:write relationship:read relationship:write trace:read event:read event:capture '
                       'job:read job:cancel user:read tenant:read'),
  ('planner',          'node:read relationship:read trace:read event:read job:read tenant:read'),
  ('supplier_manager', 'node:read node:write relationship:read relationship:write trace:read event:read event:capture '
                       'graph:import job:read job:cancel user:read tenant:read'),
  ('auditor',          '*:read'),
  ('operator',         'node:read relationship:read trace:read event:read event:capture job:read tenant:read'),
  ('viewer',           'node:read relationship:read trace:read event:read job:read tenant:read')) as granted (role, permissions)
join roles on roles.name = granted.role
cross join lateral unnest(string_to_array(permissions, ' ')) as permission;
