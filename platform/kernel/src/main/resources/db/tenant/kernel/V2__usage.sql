-- What was used, by metric and period: a month as '2026-11', or '' for what is there now.
create table usage_counters (
  metric text not null,
  period text not null,
  used   bigint not null default 0,
  primary key (metric, period)
);

-- Usage that somebody recorded, by an id of his own, so that a repeat counts once.
create table usage_records (
  id          text primary key,
  metric      text not null,
  period      text not null,
  quantity    bigint not null check (quantity > 0),
  recorded_at timestamptz not null
);

-- Who was told of which share of a limit, once a period.
create table usage_notices (
  metric  text not null,
  period  text not null,
  percent int not null,
  time    timestamptz not null default now(),
  primary key (metric, period, percent)
);
