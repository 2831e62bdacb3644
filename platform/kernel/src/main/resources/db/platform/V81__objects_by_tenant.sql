-- Whether a tenant's files may lie in a folder named by its slug, as before this version. They get one named by its id at the
-- next start; a folder of a slug that no such row asks for is nobody's: its tenant may be erased and the slug another's.
alter table tenants add column objects_by_slug boolean not null default false;
update tenants set objects_by_slug = true;
