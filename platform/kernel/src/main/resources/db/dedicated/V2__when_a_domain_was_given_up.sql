-- It is released in the shared database later; what was claimed there since then stays.
create or replace function release_domain(given_up text) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ select call_the_platform('release_domain', jsonb_build_object('domain', given_up, 'at', clock_timestamp())) $$;
