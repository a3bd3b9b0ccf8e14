-- A handover is talked about on its own screen, like a gate.
alter table thread drop constraint thread_subject_type_check;
alter table thread add constraint thread_subject_type_check
  check (subject_type in ('room', 'document', 'activity', 'gate', 'handover'));
