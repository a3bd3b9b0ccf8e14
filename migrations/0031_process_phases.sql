-- When a phase is planned follows, for each reader, from the steps in it that the reader sees; it is not stored.
alter table phase drop column planned_start, drop column planned_end;
