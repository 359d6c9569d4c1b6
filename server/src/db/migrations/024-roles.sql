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
