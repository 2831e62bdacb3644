-- Whose right to sign was withdrawn since does not get it back.
insert into signing_withdrawals select * from ${other}.signing_withdrawals on conflict (user_id) do nothing;
