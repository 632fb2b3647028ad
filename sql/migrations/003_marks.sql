-- Texts are found by other marks: all are compared anew, and what followed from the old ones goes.
drop table ops.sketches;
drop table ops.sketched;
delete from near_duplicates;
delete from shared_passages;
