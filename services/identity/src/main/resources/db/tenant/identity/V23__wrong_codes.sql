-- Wrong codes in a row lock the factor for longer and longer: six digits must not be guessed in weeks either.
alter table second_factors add column wrong_codes int not null default 0;
alter table second_factors add column locked_until timestamptz;

-- What /metrics tells concerns all tenants: it is the platform's, and no wildcard covers it.
insert into role_permissions (role_id, resource, action)
select id, 'metrics', 'read' from roles where name = 'platform_admin'
on conflict do nothing;
