-- What ended in the tables that go has ended in those that come: keys that were rotated, secrets that were replaced, and
-- those of accounts and applications that were deleted.
update service_keys k set expires_at = least(k.expires_at, o.expires_at)
from ${other}.service_keys o where o.id = k.id and o.expires_at is not null;
update oauth_clients c
set secret_hash = o.secret_hash, secret_ending = o.secret_ending, secret_created_at = o.secret_created_at,
  previous_secret_hash = o.previous_secret_hash, previous_secret_ending = o.previous_secret_ending,
  previous_secret_until = o.previous_secret_until
from ${other}.oauth_clients o
where o.id = c.id and c.kind = 'confidential' and o.kind = 'confidential' and o.secret_created_at > c.secret_created_at;
update oauth_clients c set enabled = false from ${other}.oauth_clients o where o.id = c.id and not o.enabled;
delete from service_keys k
where k.id not in (select id from ${other}.service_keys)
  and exists (select from ${other}.audit_entries e
              where e.resource_type = 'service_account' and e.resource_id = k.account_id::text
                and e.event_type = 'ServiceAccountDeleted');
delete from oauth_clients c
where c.id not in (select id from ${other}.oauth_clients)
  and exists (select from ${other}.audit_entries e
              where e.resource_type = 'oauth_client' and e.resource_id = c.id::text
                and e.event_type = 'OAuthClientDeleted');
-- What has proved nobody since does not do so again.
insert into proof_holds select h.* from ${other}.proof_holds h where h.user_id in (select id from users)
on conflict (user_id) do update set
  causes = array(select distinct unnest(proof_holds.causes || excluded.causes)),
  set_by = array(select distinct unnest(proof_holds.set_by || excluded.set_by)),
  by_machine = proof_holds.by_machine or excluded.by_machine;
-- Links of auditors that were revoked stay so; those that were given since do not come back.
update auditor_links l set revoked_at = o.revoked_at, revoked_by = o.revoked_by
from ${other}.auditor_links o where o.id = l.id and o.revoked_at is not null;
