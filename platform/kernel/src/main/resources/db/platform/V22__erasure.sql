-- How many audit entries an archive holds: a tenant that has more since is not all in it.
alter table tenant_exports add column audit_entries bigint;

-- The object that an attempt is about to keep: if its process dies the next attempt removes it.
alter table tenant_exports add column draft_object text;
