-- What the platform can do, as plans name it.
create table features (
  name     text primary key check (name ~ '^[a-z][a-z0-9_]{1,40}$'),
  title    text not null,
  position int not null
);
insert into features (position, name, title) values
  (1, 'traceability', 'Traceability'), (2, 'epcis', 'EPCIS capture and query'), (3, 'recall', 'Recall'),
  (4, 'forecasting', 'Demand forecasting'), (5, 'sensors', 'Sensors and cold chain'), (6, 'production', 'Production and OEE'),
  (7, 'vision', 'Vision inspection'), (8, 'copilot', 'Co-pilot'), (9, 'optimization', 'Planning and optimization'),
  (10, 'data_rooms', 'Data rooms with partners'), (11, 'sso', 'Single sign-on'), (12, 'custom_roles', 'Custom roles'),
  (13, 'api_access', 'Service accounts and API'), (14, 'audit_export', 'Audit export'),
  (15, 'dedicated_database', 'Dedicated database');

-- Plans are data: a row changed here acts within seconds, on every tenant of the plan.
create table plans (
  name              text primary key check (name ~ '^[a-z][a-z0-9_]{1,40}$'),
  title             text not null,
  description       text not null,
  price_month_cents bigint,
  currency          text not null default 'EUR',
  features          text[] not null,
  position          int not null
);
insert into plans (position, name, title, description, price_month_cents, features) values
  (1, 'free', 'Free', 'To try traceability on one product line', 0,
   '{traceability,epcis,recall,api_access}'),
  (2, 'pro', 'Pro', 'For a plant or a few', 49900,
   '{traceability,epcis,recall,forecasting,sensors,production,optimization,custom_roles,api_access,audit_export}'),
  (3, 'enterprise', 'Enterprise', 'For groups: everything, by agreement', null,
   '{traceability,epcis,recall,forecasting,sensors,production,vision,copilot,optimization,data_rooms,sso,custom_roles,api_access,audit_export,dedicated_database}');

-- A metric without a row is unlimited in that plan.
create table plan_limits (
  plan   text not null references plans on delete cascade,
  metric text not null,
  most   bigint not null check (most >= 0),
  primary key (plan, metric)
);
insert into plan_limits (plan, metric, most) values
  ('free', 'users', 5), ('free', 'events', 10000), ('free', 'storage_bytes', 1073741824),
  ('pro', 'users', 50), ('pro', 'events', 1000000), ('pro', 'storage_bytes', 107374182400);

alter table tenants drop constraint tenants_plan_check;
alter table tenants add constraint tenants_plan_fkey foreign key (plan) references plans;

-- A feature switched for one tenant: by the platform either way, by the tenant itself off only.
create table feature_switches (
  tenant_id  uuid not null references tenants on delete cascade,
  feature    text not null references features,
  by         text not null check (by in ('platform', 'tenant')),
  enabled    boolean not null,
  reason     text,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, feature, by)
);

-- Another limit for one tenant; null is unlimited.
create table limit_overrides (
  tenant_id  uuid not null references tenants on delete cascade,
  metric     text not null,
  most       bigint check (most >= 0),
  reason     text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, metric)
);

-- A tenant without a row has what its plan says, invoiced by hand.
create table subscriptions (
  tenant_id     uuid primary key references tenants on delete cascade,
  plan          text not null references plans,
  state         text not null check (state in ('trialing', 'active', 'past_due', 'cancelled')),
  trial_ends_at timestamptz,
  trial_used    boolean not null default false,
  cancel_at     timestamptz,
  grace_ends_at timestamptz,
  version       bigint not null default 1,
  updated_at    timestamptz not null default now()
);

create trigger tell_change after insert or update or delete on plans
  for each statement execute function tell_tenant_change();
create trigger tell_change after insert or update or delete on plan_limits
  for each statement execute function tell_tenant_change();
create trigger tell_change after insert or update or delete on feature_switches
  for each statement execute function tell_tenant_change();
create trigger tell_change after insert or update or delete on limit_overrides
  for each statement execute function tell_tenant_change();
create trigger tell_change after insert or update or delete on subscriptions
  for each statement execute function tell_tenant_change();

-- All that decides what the current tenant may do. A tenant's transaction reads it without leaving its role.
create function my_entitlements() returns jsonb language sql stable security definer
  set search_path = platform, pg_temp as $$
  select jsonb_build_object(
    'plan', t.plan,
    'subscription', (select jsonb_build_object('plan', s.plan, 'state', s.state, 'trial_ends_at', s.trial_ends_at,
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
  from tenants t where t.id = current_tenant_id()
$$;

grant select, insert, update, delete
  on features, plans, plan_limits, feature_switches, limit_overrides, subscriptions to foodflow_app;
