-- The row of a room says what everyone in it reads first: its name, the customer's name, how the sale stands. Only the
-- supplier's leads write it. Every member sees the row, so the rule for seeing is not enough for writing, and guard() has
-- set `true` for the writer when roles were not yet known to it: the same policy anew, with the seat asked for.
drop policy member_update on room;
create policy member_update on room for update to frontstage_member
  using (audience_id = any (array(select private.my_audiences()))
    and exists (select from private.my_role(room.id) r where r.side = 'seller' and r.role = 'lead'))
  with check (audience_id = any (array(select private.my_audiences()))
    and exists (select from private.my_role(room.id) r where r.side = 'seller' and r.role = 'lead'));
