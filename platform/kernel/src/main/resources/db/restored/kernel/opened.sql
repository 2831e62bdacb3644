-- Jobs of tables that are put back are due again.
update jobs set state = 'queued' where state = 'running';
select platform.schedule_job(id, kind) from jobs where state = 'queued';
