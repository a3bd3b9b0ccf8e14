-- A lead who decides on a wish to share may put it right (title, category, purpose, whom), or return it with words.
alter table sharing_request drop constraint sharing_request_state_check;
alter table sharing_request add constraint sharing_request_state_check
  check (state in ('waiting', 'approved', 'returned', 'refused', 'taken-back'));
alter table sharing_request add column decided jsonb; -- what was shared otherwise than it was asked
grant update (decided) on sharing_request to frontstage_member;
create index sharing_request_mine on sharing_request (room_id, asked_by);
