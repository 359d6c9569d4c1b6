-- Sessions that come to an end without, or after, a result; and what everybody may see of sources that ran already.

alter table draw add column end_reason text;
alter table draw add column end_index bigint;
alter table draw add column end_size bigint;
alter table draw add column ended_by text references app_user;
alter table draw add column end_approved_by text references app_user;
alter table draw add column ended_at timestamptz;
alter table draw add constraint draw_end_whole check ((state in ('void', 'abandoned')) = (ended_at is not null)
  and (ended_at is null) = (end_reason is null) and (ended_at is null) = (end_size is null)
  and (ended_at is null) = (end_index is null) and (ended_at is null) = (ended_by is null)
  and (ended_at is null) = (end_approved_by is null));

-- The end of a session is as final as its result.
create or replace function refuse_draw_rewrite() returns trigger
  language plpgsql as $$
begin
  if old.manifest is distinct from new.manifest or old.fingerprint is distinct from new.fingerprint
     or old.public_list is distinct from new.public_list
     or old.sealed_key is distinct from new.sealed_key or old.sealed_rows is distinct from new.sealed_rows
     or (old.certificate is not null and old.certificate is distinct from new.certificate)
     or (old.seed is not null and old.seed is distinct from new.seed)
     or (old.reveal is not null and old.reveal is distinct from new.reveal)
     or (old.ended_at is not null and old.ended_at is distinct from new.ended_at)
     or (old.end_reason is not null and old.end_reason is distinct from new.end_reason) then
    raise exception 'a frozen or drawn list cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- What stands in the public log already is public: the values of closed sources, and why a session ended.
create or replace view public_draw as
  select id, agency, task_id, seq, state, period, stratum, manifest, fingerprint, public_list, manifest_index, frozen_at,
         seed, certificate, result_index, drawn_at, reveal, reveal_index, revealed_at, end_reason, ended_at
  from draw;
