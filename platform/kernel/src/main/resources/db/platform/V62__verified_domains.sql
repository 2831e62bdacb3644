-- E-mail domains that a company proved to be its own: one company's only. They lead a sign-in to the company's identity
-- provider. Written by tenants through claim_domain and release_domain only.
create table verified_domains (
  domain      text collate "C" primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  provider_id uuid not null,
  verified_at timestamptz not null default clock_timestamp()
);
create index verified_domains_tenant on verified_domains (tenant_id);

-- A tenant's transaction takes a domain for an identity provider of its own; whether no other tenant has it.
create function claim_domain(wanted text, provider uuid) returns boolean language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'claim_domain needs a tenant''s role'; end if;
  insert into verified_domains (domain, tenant_id, provider_id) values (wanted, tenant, provider)
  on conflict (domain) do update set provider_id = excluded.provider_id where verified_domains.tenant_id = tenant;
  return found;
end $$;

create function release_domain(given_up text) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ delete from verified_domains where domain = given_up and tenant_id = current_tenant_id() $$;

grant select on verified_domains to foodflow_app;
