-- What administrators of a new company hear of in the workspace, until they say otherwise. A company that has set something
-- up or was told something is not new.
insert into notification_subscriptions (id, name, enabled, events, content, since, created_by, created_at, updated_at)
select gen_random_uuid(), usual.name, true, usual.events,
  jsonb_build_object('when', usual.parts, 'topic', usual.topic, 'severity', usual.severity, 'template_id', null,
    'language', null, 'link', usual.link,
    'to', '{"users":[],"roles":["tenant_admin"],"via":[],"addresses":[],"channels":[]}'::jsonb),
  now(), 'platform', now(), now()
from (values
  ('safety of accounts',
    '{RefreshReuseDetected,OAuthTokenReused,RecoveryCodeUsed,SecondFactorRemoved,IdentityProviderAdded,IdentityProviderUpdated,IdentityProviderRemoved}'::text[],
    '{}'::jsonb, 'account.safety', 'warning', null),
  ('refused captures', '{CaptureFinished}'::text[], '{"success":false}'::jsonb, 'capture.refused', 'warning', null),
  ('limits', '{QuotaWarned,QuotaReached}'::text[], '{}'::jsonb, 'quota', 'warning', null))
  as usual (name, events, parts, topic, severity, link)
where not exists (select from notification_subscriptions) and not exists (select from notification_channels)
  and not exists (select from notification_templates) and not exists (select from notifications);
