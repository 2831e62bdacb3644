-- When the password was set. Of those that are there it is only known that they are no older than their accounts.
alter table users add column password_changed_at timestamptz not null default now();
update users set password_changed_at = created_at;

-- Who may sign records, and look at signatures; the auditor reads everything anyway.
insert into role_permissions (role_id, resource, action)
select roles.id, split_part(permission, ':', 1), split_part(permission, ':', 2)
from (values
  ('quality_manager',  'signature:read signature:sign signing_policy:read'),
  ('plant_manager',    'signature:read signature:sign'),
  ('supplier_manager', 'signature:read'),
  ('planner',          'signature:read')) as granted (role, permissions)
join roles on roles.name = granted.role and roles.built_in
cross join lateral unnest(string_to_array(permissions, ' ')) as permission
on conflict do nothing;
