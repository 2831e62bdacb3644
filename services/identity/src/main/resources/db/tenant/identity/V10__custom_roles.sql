-- What people call a role; the name is what programs call it.
alter table roles add column title text not null default '';

update roles set title = built_in.title
from (values
  ('platform_admin',   'Platform administrator'),
  ('tenant_admin',     'Administrator'),
  ('quality_manager',  'Quality manager'),
  ('plant_manager',    'Plant manager'),
  ('planner',          'Planner'),
  ('supplier_manager', 'Supplier manager'),
  ('auditor',          'Auditor'),
  ('operator',         'Operator'),
  ('viewer',           'Viewer')) as built_in (name, title)
where roles.name = built_in.name;
