-- A code of the second factor works once: the time step of the last one used.
alter table app_user add column totp_used_step bigint not null default 0;

-- What everybody may see of a draw, whoever asks. The view reads with its owner's rights and has no secret column, so
-- the public pages can run without any right of their own.
create view public_draw as
  select id, agency, task_id, seq, state, period, stratum, manifest, fingerprint, public_list, manifest_index, frozen_at,
         seed, certificate, result_index, drawn_at, reveal, reveal_index, revealed_at
  from draw;

grant select on public_draw to sunlot_app;
