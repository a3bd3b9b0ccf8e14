-- Somebody whose calendar nobody else reads may have everything in it.
alter table calendar_link drop constraint calendar_link_commercial_check;
alter table calendar_link add constraint calendar_link_commercial_check check (commercial in ('words', 'hidden', 'full'));
