-- The jobs of these ended with the copy.
update captures set running = false, success = false, finished_at = clock_timestamp(), problem = jsonb_build_object(
  'type', 'https://foodflow.io/problems/capture-failed', 'title', 'Capture failed', 'status', 500, 'detail',
  'the company was restored from a backup that was made while this document was read; what is missing has to be sent again')
where running;
