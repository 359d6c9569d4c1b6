-- What a team filled in at a visit (现场检查表). Nothing of what was found stands here in clear, and no object but by its rank:
-- the rows, their answers and how many were bad lie in `sealed_form`.
create table visit_form (
  id text primary key,
  agency text not null references agency,
  draw_id text not null,
  rank integer not null,
  -- Which object held the rank: a replacement after the dispatch has a form of its own.
  k integer not null,
  version integer not null constraint visit_form_counts check (version > 0),
  -- The version of the item list and a hash of object and rows.
  edition text not null,
  inspected_on date not null,
  inspected_by text not null,
  sealed_form bytea not null,
  -- Why it takes the place of the version before.
  sealed_reason bytea,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null,
  foreign key (draw_id, rank) references dispatched_visit,
  constraint visit_form_once unique (draw_id, rank, k, version),
  constraint visit_form_correction check ((version = 1) = (sealed_reason is null))
);
create trigger visit_form_kept before update or delete or truncate on visit_form
  for each statement execute function refuse_change();

alter table visit_form enable row level security;
create policy visit_form_of_territory on visit_form for select using (sees(agency));
create policy visit_form_written_at_home on visit_form for insert with check (owns(agency));
grant select, insert on visit_form to sunlot_app;
