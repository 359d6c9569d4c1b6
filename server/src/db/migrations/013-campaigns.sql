-- Entries with a scope of their own (专项检查, 联合检查), rounds of a yearly entry, draws held by another department.

-- What kind of task an entry is planned as; with a scope of its own the kind stands in the place of the class.
alter table plan_entry add column kind text not null default 'daily' constraint plan_entry_kind
  check (kind in ('daily', 'campaign', 'internalJoint', 'interdepartmental'));
alter table plan_entry add column scope jsonb;
update plan_entry set kind = 'interdepartmental' where class = 'interdepartmental';

-- Are objects left out that the other kind of inspection has covered this year?
alter table task add column skip_done boolean not null default false;
-- Which round of an entry that is drawn in rounds; null = the whole entry at once.
alter table task add column round integer constraint task_round check (round >= 1);

-- The draw that the lead department of an interdepartmental task held elsewhere, with its file as it came. The public log has
-- the hash of the file and nothing of what stands in it.
create table drawn_elsewhere (
  id text primary key,
  agency text not null references agency,
  task_id text not null unique references task,
  lead_department text not null constraint elsewhere_lead_present check (lead_department <> ''),
  drawn_on date not null,
  document text not null constraint elsewhere_document_present check (document <> ''),
  file_name text not null,
  file_hash bytea not null constraint elsewhere_hash check (length(file_hash) = 32),
  sealed_file bytea not null,
  log_index bigint not null,
  imported_by text not null references app_user,
  imported_at timestamptz not null
);

-- Whom it drew, closed until the visit like what is drawn here; the team as the file names it.
create table drawn_elsewhere_object (
  import_id text not null references drawn_elsewhere,
  agency text not null references agency,
  rank integer not null,
  object_id text not null references inspection_object,
  sealed_team bytea,
  primary key (import_id, rank),
  constraint elsewhere_object_once unique (import_id, object_id)
);

create trigger drawn_elsewhere_fixed before update or delete or truncate on drawn_elsewhere
  for each statement execute function refuse_change();
create trigger drawn_elsewhere_object_fixed before update or delete or truncate on drawn_elsewhere_object
  for each statement execute function refuse_change();

alter table drawn_elsewhere enable row level security;
alter table drawn_elsewhere_object enable row level security;

create policy elsewhere_of_territory on drawn_elsewhere for select using (sees(agency));
create policy elsewhere_written_at_home on drawn_elsewhere for insert with check (owns(agency));
create policy elsewhere_object_of_territory on drawn_elsewhere_object for select using (sees(agency));
create policy elsewhere_object_written_at_home on drawn_elsewhere_object for insert with check (owns(agency));

grant select, insert on drawn_elsewhere, drawn_elsewhere_object to sunlot_app;
