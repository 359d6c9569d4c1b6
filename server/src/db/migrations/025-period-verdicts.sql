-- The verdict on a quarter or a year, once it is final. Each row is an act: odd versions close with the whole verdict as it
-- was judged, even ones open it again with a reason. Nothing is taken back; what is final is what the last row says.
create table period_verdict (
  id text primary key,
  agency text not null references agency,
  period text not null constraint period_verdict_period check (period ~ '^[0-9]{4}(Q[1-4])?$'),
  version integer not null constraint period_verdict_counts check (version > 0),
  state text not null constraint period_verdict_state check (state in ('closed', 'reopened')),
  -- Closed because the days to record were over, or because every inspection was concluded before.
  ground text constraint period_verdict_ground check (ground in ('time', 'concluded')),
  verdict text constraint period_verdict_verdict check (verdict in ('compliant', 'warning', 'noncompliant')),
  -- The verdict whole, as text, so that its sum can be taken again; SHA-256 in hexadecimal.
  view text,
  sum text constraint period_verdict_sum check (sum ~ '^[0-9a-f]{64}$'),
  reason text constraint period_verdict_reason check (reason <> ''),
  -- Null: the program itself.
  by_user text references app_user,
  by_name text not null,
  at timestamptz not null,
  constraint period_verdict_once unique (agency, period, version),
  constraint period_verdict_turns check ((state = 'closed') = (version % 2 = 1)),
  constraint period_verdict_closed_whole check ((state = 'closed') = (view is not null)
    and (view is null) = (sum is null) and (view is null) = (ground is null) and (view is null) = (verdict is null)),
  constraint period_verdict_reopened_whole check ((state = 'reopened') = (reason is not null)
    and (state = 'closed' or by_user is not null))
);
create trigger period_verdict_kept before update or delete or truncate on period_verdict
  for each statement execute function refuse_change();

alter table period_verdict enable row level security;
create policy period_verdict_of_territory on period_verdict for select using (sees(agency));
create policy period_verdict_written_at_home on period_verdict for insert with check (owns(agency));
grant select, insert on period_verdict to sunlot_app;
