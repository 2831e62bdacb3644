-- A logout token of an identity provider ends the sign-ins that came from it and wait for a code.
create index one_time_tokens_of_provider on one_time_tokens ((context::jsonb->>'provider'))
  where purpose = 'second_factor' and context is not null;
