-- The trail is searched by time, and by who did what within a time.
create index audit_entries_time on audit_entries (time desc, id desc);
create index audit_entries_actor on audit_entries (actor_id, time desc, id desc) where actor_id is not null;
create index audit_entries_type on audit_entries (event_type, time desc, id desc);
