-- Who collects the money for a subscription, and until when it is paid where that is not the end of the month.
alter table subscriptions
  add column provider       text not null default 'manual' check (provider in ('manual', 'stripe')),
  add column period_ends_at timestamptz;

-- The customer that a tenant is at the payment provider. read_again_at: when the provider is to be asked at the latest.
create table billing_accounts (
  tenant_id     uuid primary key references tenants on delete cascade,
  customer_id   text not null unique,
  read_again_at timestamptz,
  created_at    timestamptz not null default now()
);
create index billing_accounts_due on billing_accounts (read_again_at) where read_again_at is not null;

-- The idempotency key under which a tenant's customer is being made; it is there before the provider is asked.
create table billing_customer_keys (
  tenant_id uuid primary key references tenants on delete cascade,
  key       uuid not null
);

-- What the payment provider told us. A row is there before it is acknowledged, and takes effect once. payload: of what it said
-- only that which takes effect, and only until it has.
create table billing_events (
  id          text primary key,
  type        text not null,
  customer_id text,
  tenant_id   uuid references tenants on delete cascade,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  payload     text,
  state       text not null check (state in ('waiting', 'done', 'ignored', 'unmatched', 'dead')),
  attempts    int not null default 0,
  next_at     timestamptz not null,
  error       text,
  finished_at timestamptz
);
create index billing_events_due on billing_events (next_at) where state = 'waiting';
create index billing_events_recent on billing_events (received_at desc, id desc);
create index billing_events_customer on billing_events (customer_id, state);
create index billing_events_tenant on billing_events (tenant_id);

-- The provider ends a trial itself; its word may take a while, so for a day nobody lapses meanwhile.
create or replace function my_entitlements() returns jsonb language sql stable security definer
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
  from tenants t where t.id = current_tenant_id()
$$;

grant select, insert, update, delete on billing_accounts, billing_customer_keys, billing_events to foodflow_app;

-- Steps of the first days that a tenant passed over; 'all' is the whole list.
create table onboarding_skips (
  tenant_id  uuid not null references tenants on delete cascade,
  step       text not null,
  skipped_by text not null,
  skipped_at timestamptz not null,
  primary key (tenant_id, step)
);
grant select, insert, update, delete on onboarding_skips to foodflow_app;
