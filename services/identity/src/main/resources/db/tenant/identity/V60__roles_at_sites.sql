-- A role may hold at some sites only: identifiers of places as the graph knows them. Null is everywhere.
alter table user_roles add column sites text[] check (cardinality(sites) > 0);
alter table service_account_roles add column sites text[] check (cardinality(sites) > 0);

-- Of an invitation, which names its roles: role and site, parted by a blank, for each site of a role that does not hold everywhere.
alter table invitations add column role_sites text[] not null default '{}';
