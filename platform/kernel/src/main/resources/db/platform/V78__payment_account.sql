-- Whose customers our tenants are: the payment provider's account, and whether its live side or the one for tests. A key of any
-- other is not used until somebody confirms the change. confirmed_by: null for the one that was met first.
create table billing_provider_account (
  only_one     boolean primary key default true check (only_one),
  account_id   text not null,
  live         boolean not null,
  confirmed_by text,
  since        timestamptz not null
);

-- Subscriptions of our customers at the provider that are for something else, as they were when it was last asked.
create table billing_other_contracts (
  subscription_id text primary key,
  tenant_id       uuid not null references tenants on delete cascade,
  customer_id     text not null references billing_accounts (customer_id) on delete cascade,
  price_id        text not null,
  status          text not null,
  seen_at         timestamptz not null
);
create index billing_other_contracts_tenant on billing_other_contracts (tenant_id);
create index billing_other_contracts_customer on billing_other_contracts (customer_id);

grant select, insert, update, delete on billing_provider_account, billing_other_contracts to foodflow_app;
