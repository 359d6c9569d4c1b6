-- Replacements after a draw. What was drawn stays as it is; a replacement adds who holds a rank, and who goes there, from now on.

create table draw_replacement (
  draw_id text not null references draw,
  agency text not null references agency,
  no integer not null constraint replacement_counts check (no > 0),
  rank integer not null,
  -- Null: the object of the rank is replaced.
  seat text,
  -- Code of the reason and name of the document: closed until the reveal, like the names they might tell.
  sealed_reason bytea not null,
  -- The request as it is logged, canonical JSON, and its place.
  request text not null,
  requested_by text not null references app_user,
  approved_by text not null references app_user,
  requested_at timestamptz not null,
  request_index bigint not null,
  request_size bigint not null,
  -- The answer as it is logged; null while a fresh value is awaited.
  result text,
  answered_by text references app_user,
  answered_at timestamptz,
  result_index bigint,
  result_size bigint,
  primary key (draw_id, no),
  constraint replacement_people check (requested_by <> approved_by),
  constraint replacement_answer_whole check ((result is null) = (answered_at is null) and (result is null) = (result_index is null)
    and (result is null) = (result_size is null) and (result is null) = (answered_by is null))
);
-- One request at a time.
create unique index draw_replacement_one_open on draw_replacement (draw_id) where result is null;

create table replaced_place (
  draw_id text not null,
  agency text not null references agency,
  no integer not null,
  rank integer not null,
  k integer not null,
  -- Null: the reserve is spent, nobody takes the place.
  object_id text references inspection_object,
  primary key (draw_id, no, rank),
  foreign key (draw_id, no) references draw_replacement,
  foreign key (draw_id, rank) references drawn_object
);

create table replaced_seat (
  draw_id text not null,
  agency text not null references agency,
  no integer not null,
  rank integer not null,
  seat text not null,
  inspector_id text not null references inspector,
  primary key (draw_id, no, rank, seat),
  foreign key (draw_id, no, rank) references replaced_place,
  constraint replaced_seat_person_once unique (draw_id, no, rank, inspector_id)
);

create function refuse_replacement_rewrite() returns trigger
  language plpgsql as $$
begin
  if old.result is not null or old.request is distinct from new.request or old.sealed_reason is distinct from new.sealed_reason
     or old.rank is distinct from new.rank or old.seat is distinct from new.seat then
    raise exception 'a replacement cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger draw_replacement_fixed before update on draw_replacement for each row execute function refuse_replacement_rewrite();
create trigger draw_replacement_kept before delete or truncate on draw_replacement for each statement execute function refuse_change();
create trigger replaced_place_fixed before update or delete or truncate on replaced_place for each statement execute function refuse_change();
create trigger replaced_seat_fixed before update or delete or truncate on replaced_seat for each statement execute function refuse_change();

alter table draw_replacement enable row level security;
alter table replaced_place enable row level security;
alter table replaced_seat enable row level security;
create policy replacement_of_territory on draw_replacement using (sees(agency));
create policy replaced_place_of_territory on replaced_place using (sees(agency));
create policy replaced_seat_of_territory on replaced_seat using (sees(agency));
grant select, insert, update on draw_replacement to sunlot_app;
grant select, insert on replaced_place, replaced_seat to sunlot_app;

-- Who holds each rank now, and who goes there: what visits, loads and coverage count by.
create view standing_object with (security_invoker = on) as
  select o.draw_id, o.agency, o.rank, coalesce(p.k, 0) as k,
         case when p.no is null then o.object_id else p.object_id end as object_id, o.stratum, o.year
  from drawn_object o
  left join lateral (select no, k, object_id from replaced_place p where p.draw_id = o.draw_id and p.rank = o.rank
                     order by no desc limit 1) p on true
  where p.no is null or p.object_id is not null;

create view standing_seat with (security_invoker = on) as
  select s.draw_id, s.agency, s.rank, s.seat, s.inspector_id, s.year
  from drawn_seat s
  where not exists (select from replaced_place p where p.draw_id = s.draw_id and p.rank = s.rank)
  union all
  select r.draw_id, r.agency, r.rank, r.seat, r.inspector_id, o.year
  from replaced_seat r join drawn_object o on o.draw_id = r.draw_id and o.rank = r.rank
  where r.no = (select max(p.no) from replaced_place p where p.draw_id = r.draw_id and p.rank = r.rank);

grant select on standing_object, standing_seat to sunlot_app;
