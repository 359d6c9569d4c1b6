-- Experts and auxiliaries that a task asks to be drawn into every team: kind, trade, region.
alter table task add column support jsonb;

-- The reason of a recusal says what is between two people: it is encrypted like every other reason of a person. Rows of before
-- are sealed by the program when it opens the folder, since the database has no key; a row has one of the two.
alter table recusal add column sealed_reason bytea;
alter table recusal alter column reason drop not null;
alter table recusal add constraint recusal_reason_once check ((reason is null) <> (sealed_reason is null));

-- What enters the yearly sheet of a person besides the counts: a late upload, a defect found at review, a discipline entry.
-- An entry is never changed; one taken back stays on record and counts for nothing.
create table appraisal_entry (
  id text primary key,
  agency text not null references agency,
  certificate_no text not null,
  kind text not null constraint appraisal_entry_kind check (kind in ('lateUpload', 'reviewDefect', 'discipline')),
  day date not null,
  sealed_reason bytea not null,
  taken_back boolean not null default false,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null
);
create index appraisal_entry_by_person on appraisal_entry (agency, day, certificate_no);

alter table appraisal_entry enable row level security;
create policy appraisal_entry_of_territory on appraisal_entry using (sees(agency));
create policy appraisal_entry_written_at_home on appraisal_entry as restrictive for insert with check (owns(agency));
create policy appraisal_entry_changed_at_home on appraisal_entry as restrictive for update using (owns(agency));
grant select, insert, update on appraisal_entry to sunlot_app;

-- What people of daily supervision found and handed to enforcement: from whom, to whom, on which day. Never changed.
create table hand_over (
  id text primary key,
  agency text not null references agency,
  object_key text not null,
  found_on date not null,
  from_certificate text not null,
  to_certificate text not null,
  handed_on date not null,
  sealed_matter bytea not null,
  recorded_by text not null references app_user,
  recorded_at timestamptz not null,
  constraint hand_over_two_people check (from_certificate <> to_certificate),
  constraint hand_over_days check (found_on <= handed_on)
);
create index hand_over_by_agency on hand_over (agency, handed_on, id);

alter table hand_over enable row level security;
create policy hand_over_of_territory on hand_over using (sees(agency));
create policy hand_over_written_at_home on hand_over as restrictive for insert with check (owns(agency));
grant select, insert on hand_over to sunlot_app;
