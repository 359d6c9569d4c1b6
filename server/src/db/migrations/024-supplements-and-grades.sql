-- A class is drawn once in a period; another draw only for what is lacking still, and labelled so (R-068, AMB-52). Which one
-- of the class and period it is, and why it was begun; null = a draw of the plan as such.
alter table task add column supplement jsonb;
alter table task add constraint task_supplement_whole check (
  supplement is null or (plan_entry_id is not null and round is null and (supplement ->> 'nth')::integer >= 1
    and supplement ->> 'why' <> '')
);

-- R-089: how base, pool and result lie over the credit-risk grades. The grades of the frozen objects are sealed with the list;
-- in the clear stands only what speaks of no single object, until the reveal opens the rest.
alter table draw add column sealed_grades bytea;
alter table draw add column sealed_grade_counts bytea;
-- Encrypted bytes do not compress.
alter table draw alter column sealed_grades set storage external;
alter table draw add column told_grades jsonb;

create function refuse_grades_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'the grades of a frozen list cannot change' using errcode = 'restrict_violation';
end $$;
create trigger draw_grades_fixed before update on draw for each row
  when (old.sealed_grades is distinct from new.sealed_grades) execute function refuse_grades_rewrite();

create or replace view public_draw as
  select id, agency, task_id, seq, state, period, stratum, manifest, fingerprint, manifest_index, frozen_at, seed, certificate,
    result_index, drawn_at, reveal, reveal_index, revealed_at, end_reason, ended_at, told_grades
  from draw;
