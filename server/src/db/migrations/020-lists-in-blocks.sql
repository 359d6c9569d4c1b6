-- The lists of a draw lie in blocks beside it, so that a nation's list is written, read and sent piece by piece.
--   list        the public list, its bytes cut anywhere: what `lists/objects.txt` of the evidence pack is
--   objects     encrypted; texts of the object rows, in the order of their ids
--   order       encrypted; for each line of the public list the row behind it, counted from 0, as 4 bytes little-endian
--   inspectors, recusals   encrypted; texts of their rows
--   rows        encrypted; the rows of a draw frozen before blocks, all of them in one
create table draw_block (
  draw_id text not null,
  agency text not null references agency,
  kind text not null constraint draw_block_kind check (kind in ('list', 'objects', 'order', 'inspectors', 'recusals', 'rows')),
  no integer not null constraint draw_block_counts check (no >= 0),
  -- Rows before this block, where it holds rows.
  before bigint not null,
  body bytea not null,
  primary key (draw_id, kind, no)
);
-- Hex digits and encrypted bytes do not compress; trying takes longer than writing them.
alter table draw_block alter column body set storage external;

insert into draw_block (draw_id, agency, kind, no, before, body)
  select id, agency, 'list', no, 0, substring(bytes from no * 1048576 + 1 for 1048576)
  from (select id, agency, convert_to(public_list, 'UTF8') as bytes from draw) as whole,
       generate_series(0, greatest(0, (length(bytes) - 1) / 1048576)) as no;
insert into draw_block (draw_id, agency, kind, no, before, body)
  select id, agency, 'rows', 0, 0, sealed_rows from draw;

-- Blocks are written before their draw, in its transaction: once the draw stands, none can be added.
alter table draw add constraint draw_of_agency unique (id, agency);
alter table draw_block add constraint draw_block_of_draw foreign key (draw_id, agency) references draw (id, agency)
  deferrable initially deferred;

-- Sees every draw, whoever writes: nobody adds to the list of a draw that he cannot see.
create function refuse_late_block() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from draw where id = new.draw_id) then
    raise exception 'a frozen list cannot grow' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger draw_block_in_time before insert on draw_block for each row execute function refuse_late_block();
create trigger draw_block_kept before update or delete or truncate on draw_block
  for each statement execute function refuse_change();

alter table draw_block enable row level security;
create policy draw_block_of_territory on draw_block for select using (sees(agency));
create policy draw_block_written_at_home on draw_block for insert with check (owns(agency));
grant select, insert on draw_block to sunlot_app;

create or replace function refuse_draw_rewrite() returns trigger
  language plpgsql as $$
begin
  if old.manifest is distinct from new.manifest or old.fingerprint is distinct from new.fingerprint
     or old.sealed_key is distinct from new.sealed_key
     or (old.certificate is not null and old.certificate is distinct from new.certificate)
     or (old.seed is not null and old.seed is distinct from new.seed)
     or (old.reveal is not null and old.reveal is distinct from new.reveal)
     or (old.ended_at is not null and old.ended_at is distinct from new.ended_at)
     or (old.end_reason is not null and old.end_reason is distinct from new.end_reason) then
    raise exception 'a frozen or drawn list cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

drop view public_draw;
create view public_draw as
  select id, agency, task_id, seq, state, period, stratum, manifest, fingerprint, manifest_index, frozen_at,
         seed, certificate, result_index, drawn_at, reveal, reveal_index, revealed_at, end_reason, ended_at
  from draw;
grant select on public_draw to sunlot_app;
-- The public list of a draw, whoever asks.
create view public_list_block as select draw_id, no, body from draw_block where kind = 'list';
grant select on public_list_block to sunlot_app;

alter table draw drop column public_list, drop column sealed_rows;
