-- Who waits in the room is read at every press; without this every visit of all years is gone through each time.
CREATE INDEX visit_open ON visit (opened_at, visit_id)
 WHERE state IN ('informed', 'injecting', 'observing', 'registered', 'screened', 'waiting');
