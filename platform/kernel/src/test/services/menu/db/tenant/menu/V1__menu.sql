create table menu_items (
  id    text primary key,
  price numeric not null
);

-- What the consumer of this service did, once for each event.
create table menu_effects (
  no         bigint generated always as identity primary key,
  event_id   uuid not null,
  item       text not null,
  process_id bigint not null
);
