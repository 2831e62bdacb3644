select platform.register_sign_ins(array_agg(email), array_agg(id)) from users;
-- A domain that another company has proved to be its own since is no longer this one's.
update identity_domains set verified_at = null, verified_by = null
where verified_at is not null and not platform.claim_domain(domain, provider_id);
