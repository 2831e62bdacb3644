-- What waited when the copy was made is not sent now: nobody knows what became of it since. Replayed, it is.
update notification_deliveries
set state = 'dead', ended_at = clock_timestamp(),
  reason = 'restored from a backup that was made while this waited; replay it if it still matters'
where state in ('waiting', 'sending');
update notification_subscriptions set since = clock_timestamp();
