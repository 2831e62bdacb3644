-- How many audit entries an archive holds: a tenant that has more since is not all in it.
alter table tenant_exports add column audit_entries bigint;
