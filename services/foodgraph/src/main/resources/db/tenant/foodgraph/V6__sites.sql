-- Who may see a plant only sees what was at the plant: each thing that an event names, with the place of the event. A place is at
-- itself. Rows are never taken away; change_xid as in nodes.
create table node_places (
  place_no   int not null,
  node_no    int not null,
  change_xid xid8 not null default pg_current_xact_id(),
  primary key (place_no, node_no)
);

-- Parts of a place have its GLN with an extension: found by the beginning of their keys.
create index nodes_sgln on nodes (key text_pattern_ops) where key like 'https://id.gs1.org/414/%' and not deleted;

create function place_is_at_itself() returns trigger language plpgsql as $$
begin
  insert into node_places (place_no, node_no) values (new.no, new.no) on conflict do nothing;
  return null;
end $$;
create trigger nodes_place after insert or update of kind on nodes
  for each row when (new.kind = 8) execute function place_is_at_itself();

insert into node_places (place_no, node_no) select no, no from nodes where kind = 8 on conflict do nothing;

-- What events named before: the ends of their relationships, and the products of these.
insert into node_places (place_no, node_no)
select distinct named.place_no, other.no
from (select distinct p.no as place_no, unnest(array[r.from_no, r.to_no]) as no
      from events e
      join nodes p on p.key = coalesce(e.biz_location, e.read_point) and not p.deleted
      join relationships r on r.event_no = e.no) named
join nodes n on n.no = named.no
cross join lateral (values (n.no), (n.product_no)) as other (no)
where other.no is not null
on conflict do nothing;

create index node_places_node on node_places (node_no);
create index node_places_changed on node_places (change_xid);

-- The sites that a document may speak of; null for all.
alter table captures add column sites text[];
