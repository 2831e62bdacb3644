-- A look at who holds which role, and why: what was held when it began, item by item, and what was decided.
create table access_reviews (
  id          uuid primary key,
  name        text not null,
  reviewer_id uuid not null,
  deputy_id   uuid,
  holders     text[] not null,
  roles       text[] not null,
  due_at      timestamptz not null,
  created_by  text not null,
  created_at  timestamptz not null,
  closed_by   text,
  closed_at   timestamptz,
  reminded_at timestamptz,
  check (deputy_id <> reviewer_id),
  check ((closed_at is null) = (closed_by is null))
);
create index access_reviews_open on access_reviews (due_at) where closed_at is null;

-- sites is null where the role holds everywhere; reviewer_id is who decides: never the holder.
create table access_review_items (
  id          uuid primary key,
  review_id   uuid not null references access_reviews on delete cascade,
  reviewer_id uuid not null,
  holder_kind text not null check (holder_kind in ('user', 'service_account')),
  holder_id   uuid not null,
  holder      text not null,
  role_id     uuid not null,
  role        text not null,
  sites       text[],
  permissions text[] not null,
  decision    text check (decision in ('keep', 'revoke')),
  comment     text,
  decided_by  text,
  decided_at  timestamptz,
  check (reviewer_id <> holder_id),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null))
);
create index access_review_items_review on access_review_items (review_id, id);
create index access_review_items_revoked on access_review_items (holder_id) where decision = 'revoke';
