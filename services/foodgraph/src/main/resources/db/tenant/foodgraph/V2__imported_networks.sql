-- Networks of FoodChain-Lab in the graph, by the name that is part of their nodes' keys. The document tells a repeat from
-- another network of the same name.

create table imported_networks (
  network     text primary key,
  name        text not null,
  document    text not null,
  job_id      uuid,
  imported    boolean not null default false,
  created_at  timestamptz not null default now(),
  imported_at timestamptz
);
