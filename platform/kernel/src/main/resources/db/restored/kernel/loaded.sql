-- What was open at the moment of the copy is not taken up again: nobody knows any more how far it came.
insert into run_marks (job_id, kind, attempt, step, error)
select id, kind, attempts, 'failed', 'restored from a backup that was made while this was open' from jobs
where state in ('queued', 'running') and attempts > 0;
update jobs set state = 'failed', waits = false, finished_at = clock_timestamp(),
                error = 'restored from a backup that was made while this was open; ask for it again'
where state in ('queued', 'running');
