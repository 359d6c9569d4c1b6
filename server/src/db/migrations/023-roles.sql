-- Roles of an account that is there already: one security administrator proposes, another one confirms. Nobody has a hand in
-- the change of their own roles. A change that is settled stays as it is.
create table role_change (
  id text primary key,
  user_id text not null references app_user,
  change text not null constraint role_change_kind check (change in ('grant', 'revoke')),
  roles text[] not null constraint role_change_roles check (cardinality(roles) > 0),
  proposed_by text not null references app_user,
  proposed_at timestamptz not null,
  outcome text constraint role_change_outcome check (outcome in ('confirmed', 'refused', 'withdrawn')),
  decided_by text references app_user,
  decided_at timestamptz,
  constraint role_change_not_own check (proposed_by <> user_id),
  constraint role_change_whole check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  constraint role_change_two_people check (outcome is distinct from 'confirmed' or (decided_by <> proposed_by and decided_by <> user_id))
);
create unique index role_change_one_open on role_change (user_id) where outcome is null;

create function refuse_settled_role_change() returns trigger
  language plpgsql as $$
begin
  if old.outcome is not null then
    raise exception 'a change of roles that is settled cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger role_change_settled before update on role_change for each row execute function refuse_settled_role_change();
create trigger role_change_kept before delete or truncate on role_change for each statement execute function refuse_change();

alter table role_change enable row level security;
create policy role_change_of_installation on role_change using (is_system());
grant select, insert on role_change to sunlot_app;
grant update (outcome, decided_by, decided_at) on role_change to sunlot_app;

-- A replacement that the office asks for and the deputy in charge has not yet decided on. Nothing of it is in the public log:
-- the request is logged when it is approved, with both people in it. Numbered apart from the replacements, so that a number
-- never comes to mean another application.
create table replacement_application (
  draw_id text not null references draw,
  agency text not null references agency,
  no integer not null constraint replacement_application_counts check (no > 0),
  rank integer not null,
  seat text,
  -- Code of the reason, name and hash of the document: closed like the reason of a replacement.
  sealed_terms bytea not null,
  requested_by text not null references app_user,
  requested_at timestamptz not null,
  outcome text constraint replacement_application_outcome check (outcome in ('approved', 'refused', 'withdrawn')),
  sealed_note bytea,
  decided_by text references app_user,
  decided_at timestamptz,
  replacement_no integer,
  primary key (draw_id, no),
  foreign key (draw_id, replacement_no) references draw_replacement,
  constraint replacement_application_whole check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)
    and (outcome is not distinct from 'approved') = (replacement_no is not null) and (sealed_note is not null) = (outcome is not distinct from 'refused')),
  constraint replacement_application_people check (outcome is null or (outcome = 'withdrawn') or decided_by <> requested_by)
);
-- One at a time, so that nobody approves what stands on a place that has changed meanwhile.
create unique index replacement_application_one_open on replacement_application (draw_id) where outcome is null;

create function refuse_decided_application() returns trigger
  language plpgsql as $$
begin
  if old.outcome is not null then
    raise exception 'an application that was decided cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger replacement_application_decided before update on replacement_application
  for each row execute function refuse_decided_application();
create trigger replacement_application_kept before delete or truncate on replacement_application
  for each statement execute function refuse_change();

alter table replacement_application enable row level security;
create policy replacement_application_of_territory on replacement_application using (sees(agency));
create policy replacement_application_written_at_home on replacement_application as restrictive for insert with check (owns(agency));
create policy replacement_application_changed_at_home on replacement_application as restrictive for update using (owns(agency));
grant select, insert on replacement_application to sunlot_app;
grant update (outcome, sealed_note, decided_by, decided_at, replacement_no) on replacement_application to sunlot_app;
