-- Between which teams a handover passes, for those who see the handover: only where that team may be known to all of them.
alter table handover
  add column from_lane_id uuid,
  add column to_lane_id uuid,
  add foreign key (room_id, from_lane_id) references lane (room_id, id),
  add foreign key (room_id, to_lane_id) references lane (room_id, id);
