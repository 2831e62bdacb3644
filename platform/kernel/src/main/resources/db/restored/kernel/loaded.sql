-- What was open at the moment of the copy is not taken up again: nobody knows any more how far it came.
update jobs set state = 'failed', waits = false, finished_at = clock_timestamp(),
                error = 'restored from a backup that was made while this was open; ask for it again'
where state in ('queued', 'running');
