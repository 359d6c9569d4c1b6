-- Each time somebody gave a person a new initial password: who, when, and when and from where it was used. The person is told of it, so
-- that an initial password used by whoever gave it does not stay unseen.
create table password_reset (
  user_id text not null references app_user,
  reset_at timestamptz not null,
  by_login text not null,
  used_at timestamptz,
  used_from text,
  primary key (user_id, reset_at),
  constraint password_reset_used_whole check ((used_at is null) = (used_from is null))
);

alter table password_reset enable row level security;
create policy password_reset_own on password_reset for select
  using (is_system() or user_id = current_setting('sunlot.actor'::text, true));
create policy password_reset_made on password_reset for insert with check (is_system());
-- Written once: what was used stays used.
create policy password_reset_used on password_reset for update
  using ((is_system() or user_id = current_setting('sunlot.actor'::text, true)) and used_at is null)
  with check (used_at is not null);
grant select, insert, update (used_at, used_from) on password_reset to sunlot_app;
