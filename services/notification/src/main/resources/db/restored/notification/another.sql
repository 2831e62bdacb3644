-- What another company wrote to is not written to from this one, and its secrets cannot be read here.
delete from notification_channel_secrets;
update notification_channels set enabled = false, version = version + 1, updated_at = clock_timestamp();
update notification_subscriptions set enabled = false, version = version + 1, updated_at = clock_timestamp();
delete from notification_inbound;
