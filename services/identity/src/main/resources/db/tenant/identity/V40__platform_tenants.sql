-- Who runs the platform sees and changes all tenants; no wildcard covers that.
insert into role_permissions (role_id, resource, action)
select id, 'platform_tenant', action from roles, unnest(array['read', 'write']) as action where name = 'platform_admin'
on conflict do nothing;
