-- The database as the migrations leave it, read from the catalogs; compared by a test.
-- Made by: node server/src/db/schema-dump.ts --write

CREATE OR REPLACE FUNCTION public.answers_between(places text[])
 RETURNS TABLE(object_key text, agency text, task_id text, task_code text, other_agency text, other_task text, other_code text, choice text, id text, sealed_reason bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT o.key,
     own.agency,
     own.id,
     own.code,
     other.agency,
     other.id,
     other.code,
     last.choice,
     last.id,
     last.sealed_reason
    FROM ((((((( SELECT DISTINCT ON (a.draw_id, a.rank) a.id,
             a."position",
             a.draw_id,
             a.rank,
             a.agency,
             a.choice,
             a.offers,
             a.method,
             a.trigger,
             a.sealed_reason,
             a.approved_by,
             a.answered_by,
             a.answered_at
            FROM visit_answer a
           ORDER BY a.draw_id, a.rank, a."position" DESC) last
      JOIN standing_object d ON (((d.draw_id = last.draw_id) AND (d.rank = last.rank))))
      JOIN inspection_object o ON ((o.id = d.object_id)))
      JOIN draw w ON (((w.id = d.draw_id) AND (w.state = ANY (ARRAY['drawn'::text, 'revealed'::text])))))
      JOIN task own ON ((own.id = w.task_id)))
      CROSS JOIN LATERAL unnest(last.offers) offer(offer))
      JOIN task other ON ((other.id = split_part(offer.offer, ':'::text, 2))))
   WHERE ((last.choice = ANY (ARRAY['merge'::text, 'joint'::text, 'separate'::text])) AND (split_part(offer.offer, ':'::text, 1) = ANY (ARRAY['merge'::text, 'joint'::text])) AND ((own.agency = ANY (answers_between.places)) OR (other.agency = ANY (answers_between.places))) AND (sees(own.agency) OR sees(other.agency)) AND (EXISTS ( SELECT
            FROM ((standing_object d2
              JOIN inspection_object o2 ON ((o2.id = d2.object_id)))
              JOIN draw w2 ON (((w2.id = d2.draw_id) AND (w2.state = ANY (ARRAY['drawn'::text, 'revealed'::text])))))
           WHERE ((w2.task_id = other.id) AND (o2.key = o.key)))));
END
;

CREATE OR REPLACE FUNCTION public.counting_facts(facts jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select jsonb_strip_nulls(jsonb_build_object(
    'staffKind', facts -> 'staffKind',
    'onStaff', facts -> 'onStaff',
    'onDuty', facts -> 'onDuty',
    'certificateValidTo', facts -> 'certificateValidTo'))
$function$
;

CREATE OR REPLACE FUNCTION public.drawn_twice(own text, from_day date, to_day date)
 RETURNS TABLE(object_key text, object_name text, agency text, task_id text, level text, window_from date, window_to date, visited date[], cancelled boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH RECURSIVE above AS (
          SELECT a.code,
             a.parent
            FROM agency a
           WHERE (a.code = drawn_twice.own)
         UNION
          SELECT a.code,
             a.parent
            FROM (agency a
              JOIN above ON ((a.code = above.parent)))
         ), below AS (
          SELECT a.code
            FROM agency a
           WHERE (a.code = drawn_twice.own)
         UNION
          SELECT a.code
            FROM (agency a
              JOIN below ON ((a.parent = below.code)))
         ), live AS (
          SELECT o.key,
             o.name,
             t.id,
             t.code,
             t.agency,
             t.level,
             t.window_from,
             t.window_to
            FROM (((standing_object d
              JOIN inspection_object o ON ((o.id = d.object_id)))
              JOIN draw w ON (((w.id = d.draw_id) AND (w.state = 'drawn'::text))))
              JOIN task t ON (((t.id = w.task_id) AND (t.state = 'drawn'::text))))
           WHERE ((t.window_from <= drawn_twice.to_day) AND (t.window_to >= drawn_twice.from_day) AND ((t.agency IN ( SELECT above.code
                    FROM above)) OR (t.agency IN ( SELECT below.code
                    FROM below))))
         )
  SELECT l.key,
     l.name,
     l.agency,
     l.id,
     l.level,
     l.window_from,
     l.window_to,
     ARRAY( SELECT v.date
            FROM visit v
           WHERE ((v.agency = l.agency) AND (v.task_code = l.code) AND (v.object_key = l.key))
           ORDER BY v.date) AS "array",
     (EXISTS ( SELECT
            FROM (visit_cancellation gone
              JOIN inspection_object o ON ((o.id = gone.object_id)))
           WHERE ((gone.task_id = l.id) AND (o.key = l.key)))) AS "exists"
    FROM live l
   WHERE (owns(drawn_twice.own) AND (EXISTS ( SELECT
            FROM live other
           WHERE ((other.key = l.key) AND (other.id <> l.id) AND ((other.agency = drawn_twice.own) OR (l.agency = drawn_twice.own))))))
   ORDER BY (l.key COLLATE "C"), l.window_from, l.id;
END
;

CREATE OR REPLACE FUNCTION public.is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(current_setting('sunlot.system'::text, true), ''::text) = 'on'::text)
;

CREATE OR REPLACE FUNCTION public.keep_earlier_inspector()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  before constant jsonb := counting_facts(old.facts);
  entered constant date := (new.updated_at at time zone 'Asia/Shanghai')::date;
  -- Since when these facts hold: other columns may have been entered anew meanwhile.
  since constant date := coalesce(
    (select max(until_day) from inspector_earlier where agency = old.agency and certificate_no = old.certificate_no),
    (old.added_at at time zone 'Asia/Shanghai')::date);
begin
  -- A row that is corrected on the day it was entered never held.
  if before is distinct from counting_facts(new.facts) and since < entered then
    insert into inspector_earlier (agency, certificate_no, until_day, facts, at)
      values (old.agency, old.certificate_no, entered, before, new.updated_at);
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.keep_earlier_object()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  -- What tells the object from others, and the days themselves, decide no class.
  besides constant text[] := array['name', 'address', 'legalRepresentative', 'status', 'statusSince', 'changedSince'];
  effective constant date := (new.facts ->> 'changedSince')::date;
  entered constant date := (new.updated_at at time zone 'Asia/Shanghai')::date;
  -- A row that is corrected on the day it was entered never held, unless the correction says from when on it speaks.
  by_entry constant date := case when (old.updated_at at time zone 'Asia/Shanghai')::date < entered then entered end;
begin
  insert into object_earlier (agency, object_key, until_day, status_until, stated, facts, at)
    values (
      old.agency,
      old.key,
      case when old.facts - besides <> new.facts - besides then coalesce(effective, by_entry) end,
      case when old.status <> new.status then coalesce(new.status_since, effective, by_entry) end,
      effective is not null,
      old.facts - 'legalRepresentative',
      new.updated_at);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.level_rank(level text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE level WHEN 'municipal'::text THEN 2 WHEN 'newArea'::text THEN 2 ELSE 1 END
;

CREATE OR REPLACE FUNCTION public.listed_elsewhere(own text, wanted text[])
 RETURNS TABLE(object_key text, agency text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT o.key,
     o.agency
    FROM ((unnest(listed_elsewhere.wanted) w(key)
      CROSS JOIN ( SELECT a.code
            FROM agency a
           WHERE ((a.code = ANY (own_tree())) AND (a.code <> listed_elsewhere.own) AND (a.level = ( SELECT a2.level
                    FROM agency a2
                   WHERE (a2.code = listed_elsewhere.own))))) peer)
      JOIN inspection_object o ON (((o.agency = peer.code) AND (o.key = w.key) AND (o.status = 'active'::text))))
   WHERE owns(listed_elsewhere.own);
END
;

CREATE OR REPLACE FUNCTION public.own_line()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 WITH RECURSIVE up(code, parent) AS (
          SELECT a.code,
             a.parent
            FROM agency a
           WHERE (a.code = split_part(COALESCE(current_setting('sunlot.agencies'::text, true), ''::text), ','::text, 1))
         UNION
          SELECT a.code,
             a.parent
            FROM (agency a
              JOIN up up_1 ON ((a.code = up_1.parent)))
         )
  SELECT COALESCE(array_agg(up.code), '{}'::text[]) AS "coalesce"
    FROM up;
END
;

CREATE OR REPLACE FUNCTION public.own_tree()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    with recursive up (code, parent) as (
      select a.code, a.parent from agency a
      where a.code = split_part(coalesce(current_setting('sunlot.agencies', true), ''), ',', 1)
      union
      select a.code, a.parent from agency a join up on a.code = up.parent
    ), down (code) as (
      select code from up where parent is null
      union
      select a.code from agency a join down on a.parent = down.code
    )
    select coalesce(array_agg(code), '{}') from down
  $function$
;

CREATE OR REPLACE FUNCTION public.owns(agency text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (is_system() OR (agency = (string_to_array(COALESCE(current_setting('sunlot.agencies'::text, true), ''::text), ','::text))[1]))
;

CREATE OR REPLACE FUNCTION public.parent_plan_entries(own text, for_year integer)
 RETURNS TABLE(parent text, entry text, class text, kind text, period text, n integer, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.agency,
     e.entry,
     e.class,
     e.kind,
     e.period,
     e.n,
     (e.scope ->> 'name'::text)
    FROM ((agency a
      JOIN annual_plan p ON (((p.agency = a.parent) AND (p.year = parent_plan_entries.for_year) AND (p.state = ANY (ARRAY['issued'::text, 'published'::text, 'closed'::text, 'archived'::text])))))
      JOIN plan_entry e ON ((e.plan_id = p.id)))
   WHERE ((a.code = parent_plan_entries.own) AND owns(parent_plan_entries.own))
   ORDER BY e."position";
END
;

CREATE OR REPLACE FUNCTION public.record_object_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  effective date := (new.facts ->> 'changedSince')::date;
begin
  insert into object_change (agency, object_key, field, before, after, since, import_run, at)
    select new.agency, new.key, field, before, after, since, nullif(current_setting('sunlot.import', true), ''), new.updated_at
    from (values
      ('status', old.status, new.status, coalesce(new.status_since, effective)),
      ('name', old.name, new.name, effective),
      ('legalRepresentative', old.facts ->> 'legalRepresentative', new.facts ->> 'legalRepresentative', effective),
      ('permitCategory', old.permit_category, new.permit_category, effective),
      ('positiveList', old.facts ->> 'positiveList', new.facts ->> 'positiveList', effective)
    ) as change (field, before, after, since)
    where before is distinct from after;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_after_closing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state = 'archived' or (old.state = 'closed' and new.state <> 'archived') then
    raise exception 'what is closed does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_withdrawn_task()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state = 'void' and exists (select from task_withdrawal where task_id = old.id) then
    raise exception 'what is withdrawn does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_crooked_tree()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  above agency;
begin
  select * into above from agency where code = new.parent;
  if new.parent is not null and level_rank(above.level) <= level_rank(new.level) then
    raise exception 'agency % cannot stand below %', new.code, new.parent using errcode = 'check_violation';
  end if;
  if exists (select from agency below where below.parent = new.code and level_rank(below.level) >= level_rank(new.level)) then
    raise exception 'agency % cannot stand above what is below it', new.code using errcode = 'check_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_decided_application()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.outcome is not null then
    raise exception 'an application that was decided cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_dispatch_rewrite()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.dispatched_at is not null and (old.dispatched_at is distinct from new.dispatched_at
     or old.dispatched_by is distinct from new.dispatched_by) then
    raise exception 'a dispatch is not undone' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_draw_rewrite()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_grades_rewrite()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the grades of a frozen list cannot change' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_late_block()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from draw where id = new.draw_id) then
    raise exception 'a frozen list cannot grow' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_replacement_rewrite()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.result is not null or old.request is distinct from new.request or old.sealed_reason is distinct from new.sealed_reason
     or old.rank is distinct from new.rank or old.seat is distinct from new.seat then
    raise exception 'a replacement cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_settled_role_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.outcome is not null then
    raise exception 'a change of roles that is settled cannot change' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_visit_of_closed_task()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  besides constant text[] := array['facts', 'sealed_remarks', 'row_hash'];
  added text[];
begin
  if not exists (select from task where agency = new.agency and code = new.task_code and state = 'closed') then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    added := array(select key from jsonb_object_keys(new.facts) as key where not old.facts ? key);
    if cardinality(added) > 0 and new.facts - added = old.facts and to_jsonb(new) - besides = to_jsonb(old) - besides
      and added <@ array['publishedOn', 'rectifiedOn', 'withheldGround', 'withheldPart', 'withheldApproved']
      and (not added && array['withheldPart', 'withheldApproved'] or new.facts ? 'withheldGround')
      and (not added && array['withheldGround', 'withheldPart'] or not old.facts ?| array['publishedOn', 'withheldGround'])
    then
      return new;
    end if;
  end if;
  raise exception 'the task of the visit is closed' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_withdrawal_of_drawn_task()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from draw where task_id = new.task_id) or exists (select from drawn_elsewhere where task_id = new.task_id) then
    raise exception 'a list of the task was frozen' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.sees(agency text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((COALESCE(current_setting('sunlot.system'::text, true), ''::text) = 'on'::text) OR (agency = ANY (string_to_array(COALESCE(current_setting('sunlot.agencies'::text, true), ''::text), ','::text))))
;

CREATE SEQUENCE class_change_position_seq AS bigint;

CREATE SEQUENCE consultation_position_seq AS bigint;

CREATE SEQUENCE dispatched_again_position_seq AS bigint;

CREATE SEQUENCE inspector_earlier_position_seq AS bigint;

CREATE SEQUENCE item_adjustment_position_seq AS bigint;

CREATE SEQUENCE item_push_position_seq AS bigint;

CREATE SEQUENCE joint_task_position_seq AS bigint;

CREATE SEQUENCE list_steward_position_seq AS bigint;

CREATE SEQUENCE object_change_position_seq AS bigint;

CREATE SEQUENCE object_earlier_position_seq AS bigint;

CREATE SEQUENCE scheme_document_position_seq AS bigint;

CREATE SEQUENCE task_report_position_seq AS bigint;

CREATE SEQUENCE visit_answer_position_seq AS bigint;

CREATE TABLE agency (
  code text not null,
  name text not null,
  level text not null,
  parent text,
  pack text not null,
  created_at timestamp with time zone not null,
  constraint agency_code_shape CHECK ((code ~ '^[0-9]{6}([.-][A-Za-z0-9]{1,8})?$'::text)),
  constraint agency_level CHECK ((level = ANY (ARRAY['municipal'::text, 'newArea'::text, 'county'::text]))),
  constraint agency_name_present CHECK ((name <> ''::text)),
  constraint agency_parent_fkey FOREIGN KEY (parent) REFERENCES agency(code),
  constraint agency_pkey PRIMARY KEY (code)
);
CREATE INDEX agency_by_parent ON public.agency USING btree (parent);
CREATE TRIGGER agency_tree BEFORE INSERT OR UPDATE ON public.agency FOR EACH ROW EXECUTE FUNCTION refuse_crooked_tree();
GRANT INSERT, SELECT, UPDATE ON agency TO sunlot_app;

CREATE TABLE agency_pack (
  agency text not null,
  pack text not null,
  version integer not null,
  effective_from date not null,
  why text,
  adopted_by text not null,
  approved_by text,
  adopted_at timestamp with time zone not null,
  constraint agency_pack_adopted_by_fkey FOREIGN KEY (adopted_by) REFERENCES app_user(id),
  constraint agency_pack_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint agency_pack_approved CHECK (((why IS NULL) = (approved_by IS NULL))),
  constraint agency_pack_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint agency_pack_pkey PRIMARY KEY (agency, pack, version),
  constraint agency_pack_two_people CHECK (((approved_by IS NULL) OR (approved_by <> adopted_by))),
  constraint agency_pack_version FOREIGN KEY (pack, version) REFERENCES pack_version(pack, version)
);
CREATE TRIGGER agency_pack_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.agency_pack FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON agency_pack TO sunlot_app;

CREATE TABLE annual_plan (
  id text not null,
  agency text not null,
  year integer not null,
  version integer not null,
  state text not null,
  pack text not null,
  pack_version integer not null,
  drafted_by text not null,
  drafted_at timestamp with time zone not null,
  made_on date,
  submitted_by text,
  approved_by text,
  issued_by text,
  issued_on date,
  published_by text,
  published_at timestamp with time zone,
  channel text,
  url text,
  log_index bigint,
  reason text,
  constraint annual_plan_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint annual_plan_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint annual_plan_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES app_user(id),
  constraint annual_plan_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES app_user(id),
  constraint annual_plan_pkey PRIMARY KEY (id),
  constraint annual_plan_published_by_fkey FOREIGN KEY (published_by) REFERENCES app_user(id),
  constraint annual_plan_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES app_user(id),
  constraint plan_pack FOREIGN KEY (pack, pack_version) REFERENCES pack_version(pack, version),
  constraint plan_state CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'issued'::text, 'published'::text, 'superseded'::text, 'closed'::text, 'archived'::text]))),
  constraint plan_two_people CHECK (((approved_by IS NULL) OR (approved_by <> drafted_by))),
  constraint plan_version UNIQUE (agency, year, version)
);
CREATE UNIQUE INDEX plan_one_in_force ON public.annual_plan USING btree (agency, year) WHERE (state = ANY (ARRAY['issued'::text, 'published'::text, 'closed'::text, 'archived'::text]));
CREATE UNIQUE INDEX plan_one_in_preparation ON public.annual_plan USING btree (agency, year) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text]));
ALTER TABLE annual_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_changed_at_home ON annual_plan AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY plan_of_territory ON annual_plan AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY plan_published ON annual_plan AS PERMISSIVE FOR SELECT TO public USING (((state = ANY (ARRAY['published'::text, 'superseded'::text, 'closed'::text, 'archived'::text])) AND (published_at IS NOT NULL)));
CREATE POLICY plan_written_at_home ON annual_plan AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER plan_closed_fixed BEFORE UPDATE ON public.annual_plan FOR EACH ROW EXECUTE FUNCTION refuse_after_closing();
GRANT INSERT, SELECT, UPDATE ON annual_plan TO sunlot_app;

CREATE TABLE app_user (
  id text not null,
  login text not null,
  display_name text not null,
  agency text,
  password_hash text,
  password_is_initial boolean not null default true,
  password_changed_at timestamp with time zone,
  password_history text[] not null default '{}'::text[],
  totp_secret bytea,
  failed_attempts integer not null default 0,
  locked_until timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  totp_used_step bigint not null default 0,
  constraint app_user_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint app_user_login_key UNIQUE (login),
  constraint app_user_login_shape CHECK ((login ~ '^[a-z][a-z0-9._-]{1,31}$'::text)),
  constraint app_user_pkey PRIMARY KEY (id)
);
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY app_user_of_territory ON app_user AS PERMISSIVE FOR ALL TO public USING ((is_system() OR sees(agency)));
GRANT INSERT, SELECT, UPDATE ON app_user TO sunlot_app;

CREATE TABLE appraisal_entry (
  id text not null,
  agency text not null,
  certificate_no text not null,
  kind text not null,
  day date not null,
  sealed_reason bytea not null,
  taken_back boolean not null default false,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint appraisal_entry_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint appraisal_entry_kind CHECK ((kind = ANY (ARRAY['lateUpload'::text, 'reviewDefect'::text, 'discipline'::text]))),
  constraint appraisal_entry_pkey PRIMARY KEY (id),
  constraint appraisal_entry_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id)
);
CREATE INDEX appraisal_entry_by_person ON public.appraisal_entry USING btree (agency, day, certificate_no);
ALTER TABLE appraisal_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY appraisal_entry_changed_at_home ON appraisal_entry AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY appraisal_entry_of_territory ON appraisal_entry AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY appraisal_entry_written_at_home ON appraisal_entry AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT, UPDATE ON appraisal_entry TO sunlot_app;

CREATE TABLE audit_value (
  index bigint not null,
  sealed bytea not null,
  constraint audit_value_pkey PRIMARY KEY (index)
);
ALTER TABLE audit_value ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_value_append ON audit_value AS PERMISSIVE FOR INSERT TO public WITH CHECK (true);
CREATE POLICY audit_value_system ON audit_value AS PERMISSIVE FOR SELECT TO public USING (is_system());
CREATE TRIGGER audit_value_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_value FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON audit_value TO sunlot_app;

CREATE TABLE class_change (
  "position" bigint not null generated always as identity,
  agency text not null,
  recorded_by text not null,
  object_key text not null,
  from_day date not null,
  before text,
  after text not null,
  reasons jsonb not null,
  exited_uninspected boolean not null,
  cause text not null,
  source text,
  pack text not null,
  pack_version integer not null,
  at timestamp with time zone not null,
  constraint class_change_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint class_change_cause CHECK ((cause = ANY (ARRAY['time'::text, 'import'::text, 'override'::text, 'handedDown'::text, 'yearlyList'::text]))),
  constraint class_change_pkey PRIMARY KEY ("position"),
  constraint class_change_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES agency(code)
);
CREATE INDEX class_change_by_object ON public.class_change USING btree (agency, object_key, "position");
ALTER TABLE class_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY class_change_of_territory ON class_change AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY class_change_written_at_home ON class_change AS PERMISSIVE FOR INSERT TO public WITH CHECK ((owns(recorded_by) AND sees(agency)));
CREATE TRIGGER class_change_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.class_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON class_change TO sunlot_app;

CREATE TABLE class_override (
  id text not null,
  agency text not null,
  object_key text not null,
  class text not null,
  reason text not null,
  from_day date not null,
  to_day date not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  constraint class_override_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint class_override_pkey PRIMARY KEY (id),
  constraint class_override_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES app_user(id),
  constraint class_override_proposer UNIQUE (id, proposed_by),
  constraint class_override_reason CHECK ((reason <> ''::text)),
  constraint class_override_span CHECK ((from_day <= to_day))
);
CREATE INDEX class_override_by_object ON public.class_override USING btree (agency, object_key);
ALTER TABLE class_override ENABLE ROW LEVEL SECURITY;
CREATE POLICY class_override_of_territory ON class_override AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY class_override_written_at_home ON class_override AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER class_override_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.class_override FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON class_override TO sunlot_app;

CREATE TABLE class_override_decision (
  override_id text not null,
  agency text not null,
  outcome text not null,
  note text,
  computed_class text not null,
  proposed_by text not null,
  decided_by text not null,
  decided_name text not null,
  decided_on date not null,
  decided_at timestamp with time zone not null,
  constraint class_override_decided FOREIGN KEY (override_id, proposed_by) REFERENCES class_override(id, proposed_by),
  constraint class_override_decision_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint class_override_decision_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES app_user(id),
  constraint class_override_decision_pkey PRIMARY KEY (override_id),
  constraint class_override_outcome CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint class_override_two_people CHECK (((outcome = 'withdrawn'::text) OR (decided_by <> proposed_by)))
);
ALTER TABLE class_override_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY class_override_decision_of_territory ON class_override_decision AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY class_override_decision_written_at_home ON class_override_decision AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER class_override_decision_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.class_override_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON class_override_decision TO sunlot_app;

CREATE TABLE class_override_end (
  override_id text not null,
  agency text not null,
  ended_on date not null,
  reason text not null,
  ended_by text not null,
  ended_at timestamp with time zone not null,
  constraint class_override_end_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint class_override_end_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES app_user(id),
  constraint class_override_end_override_id_fkey FOREIGN KEY (override_id) REFERENCES class_override_decision(override_id),
  constraint class_override_end_pkey PRIMARY KEY (override_id),
  constraint class_override_end_reason CHECK ((reason <> ''::text))
);
ALTER TABLE class_override_end ENABLE ROW LEVEL SECURITY;
CREATE POLICY class_override_end_of_territory ON class_override_end AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY class_override_end_written_at_home ON class_override_end AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER class_override_end_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.class_override_end FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON class_override_end TO sunlot_app;

CREATE TABLE consultation (
  id text not null,
  "position" bigint not null generated always as identity,
  choice_id text not null,
  agency text not null,
  partner_id text not null,
  matters text not null,
  mode text not null,
  demands text not null,
  held_on date not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint consultation_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint consultation_choice_id_fkey FOREIGN KEY (choice_id) REFERENCES joint_task(id),
  constraint consultation_demands CHECK ((demands <> ''::text)),
  constraint consultation_matters CHECK ((matters <> ''::text)),
  constraint consultation_mode CHECK ((mode <> ''::text)),
  constraint consultation_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner_department(id),
  constraint consultation_pkey PRIMARY KEY (id),
  constraint consultation_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id)
);
CREATE INDEX consultation_by_choice ON public.consultation USING btree (choice_id, partner_id, "position");
ALTER TABLE consultation ENABLE ROW LEVEL SECURITY;
CREATE POLICY consultation_of_territory ON consultation AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY consultation_written_at_home ON consultation AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER consultation_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.consultation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON consultation TO sunlot_app;

CREATE TABLE consultation_confirmation (
  consultation_id text not null,
  agency text not null,
  confirmed_on date not null,
  document text,
  confirmed_by text not null,
  confirmed_at timestamp with time zone not null,
  constraint consultation_confirmation_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint consultation_confirmation_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES app_user(id),
  constraint consultation_confirmation_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id),
  constraint consultation_confirmation_pkey PRIMARY KEY (consultation_id)
);
ALTER TABLE consultation_confirmation ENABLE ROW LEVEL SECURITY;
CREATE POLICY confirmation_of_territory ON consultation_confirmation AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY confirmation_written_at_home ON consultation_confirmation AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER consultation_confirmation_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.consultation_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON consultation_confirmation TO sunlot_app;

CREATE TABLE directed_inspection (
  id text not null,
  agency text not null,
  code text not null,
  object_key text not null,
  ground text not null,
  ground_text text not null,
  document text not null,
  planned_on date not null,
  items text[] not null,
  item_list_id text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint directed_code_once UNIQUE (agency, code),
  constraint directed_code_shape CHECK ((code ~ '^[a-z0-9][a-z0-9:._-]{0,63}$'::text)),
  constraint directed_document_present CHECK ((document <> ''::text)),
  constraint directed_inspection_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint directed_inspection_item_list_id_fkey FOREIGN KEY (item_list_id) REFERENCES item_list(id),
  constraint directed_inspection_pkey PRIMARY KEY (id),
  constraint directed_inspection_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id),
  constraint directed_items_present CHECK ((cardinality(items) > 0))
);
CREATE INDEX directed_by_day ON public.directed_inspection USING btree (agency, planned_on, id);
ALTER TABLE directed_inspection ENABLE ROW LEVEL SECURITY;
CREATE POLICY directed_of_territory ON directed_inspection AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY directed_written_at_home ON directed_inspection AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER directed_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.directed_inspection FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON directed_inspection TO sunlot_app;

CREATE TABLE directory_review (
  id text not null,
  agency text not null,
  reviewed_on date not null,
  changes text not null,
  objects integer not null,
  inspectors integer not null,
  reviewed_by text not null,
  reviewed_at timestamp with time zone not null,
  constraint directory_review_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint directory_review_changes CHECK ((changes <> ''::text)),
  constraint directory_review_pkey PRIMARY KEY (id),
  constraint directory_review_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES app_user(id)
);
CREATE INDEX directory_review_by_day ON public.directory_review USING btree (agency, reviewed_on);
ALTER TABLE directory_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory_review_of_territory ON directory_review AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY directory_review_written_at_home ON directory_review AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER directory_review_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.directory_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON directory_review TO sunlot_app;

CREATE TABLE directory_version (
  agency text not null,
  kind text not null,
  version integer not null,
  size integer not null,
  root bytea not null,
  log_index bigint not null,
  at timestamp with time zone not null,
  constraint directory_kind CHECK ((kind = ANY (ARRAY['objects'::text, 'inspectors'::text, 'items'::text, 'jointItems'::text]))),
  constraint directory_version_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint directory_version_pkey PRIMARY KEY (agency, kind, version)
);
ALTER TABLE directory_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory_version_of_territory ON directory_version AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY directory_version_written_at_home ON directory_version AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT ON directory_version TO sunlot_app;

CREATE TABLE dispatch_excuse (
  task_id text not null,
  agency text not null,
  sealed_reason bytea not null,
  approved_by text not null,
  by_user text not null,
  at timestamp with time zone not null,
  constraint dispatch_excuse_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint dispatch_excuse_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint dispatch_excuse_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint dispatch_excuse_pkey PRIMARY KEY (task_id),
  constraint dispatch_excuse_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id),
  constraint dispatch_excuse_two_people CHECK ((approved_by <> by_user))
);
ALTER TABLE dispatch_excuse ENABLE ROW LEVEL SECURITY;
CREATE POLICY dispatch_excuse_of_territory ON dispatch_excuse AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY dispatch_excuse_written_at_home ON dispatch_excuse AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER dispatch_excuse_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispatch_excuse FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON dispatch_excuse TO sunlot_app;

CREATE TABLE dispatched_again (
  "position" bigint not null generated always as identity,
  draw_id text not null,
  rank integer not null,
  k integer not null,
  agency text not null,
  answer_id text not null,
  choice text,
  items text[] not null,
  left_out jsonb not null,
  constraint dispatched_again_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint dispatched_again_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES visit_answer(id),
  constraint dispatched_again_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES dispatched_visit(draw_id, rank),
  constraint dispatched_again_pkey PRIMARY KEY ("position")
);
CREATE INDEX dispatched_again_by_visit ON public.dispatched_again USING btree (draw_id, rank, "position");
ALTER TABLE dispatched_again ENABLE ROW LEVEL SECURITY;
CREATE POLICY dispatched_again_of_territory ON dispatched_again AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY dispatched_again_written_at_home ON dispatched_again AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER dispatched_again_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispatched_again FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON dispatched_again TO sunlot_app;

CREATE TABLE dispatched_visit (
  draw_id text not null,
  rank integer not null,
  agency text not null,
  task_id text not null,
  choice text,
  method text not null,
  trigger text,
  answer_id text,
  open_offers text[] not null,
  items text[],
  left_out jsonb,
  k integer,
  constraint dispatched_items_whole CHECK ((((items IS NULL) = (left_out IS NULL)) AND ((items IS NULL) = (k IS NULL)))),
  constraint dispatched_visit_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint dispatched_visit_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES visit_answer(id),
  constraint dispatched_visit_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES drawn_object(draw_id, rank),
  constraint dispatched_visit_method CHECK ((method = ANY (ARRAY['onSite'::text, 'tech'::text, 'written'::text, 'thirdParty'::text]))),
  constraint dispatched_visit_pkey PRIMARY KEY (draw_id, rank),
  constraint dispatched_visit_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX dispatched_visit_by_task ON public.dispatched_visit USING btree (task_id);
ALTER TABLE dispatched_visit ENABLE ROW LEVEL SECURITY;
CREATE POLICY dispatched_visit_of_territory ON dispatched_visit AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY dispatched_visit_written_at_home ON dispatched_visit AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER dispatched_visit_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispatched_visit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON dispatched_visit TO sunlot_app;

CREATE TABLE draw (
  id text not null,
  agency text not null,
  task_id text not null,
  seq integer not null,
  state text not null,
  period text not null,
  stratum text not null,
  manifest text not null,
  fingerprint bytea not null,
  sealed_key bytea not null,
  warnings jsonb not null,
  rehearsals jsonb not null,
  manifest_index bigint not null,
  manifest_size bigint not null,
  frozen_by text not null,
  frozen_at timestamp with time zone not null,
  seed bytea,
  certificate text,
  result_index bigint,
  result_size bigint,
  drawn_by text,
  drawn_at timestamp with time zone,
  reveal text,
  reveal_index bigint,
  reveal_size bigint,
  revealed_by text,
  approved_by text,
  revealed_at timestamp with time zone,
  committed_size bigint,
  end_reason text,
  end_index bigint,
  end_size bigint,
  ended_by text,
  end_approved_by text,
  ended_at timestamp with time zone,
  sealed_grades bytea,
  sealed_grade_counts bytea,
  told_grades jsonb,
  constraint draw_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint draw_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint draw_committed_later CHECK ((committed_size >= manifest_size)),
  constraint draw_drawn_by_fkey FOREIGN KEY (drawn_by) REFERENCES app_user(id),
  constraint draw_end_approved_by_fkey FOREIGN KEY (end_approved_by) REFERENCES app_user(id),
  constraint draw_end_whole CHECK ((((state = ANY (ARRAY['void'::text, 'abandoned'::text])) = (ended_at IS NOT NULL)) AND ((ended_at IS NULL) = (end_reason IS NULL)) AND ((ended_at IS NULL) = (end_size IS NULL)) AND ((ended_at IS NULL) = (end_index IS NULL)) AND ((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (end_approved_by IS NULL)))),
  constraint draw_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES app_user(id),
  constraint draw_frozen_by_fkey FOREIGN KEY (frozen_by) REFERENCES app_user(id),
  constraint draw_of_agency UNIQUE (id, agency),
  constraint draw_once UNIQUE (task_id, seq),
  constraint draw_pkey PRIMARY KEY (id),
  constraint draw_result_whole CHECK ((((seed IS NULL) = (certificate IS NULL)) AND ((seed IS NULL) = (drawn_at IS NULL)) AND ((seed IS NULL) = (result_size IS NULL)))),
  constraint draw_reveal_whole CHECK ((((reveal IS NULL) = (revealed_at IS NULL)) AND ((reveal IS NULL) = (reveal_size IS NULL)))),
  constraint draw_revealed_by_fkey FOREIGN KEY (revealed_by) REFERENCES app_user(id),
  constraint draw_state CHECK ((state = ANY (ARRAY['frozen'::text, 'entered'::text, 'drawn'::text, 'revealed'::text, 'void'::text, 'abandoned'::text]))),
  constraint draw_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE UNIQUE INDEX draw_one_open ON public.draw USING btree (agency, period, stratum) WHERE (state = ANY (ARRAY['frozen'::text, 'entered'::text]));
ALTER TABLE draw ENABLE ROW LEVEL SECURITY;
CREATE POLICY draw_changed_at_home ON draw AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY draw_of_territory ON draw AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY draw_written_at_home ON draw AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER draw_fixed BEFORE UPDATE ON public.draw FOR EACH ROW EXECUTE FUNCTION refuse_draw_rewrite();
CREATE TRIGGER draw_grades_fixed BEFORE UPDATE ON public.draw FOR EACH ROW WHEN ((old.sealed_grades IS DISTINCT FROM new.sealed_grades)) EXECUTE FUNCTION refuse_grades_rewrite();
CREATE TRIGGER draw_kept BEFORE DELETE OR TRUNCATE ON public.draw FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT, UPDATE ON draw TO sunlot_app;

CREATE TABLE draw_block (
  draw_id text not null,
  agency text not null,
  kind text not null,
  no integer not null,
  before bigint not null,
  body bytea not null,
  constraint draw_block_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint draw_block_counts CHECK ((no >= 0)),
  constraint draw_block_kind CHECK ((kind = ANY (ARRAY['list'::text, 'objects'::text, 'order'::text, 'inspectors'::text, 'recusals'::text, 'rows'::text]))),
  constraint draw_block_of_draw FOREIGN KEY (draw_id, agency) REFERENCES draw(id, agency) DEFERRABLE INITIALLY DEFERRED,
  constraint draw_block_pkey PRIMARY KEY (draw_id, kind, no)
);
ALTER TABLE draw_block ENABLE ROW LEVEL SECURITY;
CREATE POLICY draw_block_of_territory ON draw_block AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY draw_block_written_at_home ON draw_block AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER draw_block_in_time BEFORE INSERT ON public.draw_block FOR EACH ROW EXECUTE FUNCTION refuse_late_block();
CREATE TRIGGER draw_block_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.draw_block FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON draw_block TO sunlot_app;

CREATE TABLE draw_entry (
  draw_id text not null,
  "position" integer not null,
  kind text not null,
  user_id text not null,
  part text not null,
  value text not null,
  at timestamp with time zone not null,
  log_index bigint,
  constraint draw_entry_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draw(id),
  constraint draw_entry_part CHECK ((part = ANY (ARRAY['operator'::text, 'witness'::text]))),
  constraint draw_entry_person_once UNIQUE (draw_id, "position", user_id),
  constraint draw_entry_pkey PRIMARY KEY (draw_id, "position", part),
  constraint draw_entry_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
ALTER TABLE draw_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY draw_entry_changed_at_home ON draw_entry AS RESTRICTIVE FOR UPDATE TO public USING ((EXISTS ( SELECT
   FROM draw d
  WHERE ((d.id = draw_entry.draw_id) AND owns(d.agency)))));
CREATE POLICY draw_entry_of_visible_draw ON draw_entry AS PERMISSIVE FOR ALL TO public USING ((EXISTS ( SELECT
   FROM draw d
  WHERE (d.id = draw_entry.draw_id))));
CREATE POLICY draw_entry_written_at_home ON draw_entry AS RESTRICTIVE FOR INSERT TO public WITH CHECK ((EXISTS ( SELECT
   FROM draw d
  WHERE ((d.id = draw_entry.draw_id) AND owns(d.agency)))));
CREATE TRIGGER draw_entry_kept BEFORE DELETE OR TRUNCATE ON public.draw_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT, UPDATE ON draw_entry TO sunlot_app;

CREATE TABLE draw_replacement (
  draw_id text not null,
  agency text not null,
  no integer not null,
  rank integer not null,
  seat text,
  sealed_reason bytea not null,
  request text not null,
  requested_by text not null,
  approved_by text not null,
  requested_at timestamp with time zone not null,
  request_index bigint not null,
  request_size bigint not null,
  result text,
  answered_by text,
  answered_at timestamp with time zone,
  result_index bigint,
  result_size bigint,
  constraint draw_replacement_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint draw_replacement_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES app_user(id),
  constraint draw_replacement_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint draw_replacement_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draw(id),
  constraint draw_replacement_pkey PRIMARY KEY (draw_id, no),
  constraint draw_replacement_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES app_user(id),
  constraint replacement_answer_whole CHECK ((((result IS NULL) = (answered_at IS NULL)) AND ((result IS NULL) = (result_index IS NULL)) AND ((result IS NULL) = (result_size IS NULL)) AND ((result IS NULL) = (answered_by IS NULL)))),
  constraint replacement_counts CHECK ((no > 0)),
  constraint replacement_people CHECK ((requested_by <> approved_by))
);
CREATE UNIQUE INDEX draw_replacement_one_open ON public.draw_replacement USING btree (draw_id) WHERE (result IS NULL);
ALTER TABLE draw_replacement ENABLE ROW LEVEL SECURITY;
CREATE POLICY replacement_of_territory ON draw_replacement AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE TRIGGER draw_replacement_fixed BEFORE UPDATE ON public.draw_replacement FOR EACH ROW EXECUTE FUNCTION refuse_replacement_rewrite();
CREATE TRIGGER draw_replacement_kept BEFORE DELETE OR TRUNCATE ON public.draw_replacement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT, UPDATE ON draw_replacement TO sunlot_app;

CREATE TABLE drawn_elsewhere (
  id text not null,
  agency text not null,
  task_id text not null,
  lead_department text not null,
  drawn_on date not null,
  document text not null,
  file_name text not null,
  file_hash bytea not null,
  sealed_file bytea not null,
  log_index bigint not null,
  imported_by text not null,
  imported_at timestamp with time zone not null,
  constraint drawn_elsewhere_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint drawn_elsewhere_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES app_user(id),
  constraint drawn_elsewhere_pkey PRIMARY KEY (id),
  constraint drawn_elsewhere_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id),
  constraint drawn_elsewhere_task_id_key UNIQUE (task_id),
  constraint elsewhere_document_present CHECK ((document <> ''::text)),
  constraint elsewhere_hash CHECK ((length(file_hash) = 32)),
  constraint elsewhere_lead_present CHECK ((lead_department <> ''::text))
);
ALTER TABLE drawn_elsewhere ENABLE ROW LEVEL SECURITY;
CREATE POLICY elsewhere_of_territory ON drawn_elsewhere AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY elsewhere_written_at_home ON drawn_elsewhere AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER drawn_elsewhere_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.drawn_elsewhere FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON drawn_elsewhere TO sunlot_app;

CREATE TABLE drawn_elsewhere_object (
  import_id text not null,
  agency text not null,
  rank integer not null,
  object_id text not null,
  sealed_team bytea,
  constraint drawn_elsewhere_object_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint drawn_elsewhere_object_import_id_fkey FOREIGN KEY (import_id) REFERENCES drawn_elsewhere(id),
  constraint drawn_elsewhere_object_object_id_fkey FOREIGN KEY (object_id) REFERENCES inspection_object(id),
  constraint drawn_elsewhere_object_pkey PRIMARY KEY (import_id, rank),
  constraint elsewhere_object_once UNIQUE (import_id, object_id)
);
ALTER TABLE drawn_elsewhere_object ENABLE ROW LEVEL SECURITY;
CREATE POLICY elsewhere_object_of_territory ON drawn_elsewhere_object AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY elsewhere_object_written_at_home ON drawn_elsewhere_object AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER drawn_elsewhere_object_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.drawn_elsewhere_object FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON drawn_elsewhere_object TO sunlot_app;

CREATE TABLE drawn_object (
  draw_id text not null,
  agency text not null,
  rank integer not null,
  object_id text not null,
  stratum text not null,
  year integer not null,
  constraint drawn_object_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint drawn_object_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draw(id),
  constraint drawn_object_object_id_fkey FOREIGN KEY (object_id) REFERENCES inspection_object(id),
  constraint drawn_object_pkey PRIMARY KEY (draw_id, rank)
);
CREATE INDEX drawn_object_by_object ON public.drawn_object USING btree (agency, year, object_id);
ALTER TABLE drawn_object ENABLE ROW LEVEL SECURITY;
CREATE POLICY drawn_object_of_territory ON drawn_object AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY drawn_object_written_at_home ON drawn_object AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER drawn_object_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.drawn_object FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON drawn_object TO sunlot_app;

CREATE TABLE drawn_seat (
  draw_id text not null,
  agency text not null,
  rank integer not null,
  seat text not null,
  inspector_id text not null,
  year integer not null,
  constraint drawn_seat_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint drawn_seat_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES drawn_object(draw_id, rank),
  constraint drawn_seat_inspector_id_fkey FOREIGN KEY (inspector_id) REFERENCES inspector(id),
  constraint drawn_seat_person_once UNIQUE (draw_id, rank, inspector_id),
  constraint drawn_seat_pkey PRIMARY KEY (draw_id, rank, seat)
);
CREATE INDEX drawn_seat_by_inspector ON public.drawn_seat USING btree (agency, year, inspector_id);
ALTER TABLE drawn_seat ENABLE ROW LEVEL SECURITY;
CREATE POLICY drawn_seat_of_territory ON drawn_seat AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY drawn_seat_written_at_home ON drawn_seat AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER drawn_seat_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.drawn_seat FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON drawn_seat TO sunlot_app;

CREATE TABLE hand_over (
  id text not null,
  agency text not null,
  object_key text not null,
  found_on date not null,
  from_certificate text not null,
  to_certificate text not null,
  handed_on date not null,
  sealed_matter bytea not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint hand_over_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint hand_over_days CHECK ((found_on <= handed_on)),
  constraint hand_over_pkey PRIMARY KEY (id),
  constraint hand_over_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id),
  constraint hand_over_two_people CHECK ((from_certificate <> to_certificate))
);
CREATE INDEX hand_over_by_agency ON public.hand_over USING btree (agency, handed_on, id);
ALTER TABLE hand_over ENABLE ROW LEVEL SECURITY;
CREATE POLICY hand_over_of_territory ON hand_over AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY hand_over_written_at_home ON hand_over AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT ON hand_over TO sunlot_app;

CREATE TABLE handed_down_entry (
  list_id text not null,
  "position" integer not null,
  object_key text,
  name text not null,
  due date,
  constraint handed_down_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES handed_down_list(id),
  constraint handed_down_entry_pkey PRIMARY KEY (list_id, "position")
);
CREATE INDEX handed_down_entry_by_object ON public.handed_down_entry USING btree (object_key, list_id);
ALTER TABLE handed_down_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY handed_down_entry_of_visible_list ON handed_down_entry AS PERMISSIVE FOR SELECT TO public USING ((EXISTS ( SELECT
   FROM handed_down_list l
  WHERE (l.id = handed_down_entry.list_id))));
CREATE POLICY handed_down_entry_written_at_home ON handed_down_entry AS PERMISSIVE FOR INSERT TO public WITH CHECK ((EXISTS ( SELECT
   FROM handed_down_list l
  WHERE ((l.id = handed_down_entry.list_id) AND owns(l.agency)))));
CREATE TRIGGER handed_down_entry_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.handed_down_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON handed_down_entry TO sunlot_app;

CREATE TABLE handed_down_list (
  id text not null,
  agency text not null,
  class text not null,
  kind text not null,
  level text not null,
  year integer not null,
  version integer not null,
  document text not null,
  imported_by text not null,
  imported_at timestamp with time zone not null,
  constraint handed_down_document CHECK ((document <> ''::text)),
  constraint handed_down_kind CHECK ((kind ~ '^(keyList|construction|row:[A-Za-z][A-Za-z0-9]*)$'::text)),
  constraint handed_down_level CHECK ((level = ANY (ARRAY['national'::text, 'provincial'::text, 'municipal'::text, 'county'::text]))),
  constraint handed_down_list_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint handed_down_list_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES app_user(id),
  constraint handed_down_list_pkey PRIMARY KEY (id),
  constraint handed_down_version UNIQUE (agency, kind, level, year, version)
);
ALTER TABLE handed_down_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY handed_down_list_of_line ON handed_down_list AS PERMISSIVE FOR SELECT TO public USING ((sees(agency) OR (agency = ANY (( SELECT own_line() AS own_line)::text[]))));
CREATE POLICY handed_down_list_written_at_home ON handed_down_list AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER handed_down_list_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.handed_down_list FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON handed_down_list TO sunlot_app;

CREATE TABLE holiday_calendar (
  year integer not null,
  notice text,
  off_days date[] not null,
  work_days date[] not null,
  updated_at timestamp with time zone not null,
  constraint holiday_calendar_pkey PRIMARY KEY (year),
  constraint holiday_year CHECK (((year >= 2000) AND (year <= 2100)))
);
GRANT INSERT, SELECT, UPDATE ON holiday_calendar TO sunlot_app;

CREATE TABLE idempotent_request (
  user_id text not null,
  key text not null,
  route text not null,
  request_hash bytea not null,
  answer text not null,
  at timestamp with time zone not null,
  constraint idempotent_key_shape CHECK (((length(key) >= 8) AND (length(key) <= 128))),
  constraint idempotent_request_pkey PRIMARY KEY (user_id, key),
  constraint idempotent_request_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
ALTER TABLE idempotent_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY idempotent_request_own ON idempotent_request AS PERMISSIVE FOR ALL TO public USING ((is_system() OR (user_id = current_setting('sunlot.actor'::text, true))));
GRANT DELETE, INSERT, SELECT, UPDATE ON idempotent_request TO sunlot_app;

CREATE TABLE import_run (
  id text not null,
  agency text not null,
  kind text not null,
  file_name text not null,
  file_hash bytea not null,
  sheet text not null,
  counts jsonb not null,
  by_user text not null,
  at timestamp with time zone not null,
  constraint import_kind CHECK ((kind = ANY (ARRAY['objects'::text, 'inspectors'::text, 'items'::text, 'visits'::text, 'jointItems'::text, 'duties'::text]))),
  constraint import_run_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint import_run_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint import_run_pkey PRIMARY KEY (id)
);
ALTER TABLE import_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_run_of_territory ON import_run AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY import_run_written_at_home ON import_run AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT ON import_run TO sunlot_app;

CREATE TABLE inspection_item (
  list_id text not null,
  serial text not null,
  "position" integer not null,
  category text not null,
  name text not null,
  object_kind text[] not null,
  grade text not null,
  methods text[] not null,
  authority text not null,
  legal_basis text[] not null,
  content text not null,
  missing text[] not null default '{}'::text[],
  origin text not null default 'list'::text,
  remarks jsonb not null default '{}'::jsonb,
  matter text not null default ''::text,
  constraint inspection_item_list_id_fkey FOREIGN KEY (list_id) REFERENCES item_list(id),
  constraint inspection_item_pkey PRIMARY KEY (list_id, serial),
  constraint item_grade CHECK ((grade = ANY (ARRAY['key'::text, 'general'::text]))),
  constraint item_origin CHECK ((origin = ANY (ARRAY['list'::text, 'derived'::text])))
);
ALTER TABLE inspection_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY item_changed_at_home ON inspection_item AS RESTRICTIVE FOR UPDATE TO public USING ((EXISTS ( SELECT
   FROM item_list l
  WHERE ((l.id = inspection_item.list_id) AND owns(l.agency)))));
CREATE POLICY item_deleted_at_home ON inspection_item AS RESTRICTIVE FOR DELETE TO public USING ((EXISTS ( SELECT
   FROM item_list l
  WHERE ((l.id = inspection_item.list_id) AND owns(l.agency)))));
CREATE POLICY item_of_visible_list ON inspection_item AS PERMISSIVE FOR ALL TO public USING ((EXISTS ( SELECT
   FROM item_list l
  WHERE (l.id = inspection_item.list_id))));
CREATE POLICY item_written_at_home ON inspection_item AS RESTRICTIVE FOR INSERT TO public WITH CHECK ((EXISTS ( SELECT
   FROM item_list l
  WHERE ((l.id = inspection_item.list_id) AND owns(l.agency)))));
GRANT DELETE, INSERT, SELECT, UPDATE ON inspection_item TO sunlot_app;

CREATE TABLE inspection_object (
  id text not null,
  agency text not null,
  key text not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  region text not null,
  permit_category text not null,
  status text not null,
  status_since date,
  facts jsonb not null,
  sealed_remarks bytea,
  row_hash bytea not null,
  added_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint inspection_object_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint inspection_object_pkey PRIMARY KEY (id),
  constraint object_once UNIQUE (agency, key),
  constraint object_status CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text, 'deregistered'::text, 'moved'::text])))
);
CREATE INDEX inspection_object_by_name ON public.inspection_object USING btree (agency, name_pinyin, id);
ALTER TABLE inspection_object ENABLE ROW LEVEL SECURITY;
CREATE POLICY object_changed_at_home ON inspection_object AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY object_of_territory ON inspection_object AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY object_written_at_home ON inspection_object AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER object_changed AFTER UPDATE ON public.inspection_object FOR EACH ROW WHEN ((old.row_hash IS DISTINCT FROM new.row_hash)) EXECUTE FUNCTION record_object_change();
CREATE TRIGGER object_earlier_row AFTER UPDATE ON public.inspection_object FOR EACH ROW WHEN ((old.facts IS DISTINCT FROM new.facts)) EXECUTE FUNCTION keep_earlier_object();
GRANT INSERT, SELECT, UPDATE ON inspection_object TO sunlot_app;

CREATE TABLE inspector (
  id text not null,
  agency text not null,
  certificate_no text not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  department text not null,
  certificate_valid_to date,
  facts jsonb not null,
  sealed_personal bytea,
  sealed_remarks bytea,
  row_hash bytea not null,
  disabled_at timestamp with time zone,
  added_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint inspector_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint inspector_once UNIQUE (agency, certificate_no),
  constraint inspector_pkey PRIMARY KEY (id)
);
CREATE INDEX inspector_by_name ON public.inspector USING btree (agency, name_pinyin, id);
ALTER TABLE inspector ENABLE ROW LEVEL SECURITY;
CREATE POLICY inspector_changed_at_home ON inspector AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY inspector_of_territory ON inspector AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY inspector_written_at_home ON inspector AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER inspector_earlier_row AFTER UPDATE ON public.inspector FOR EACH ROW WHEN ((old.facts IS DISTINCT FROM new.facts)) EXECUTE FUNCTION keep_earlier_inspector();
GRANT INSERT, SELECT, UPDATE ON inspector TO sunlot_app;

CREATE TABLE inspector_absence (
  id text not null,
  agency text not null,
  certificate_no text not null,
  from_day date not null,
  to_day date,
  called_off boolean not null default false,
  sealed_reason bytea not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint absence_span CHECK (((to_day IS NULL) OR (from_day <= to_day))),
  constraint inspector_absence_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint inspector_absence_pkey PRIMARY KEY (id),
  constraint inspector_absence_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id)
);
CREATE INDEX absence_by_person ON public.inspector_absence USING btree (agency, certificate_no, from_day);
ALTER TABLE inspector_absence ENABLE ROW LEVEL SECURITY;
CREATE POLICY absence_changed_at_home ON inspector_absence AS PERMISSIVE FOR UPDATE TO public USING (owns(agency)) WITH CHECK (owns(agency));
CREATE POLICY absence_of_territory ON inspector_absence AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY absence_written_at_home ON inspector_absence AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT, UPDATE ON inspector_absence TO sunlot_app;

CREATE TABLE inspector_account (
  user_id text not null,
  agency text not null,
  certificate_no text not null,
  bound_by text not null,
  bound_at timestamp with time zone not null,
  constraint inspector_account_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint inspector_account_bound_by_fkey FOREIGN KEY (bound_by) REFERENCES app_user(id),
  constraint inspector_account_once UNIQUE (agency, certificate_no),
  constraint inspector_account_pkey PRIMARY KEY (user_id),
  constraint inspector_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
ALTER TABLE inspector_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY inspector_account_of_territory ON inspector_account AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY inspector_account_removed_at_home ON inspector_account AS PERMISSIVE FOR DELETE TO public USING (owns(agency));
CREATE POLICY inspector_account_written_at_home ON inspector_account AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT DELETE, INSERT, SELECT ON inspector_account TO sunlot_app;

CREATE TABLE inspector_earlier (
  "position" bigint not null generated always as identity,
  agency text not null,
  certificate_no text not null,
  until_day date not null,
  facts jsonb not null,
  at timestamp with time zone not null,
  constraint inspector_earlier_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint inspector_earlier_pkey PRIMARY KEY ("position")
);
CREATE INDEX inspector_earlier_by_person ON public.inspector_earlier USING btree (agency, certificate_no, "position");
ALTER TABLE inspector_earlier ENABLE ROW LEVEL SECURITY;
CREATE POLICY inspector_earlier_of_territory ON inspector_earlier AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY inspector_earlier_written_at_home ON inspector_earlier AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER inspector_earlier_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inspector_earlier FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON inspector_earlier TO sunlot_app;

CREATE TABLE item_adjustment (
  id text not null,
  "position" bigint not null generated always as identity,
  list_id text not null,
  agency text not null,
  ground text not null,
  document text not null,
  effective_on date not null,
  added text[] not null,
  changed text[] not null,
  ended jsonb not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint adjustment_document_present CHECK ((document <> ''::text)),
  constraint adjustment_ground CHECK ((ground = ANY (ARRAY['enacted'::text, 'amended'::text, 'repealed'::text, 'interpreted'::text, 'dutyChanged'::text, 'practice'::text]))),
  constraint adjustment_of_something CHECK ((((cardinality(added) + cardinality(changed)) + jsonb_array_length(ended)) > 0)),
  constraint item_adjustment_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint item_adjustment_list_id_fkey FOREIGN KEY (list_id) REFERENCES item_list(id),
  constraint item_adjustment_pkey PRIMARY KEY (id),
  constraint item_adjustment_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id)
);
CREATE INDEX item_adjustment_by_list ON public.item_adjustment USING btree (list_id, "position");
ALTER TABLE item_adjustment ENABLE ROW LEVEL SECURITY;
CREATE POLICY item_adjustment_of_territory ON item_adjustment AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY item_adjustment_written_at_home ON item_adjustment AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER item_adjustment_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.item_adjustment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON item_adjustment TO sunlot_app;

CREATE TABLE item_list (
  id text not null,
  agency text not null,
  version integer not null,
  state text not null,
  source_hash bytea not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  published_by text,
  published_at timestamp with time zone,
  channel text,
  url text,
  approved_by text,
  approved_at timestamp with time zone,
  parent_list_id text,
  constraint item_list_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint item_list_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint item_list_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id),
  constraint item_list_parent_list_id_fkey FOREIGN KEY (parent_list_id) REFERENCES item_list(id),
  constraint item_list_pkey PRIMARY KEY (id),
  constraint item_list_publication CHECK (((state = 'draft'::text) OR ((published_at IS NOT NULL) AND (channel IS NOT NULL) AND (url IS NOT NULL)))),
  constraint item_list_published_by_fkey FOREIGN KEY (published_by) REFERENCES app_user(id),
  constraint item_list_state CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'superseded'::text]))),
  constraint item_list_version UNIQUE (agency, version)
);
CREATE UNIQUE INDEX item_list_one_draft ON public.item_list USING btree (agency) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX item_list_one_published ON public.item_list USING btree (agency) WHERE (state = 'published'::text);
ALTER TABLE item_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY item_list_changed_at_home ON item_list AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY item_list_of_territory ON item_list AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY item_list_published ON item_list AS PERMISSIVE FOR SELECT TO public USING ((state <> 'draft'::text));
CREATE POLICY item_list_written_at_home ON item_list AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT, UPDATE ON item_list TO sunlot_app;

CREATE TABLE item_push (
  id text not null,
  "position" bigint not null generated always as identity,
  agency text not null,
  list_id text not null,
  platform text not null,
  status text not null,
  receipt text not null,
  items integer not null,
  content_hash bytea not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint item_push_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint item_push_list_id_fkey FOREIGN KEY (list_id) REFERENCES item_list(id),
  constraint item_push_pkey PRIMARY KEY (id),
  constraint item_push_platform_present CHECK ((platform <> ''::text)),
  constraint item_push_receipt CHECK (((status = 'sent'::text) OR (receipt <> ''::text))),
  constraint item_push_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id),
  constraint item_push_status CHECK ((status = ANY (ARRAY['sent'::text, 'accepted'::text, 'rejected'::text])))
);
CREATE INDEX item_push_by_list ON public.item_push USING btree (list_id, "position");
ALTER TABLE item_push ENABLE ROW LEVEL SECURITY;
CREATE POLICY item_push_of_territory ON item_push AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY item_push_written_at_home ON item_push AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER item_push_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.item_push FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON item_push TO sunlot_app;

CREATE TABLE joint_item (
  list_id text not null,
  serial text not null,
  "position" integer not null,
  name text not null,
  lead_department text not null,
  partner_departments text[] not null,
  object_kind text not null,
  matters text not null,
  mode text not null,
  demands text not null,
  remarks jsonb not null default '{}'::jsonb,
  constraint joint_item_list_id_fkey FOREIGN KEY (list_id) REFERENCES joint_list(id),
  constraint joint_item_partners CHECK ((cardinality(partner_departments) > 0)),
  constraint joint_item_pkey PRIMARY KEY (list_id, serial)
);
ALTER TABLE joint_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY joint_item_of_visible_list ON joint_item AS PERMISSIVE FOR SELECT TO public USING ((EXISTS ( SELECT
   FROM joint_list l
  WHERE (l.id = joint_item.list_id))));
CREATE POLICY joint_item_removed_at_home ON joint_item AS PERMISSIVE FOR DELETE TO public USING ((EXISTS ( SELECT
   FROM joint_list l
  WHERE ((l.id = joint_item.list_id) AND (l.state = 'draft'::text) AND owns(l.agency)))));
CREATE POLICY joint_item_written_at_home ON joint_item AS PERMISSIVE FOR INSERT TO public WITH CHECK ((EXISTS ( SELECT
   FROM joint_list l
  WHERE ((l.id = joint_item.list_id) AND owns(l.agency)))));
GRANT DELETE, INSERT, SELECT ON joint_item TO sunlot_app;

CREATE TABLE joint_list (
  id text not null,
  agency text not null,
  version integer not null,
  state text not null,
  source text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  published_by text,
  published_at timestamp with time zone,
  channel text,
  url text,
  constraint joint_list_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint joint_list_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id),
  constraint joint_list_pkey PRIMARY KEY (id),
  constraint joint_list_publication CHECK (((state = 'draft'::text) OR ((published_at IS NOT NULL) AND (channel IS NOT NULL) AND (url IS NOT NULL)))),
  constraint joint_list_published_by_fkey FOREIGN KEY (published_by) REFERENCES app_user(id),
  constraint joint_list_source CHECK ((source = ANY (ARRAY['pack'::text, 'file'::text]))),
  constraint joint_list_state CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'superseded'::text]))),
  constraint joint_list_version UNIQUE (agency, version)
);
CREATE UNIQUE INDEX joint_list_one_draft ON public.joint_list USING btree (agency) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX joint_list_one_published ON public.joint_list USING btree (agency) WHERE (state = 'published'::text);
ALTER TABLE joint_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY joint_list_changed_at_home ON joint_list AS PERMISSIVE FOR UPDATE TO public USING (owns(agency)) WITH CHECK (owns(agency));
CREATE POLICY joint_list_of_territory ON joint_list AS PERMISSIVE FOR SELECT TO public USING ((sees(agency) OR (state <> 'draft'::text)));
CREATE POLICY joint_list_written_at_home ON joint_list AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT, UPDATE ON joint_list TO sunlot_app;

CREATE TABLE joint_task (
  id text not null,
  "position" bigint not null generated always as identity,
  task_id text not null,
  agency text not null,
  joint_list_id text not null,
  items text[] not null,
  partners text[] not null,
  chosen_by text not null,
  chosen_at timestamp with time zone not null,
  constraint joint_task_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint joint_task_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES app_user(id),
  constraint joint_task_items CHECK ((cardinality(items) > 0)),
  constraint joint_task_joint_list_id_fkey FOREIGN KEY (joint_list_id) REFERENCES joint_list(id),
  constraint joint_task_partners CHECK ((cardinality(partners) > 0)),
  constraint joint_task_pkey PRIMARY KEY (id),
  constraint joint_task_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX joint_task_by_task ON public.joint_task USING btree (task_id, "position");
ALTER TABLE joint_task ENABLE ROW LEVEL SECURITY;
CREATE POLICY joint_task_of_territory ON joint_task AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY joint_task_written_at_home ON joint_task AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER joint_task_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.joint_task FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON joint_task TO sunlot_app;

CREATE TABLE list_steward (
  "position" bigint not null generated always as identity,
  agency text not null,
  list text not null,
  user_id text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint list_steward_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint list_steward_list CHECK ((list = ANY (ARRAY['items'::text, 'objects'::text, 'inspectors'::text]))),
  constraint list_steward_pkey PRIMARY KEY ("position"),
  constraint list_steward_set_by_fkey FOREIGN KEY (set_by) REFERENCES app_user(id),
  constraint list_steward_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX list_steward_by_agency ON public.list_steward USING btree (agency, list, "position");
ALTER TABLE list_steward ENABLE ROW LEVEL SECURITY;
CREATE POLICY list_steward_of_territory ON list_steward AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY list_steward_written_at_home ON list_steward AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER list_steward_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.list_steward FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON list_steward TO sunlot_app;

CREATE TABLE log_checkpoint (
  tree text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  at timestamp with time zone not null,
  constraint log_checkpoint_pkey PRIMARY KEY (tree, size)
);
CREATE TRIGGER log_checkpoint_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON log_checkpoint TO sunlot_app;

CREATE TABLE log_cosignature (
  tree text not null,
  size bigint not null,
  witness text not null,
  "time" timestamp with time zone not null,
  line text not null,
  brought_by text not null,
  at timestamp with time zone not null,
  constraint log_cosignature_brought_by_fkey FOREIGN KEY (brought_by) REFERENCES app_user(id),
  constraint log_cosignature_checkpoint FOREIGN KEY (tree, size) REFERENCES log_checkpoint(tree, size),
  constraint log_cosignature_pkey PRIMARY KEY (tree, size, witness, "time")
);
CREATE TRIGGER log_cosignature_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_cosignature FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON log_cosignature TO sunlot_app;

CREATE TABLE log_entry (
  tree text not null,
  index bigint not null,
  type text not null,
  agency text,
  subject text,
  entry bytea not null,
  at timestamp with time zone not null,
  constraint log_entry_pkey PRIMARY KEY (tree, index),
  constraint log_entry_size CHECK ((length(entry) <= 65535)),
  constraint log_index CHECK ((index >= 0)),
  constraint log_tree CHECK ((tree = ANY (ARRAY['public'::text, 'audit'::text])))
);
CREATE INDEX log_entry_by_subject ON public.log_entry USING btree (tree, subject, index);
ALTER TABLE log_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY log_entry_append ON log_entry AS PERMISSIVE FOR INSERT TO public WITH CHECK (true);
CREATE POLICY log_entry_public_to_all ON log_entry AS PERMISSIVE FOR SELECT TO public USING (((tree = 'public'::text) OR is_system()));
CREATE TRIGGER log_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON log_entry TO sunlot_app;

CREATE TABLE log_node (
  tree text not null,
  level integer not null,
  index bigint not null,
  hash bytea not null,
  constraint log_node_hash CHECK ((length(hash) = 32)),
  constraint log_node_level CHECK (((level >= 0) AND (level <= 62))),
  constraint log_node_pkey PRIMARY KEY (tree, level, index)
);
CREATE TRIGGER log_node_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_node FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON log_node TO sunlot_app;

CREATE TABLE object_change (
  "position" bigint not null generated always as identity,
  agency text not null,
  object_key text not null,
  field text not null,
  before text,
  after text,
  since date,
  import_run text,
  at timestamp with time zone not null,
  constraint object_change_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint object_change_pkey PRIMARY KEY ("position")
);
CREATE INDEX object_change_by_object ON public.object_change USING btree (agency, object_key, "position");
ALTER TABLE object_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY object_change_of_territory ON object_change AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY object_change_written_at_home ON object_change AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER object_change_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.object_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON object_change TO sunlot_app;

CREATE TABLE object_earlier (
  "position" bigint not null generated always as identity,
  agency text not null,
  object_key text not null,
  until_day date,
  status_until date,
  stated boolean not null,
  facts jsonb not null,
  at timestamp with time zone not null,
  constraint object_earlier_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint object_earlier_pkey PRIMARY KEY ("position")
);
CREATE INDEX object_earlier_by_object ON public.object_earlier USING btree (agency, object_key, "position");
ALTER TABLE object_earlier ENABLE ROW LEVEL SECURITY;
CREATE POLICY object_earlier_of_territory ON object_earlier AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY object_earlier_written_at_home ON object_earlier AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER object_earlier_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.object_earlier FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON object_earlier TO sunlot_app;

CREATE TABLE own_ratio (
  id text not null,
  agency text not null,
  class text not null,
  every text not null,
  p integer not null,
  q integer not null,
  valid_from date not null,
  grounds jsonb not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint own_ratio_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint own_ratio_every CHECK ((every = ANY (ARRAY['month'::text, 'quarter'::text, 'halfYear'::text, 'year'::text]))),
  constraint own_ratio_pkey PRIMARY KEY (id),
  constraint own_ratio_set_by_fkey FOREIGN KEY (set_by) REFERENCES app_user(id),
  constraint own_ratio_share CHECK (((0 < p) AND (p <= q)))
);
CREATE INDEX own_ratio_by_agency ON public.own_ratio USING btree (agency, class, valid_from);
ALTER TABLE own_ratio ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_ratio_of_territory ON own_ratio AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY own_ratio_written_at_home ON own_ratio AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER own_ratio_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.own_ratio FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON own_ratio TO sunlot_app;

CREATE TABLE pack_version (
  pack text not null,
  version integer not null,
  effective_from date not null,
  content_hash bytea not null,
  content jsonb not null,
  stored_at timestamp with time zone not null,
  constraint pack_version_pkey PRIMARY KEY (pack, version)
);
CREATE TRIGGER pack_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pack_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON pack_version TO sunlot_app;

CREATE TABLE partner_department (
  id text not null,
  agency text not null,
  name text not null,
  sealed_contact bytea,
  user_id text,
  added_by text not null,
  added_at timestamp with time zone not null,
  constraint partner_department_added_by_fkey FOREIGN KEY (added_by) REFERENCES app_user(id),
  constraint partner_department_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint partner_department_pkey PRIMARY KEY (id),
  constraint partner_department_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  constraint partner_department_user_id_key UNIQUE (user_id),
  constraint partner_name_present CHECK ((name <> ''::text)),
  constraint partner_once UNIQUE (agency, name)
);
ALTER TABLE partner_department ENABLE ROW LEVEL SECURITY;
CREATE POLICY partner_changed_at_home ON partner_department AS PERMISSIVE FOR UPDATE TO public USING (owns(agency)) WITH CHECK (owns(agency));
CREATE POLICY partner_of_territory ON partner_department AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY partner_written_at_home ON partner_department AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT INSERT, SELECT, UPDATE ON partner_department TO sunlot_app;

CREATE TABLE password_reset (
  user_id text not null,
  reset_at timestamp with time zone not null,
  by_login text not null,
  used_at timestamp with time zone,
  used_from text,
  constraint password_reset_pkey PRIMARY KEY (user_id, reset_at),
  constraint password_reset_used_whole CHECK (((used_at IS NULL) = (used_from IS NULL))),
  constraint password_reset_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
ALTER TABLE password_reset ENABLE ROW LEVEL SECURITY;
CREATE POLICY password_reset_made ON password_reset AS PERMISSIVE FOR INSERT TO public WITH CHECK (is_system());
CREATE POLICY password_reset_own ON password_reset AS PERMISSIVE FOR SELECT TO public USING ((is_system() OR (user_id = current_setting('sunlot.actor'::text, true))));
CREATE POLICY password_reset_used ON password_reset AS PERMISSIVE FOR UPDATE TO public USING (((is_system() OR (user_id = current_setting('sunlot.actor'::text, true))) AND (used_at IS NULL))) WITH CHECK ((used_at IS NOT NULL));
GRANT INSERT, SELECT, UPDATE (used_at), UPDATE (used_from) ON password_reset TO sunlot_app;

CREATE TABLE period_report (
  id text not null,
  agency text not null,
  period text not null,
  topic text not null,
  version integer not null,
  sent_on date not null,
  receivers text[] not null,
  view text not null,
  sum text not null,
  cases integer not null,
  sealed_cases bytea,
  by_user text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint period_report_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint period_report_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint period_report_cases CHECK ((cases >= 0)),
  constraint period_report_cases_whole CHECK ((((cases > 0) = (sealed_cases IS NOT NULL)) AND ((cases = 0) OR (topic = 'quarterlySummary'::text)))),
  constraint period_report_counts CHECK ((version > 0)),
  constraint period_report_once UNIQUE (agency, period, topic, version),
  constraint period_report_period CHECK ((period ~ '^[0-9]{4}Q[1-4]$'::text)),
  constraint period_report_pkey PRIMARY KEY (id),
  constraint period_report_received CHECK ((cardinality(receivers) > 0)),
  constraint period_report_sum CHECK ((sum ~ '^[0-9a-f]{64}$'::text)),
  constraint period_report_topic CHECK ((topic = ANY (ARRAY['quarterlySummary'::text, 'quarterlyStatistics'::text])))
);
ALTER TABLE period_report ENABLE ROW LEVEL SECURITY;
CREATE POLICY period_report_of_territory ON period_report AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY period_report_written_at_home ON period_report AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER period_report_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.period_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON period_report TO sunlot_app;

CREATE TABLE period_report_evidence (
  id text not null,
  report text not null,
  agency text not null,
  case_no integer not null,
  no integer not null,
  kind text not null,
  bytes integer not null,
  sum text not null,
  sealed_name bytea not null,
  sealed_content bytea not null,
  by_user text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint period_report_evidence_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint period_report_evidence_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint period_report_evidence_counts CHECK (((case_no > 0) AND (no > 0))),
  constraint period_report_evidence_kind CHECK ((kind = ANY (ARRAY['pdf'::text, 'jpeg'::text, 'png'::text, 'xlsx'::text, 'docx'::text, 'zip'::text]))),
  constraint period_report_evidence_once UNIQUE (report, case_no, sum),
  constraint period_report_evidence_pkey PRIMARY KEY (id),
  constraint period_report_evidence_place UNIQUE (report, case_no, no),
  constraint period_report_evidence_report_fkey FOREIGN KEY (report) REFERENCES period_report(id),
  constraint period_report_evidence_size CHECK (((bytes > 0) AND (bytes <= 20971520))),
  constraint period_report_evidence_sum CHECK ((sum ~ '^[0-9a-f]{64}$'::text))
);
ALTER TABLE period_report_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY period_report_evidence_of_territory ON period_report_evidence AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY period_report_evidence_written_at_home ON period_report_evidence AS PERMISSIVE FOR INSERT TO public WITH CHECK ((owns(agency) AND (EXISTS ( SELECT
   FROM period_report r
  WHERE ((r.id = period_report_evidence.report) AND (r.agency = period_report_evidence.agency) AND (period_report_evidence.case_no <= r.cases))))));
CREATE TRIGGER period_report_evidence_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.period_report_evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON period_report_evidence TO sunlot_app;

CREATE TABLE period_verdict (
  id text not null,
  agency text not null,
  period text not null,
  version integer not null,
  state text not null,
  ground text,
  verdict text,
  view text,
  sum text,
  reason text,
  by_user text,
  by_name text not null,
  at timestamp with time zone not null,
  constraint period_verdict_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint period_verdict_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint period_verdict_closed_whole CHECK ((((state = 'closed'::text) = (view IS NOT NULL)) AND ((view IS NULL) = (sum IS NULL)) AND ((view IS NULL) = (ground IS NULL)) AND ((view IS NULL) = (verdict IS NULL)))),
  constraint period_verdict_counts CHECK ((version > 0)),
  constraint period_verdict_ground CHECK ((ground = ANY (ARRAY['time'::text, 'concluded'::text]))),
  constraint period_verdict_once UNIQUE (agency, period, version),
  constraint period_verdict_period CHECK ((period ~ '^[0-9]{4}(Q[1-4])?$'::text)),
  constraint period_verdict_pkey PRIMARY KEY (id),
  constraint period_verdict_reason CHECK ((reason <> ''::text)),
  constraint period_verdict_reopened_whole CHECK ((((state = 'reopened'::text) = (reason IS NOT NULL)) AND ((state = 'closed'::text) OR (by_user IS NOT NULL)))),
  constraint period_verdict_state CHECK ((state = ANY (ARRAY['closed'::text, 'reopened'::text]))),
  constraint period_verdict_sum CHECK ((sum ~ '^[0-9a-f]{64}$'::text)),
  constraint period_verdict_turns CHECK (((state = 'closed'::text) = ((version % 2) = 1))),
  constraint period_verdict_verdict CHECK ((verdict = ANY (ARRAY['compliant'::text, 'warning'::text, 'noncompliant'::text])))
);
ALTER TABLE period_verdict ENABLE ROW LEVEL SECURITY;
CREATE POLICY period_verdict_of_territory ON period_verdict AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY period_verdict_written_at_home ON period_verdict AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER period_verdict_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.period_verdict FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON period_verdict TO sunlot_app;

CREATE TABLE plan_act (
  plan_id text not null,
  act text not null,
  agency text not null,
  year integer not null,
  explained jsonb,
  verdict_id text,
  file_number text,
  by_user text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint plan_act_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint plan_act_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint plan_act_file_number CHECK ((file_number <> ''::text)),
  constraint plan_act_kind CHECK ((act = ANY (ARRAY['closed'::text, 'archived'::text]))),
  constraint plan_act_once UNIQUE (agency, year, act),
  constraint plan_act_pkey PRIMARY KEY (plan_id, act),
  constraint plan_act_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES annual_plan(id),
  constraint plan_act_verdict_id_fkey FOREIGN KEY (verdict_id) REFERENCES period_verdict(id),
  constraint plan_archiving_number CHECK (((act = 'archived'::text) OR (file_number IS NULL))),
  constraint plan_closing_whole CHECK ((((act = 'closed'::text) = (explained IS NOT NULL)) AND ((act = 'closed'::text) = (verdict_id IS NOT NULL))))
);
ALTER TABLE plan_act ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_act_of_territory ON plan_act AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY plan_act_written_at_home ON plan_act AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER plan_act_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_act FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON plan_act TO sunlot_app;

CREATE TABLE plan_entry (
  id text not null,
  plan_id text not null,
  entry text not null,
  "position" integer not null,
  rule text not null,
  class text not null,
  level text not null,
  period text not null,
  base integer not null,
  required integer not null,
  recommended integer not null,
  n integer not null,
  clause jsonb not null,
  fields jsonb not null,
  kind text not null default 'daily'::text,
  scope jsonb,
  constraint plan_entry_counts CHECK (((base >= 0) AND (required >= 0) AND (n >= 0) AND (n <= base))),
  constraint plan_entry_kind CHECK ((kind = ANY (ARRAY['daily'::text, 'campaign'::text, 'internalJoint'::text, 'interdepartmental'::text]))),
  constraint plan_entry_once UNIQUE (plan_id, entry),
  constraint plan_entry_pkey PRIMARY KEY (id),
  constraint plan_entry_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
);
ALTER TABLE plan_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_entry_changed_at_home ON plan_entry AS RESTRICTIVE FOR UPDATE TO public USING ((EXISTS ( SELECT
   FROM annual_plan p
  WHERE ((p.id = plan_entry.plan_id) AND owns(p.agency)))));
CREATE POLICY plan_entry_deleted_at_home ON plan_entry AS RESTRICTIVE FOR DELETE TO public USING ((EXISTS ( SELECT
   FROM annual_plan p
  WHERE ((p.id = plan_entry.plan_id) AND owns(p.agency)))));
CREATE POLICY plan_entry_of_visible_plan ON plan_entry AS PERMISSIVE FOR ALL TO public USING ((EXISTS ( SELECT
   FROM annual_plan p
  WHERE (p.id = plan_entry.plan_id))));
CREATE POLICY plan_entry_written_at_home ON plan_entry AS RESTRICTIVE FOR INSERT TO public WITH CHECK ((EXISTS ( SELECT
   FROM annual_plan p
  WHERE ((p.id = plan_entry.plan_id) AND owns(p.agency)))));
GRANT DELETE, INSERT, SELECT, UPDATE ON plan_entry TO sunlot_app;

GRANT SELECT ON public_draw TO sunlot_app;

GRANT SELECT ON public_list_block TO sunlot_app;

CREATE TABLE recusal (
  agency text not null,
  certificate_no text not null,
  object_key text not null,
  reason text,
  declared_at timestamp with time zone not null,
  declared_by text,
  sealed_reason bytea,
  constraint recusal_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint recusal_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES app_user(id),
  constraint recusal_pkey PRIMARY KEY (agency, certificate_no, object_key),
  constraint recusal_reason_once CHECK (((reason IS NULL) <> (sealed_reason IS NULL)))
);
ALTER TABLE recusal ENABLE ROW LEVEL SECURITY;
CREATE POLICY recusal_changed_at_home ON recusal AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY recusal_deleted_at_home ON recusal AS RESTRICTIVE FOR DELETE TO public USING (owns(agency));
CREATE POLICY recusal_of_territory ON recusal AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY recusal_written_at_home ON recusal AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT DELETE, INSERT, SELECT, UPDATE ON recusal TO sunlot_app;

CREATE TABLE reference_duty (
  agency text not null,
  "position" integer not null,
  source text not null,
  duty_no text not null,
  name text not null,
  suitable boolean not null,
  item text not null,
  remarks jsonb not null default '{}'::jsonb,
  constraint duty_name_present CHECK ((name <> ''::text)),
  constraint duty_source CHECK ((source = ANY (ARRAY['threeFixed'::text, 'powers'::text, 'internetSupervision'::text]))),
  constraint reference_duty_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint reference_duty_pkey PRIMARY KEY (agency, "position")
);
ALTER TABLE reference_duty ENABLE ROW LEVEL SECURITY;
CREATE POLICY duty_of_territory ON reference_duty AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY duty_removed_at_home ON reference_duty AS PERMISSIVE FOR DELETE TO public USING (owns(agency));
CREATE POLICY duty_written_at_home ON reference_duty AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
GRANT DELETE, INSERT, SELECT ON reference_duty TO sunlot_app;

CREATE TABLE replaced_place (
  draw_id text not null,
  agency text not null,
  no integer not null,
  rank integer not null,
  k integer not null,
  object_id text,
  constraint replaced_place_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint replaced_place_draw_id_no_fkey FOREIGN KEY (draw_id, no) REFERENCES draw_replacement(draw_id, no),
  constraint replaced_place_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES drawn_object(draw_id, rank),
  constraint replaced_place_object_id_fkey FOREIGN KEY (object_id) REFERENCES inspection_object(id),
  constraint replaced_place_pkey PRIMARY KEY (draw_id, no, rank)
);
ALTER TABLE replaced_place ENABLE ROW LEVEL SECURITY;
CREATE POLICY replaced_place_of_territory ON replaced_place AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE TRIGGER replaced_place_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.replaced_place FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON replaced_place TO sunlot_app;

CREATE TABLE replaced_seat (
  draw_id text not null,
  agency text not null,
  no integer not null,
  rank integer not null,
  seat text not null,
  inspector_id text not null,
  constraint replaced_seat_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint replaced_seat_draw_id_no_rank_fkey FOREIGN KEY (draw_id, no, rank) REFERENCES replaced_place(draw_id, no, rank),
  constraint replaced_seat_inspector_id_fkey FOREIGN KEY (inspector_id) REFERENCES inspector(id),
  constraint replaced_seat_person_once UNIQUE (draw_id, no, rank, inspector_id),
  constraint replaced_seat_pkey PRIMARY KEY (draw_id, no, rank, seat)
);
ALTER TABLE replaced_seat ENABLE ROW LEVEL SECURITY;
CREATE POLICY replaced_seat_of_territory ON replaced_seat AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE TRIGGER replaced_seat_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.replaced_seat FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON replaced_seat TO sunlot_app;

CREATE TABLE replacement_application (
  draw_id text not null,
  agency text not null,
  no integer not null,
  rank integer not null,
  seat text,
  sealed_terms bytea not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  outcome text,
  sealed_note bytea,
  decided_by text,
  decided_at timestamp with time zone,
  replacement_no integer,
  constraint replacement_application_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint replacement_application_counts CHECK ((no > 0)),
  constraint replacement_application_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES app_user(id),
  constraint replacement_application_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draw(id),
  constraint replacement_application_draw_id_replacement_no_fkey FOREIGN KEY (draw_id, replacement_no) REFERENCES draw_replacement(draw_id, no),
  constraint replacement_application_outcome CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint replacement_application_people CHECK (((outcome IS NULL) OR (outcome = 'withdrawn'::text) OR (decided_by <> requested_by))),
  constraint replacement_application_pkey PRIMARY KEY (draw_id, no),
  constraint replacement_application_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES app_user(id),
  constraint replacement_application_whole CHECK ((((outcome IS NULL) = (decided_by IS NULL)) AND ((outcome IS NULL) = (decided_at IS NULL)) AND ((NOT (outcome IS DISTINCT FROM 'approved'::text)) = (replacement_no IS NOT NULL)) AND ((sealed_note IS NOT NULL) = (NOT (outcome IS DISTINCT FROM 'refused'::text)))))
);
CREATE UNIQUE INDEX replacement_application_one_open ON public.replacement_application USING btree (draw_id) WHERE (outcome IS NULL);
ALTER TABLE replacement_application ENABLE ROW LEVEL SECURITY;
CREATE POLICY replacement_application_changed_at_home ON replacement_application AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY replacement_application_of_territory ON replacement_application AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY replacement_application_written_at_home ON replacement_application AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER replacement_application_decided BEFORE UPDATE ON public.replacement_application FOR EACH ROW EXECUTE FUNCTION refuse_decided_application();
CREATE TRIGGER replacement_application_kept BEFORE DELETE OR TRUNCATE ON public.replacement_application FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT, UPDATE (decided_at), UPDATE (decided_by), UPDATE (outcome), UPDATE (replacement_no), UPDATE (sealed_note) ON replacement_application TO sunlot_app;

CREATE TABLE role_change (
  id text not null,
  user_id text not null,
  change text not null,
  roles text[] not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  outcome text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint role_change_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES app_user(id),
  constraint role_change_kind CHECK ((change = ANY (ARRAY['grant'::text, 'revoke'::text]))),
  constraint role_change_not_own CHECK ((proposed_by <> user_id)),
  constraint role_change_outcome CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint role_change_pkey PRIMARY KEY (id),
  constraint role_change_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES app_user(id),
  constraint role_change_roles CHECK ((cardinality(roles) > 0)),
  constraint role_change_two_people CHECK (((outcome IS DISTINCT FROM 'confirmed'::text) OR ((decided_by <> proposed_by) AND (decided_by <> user_id)))),
  constraint role_change_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  constraint role_change_whole CHECK ((((outcome IS NULL) = (decided_by IS NULL)) AND ((outcome IS NULL) = (decided_at IS NULL))))
);
CREATE UNIQUE INDEX role_change_one_open ON public.role_change USING btree (user_id) WHERE (outcome IS NULL);
ALTER TABLE role_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY role_change_of_installation ON role_change AS PERMISSIVE FOR ALL TO public USING (is_system());
CREATE TRIGGER role_change_kept BEFORE DELETE OR TRUNCATE ON public.role_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER role_change_settled BEFORE UPDATE ON public.role_change FOR EACH ROW EXECUTE FUNCTION refuse_settled_role_change();
GRANT INSERT, SELECT, UPDATE (decided_at), UPDATE (decided_by), UPDATE (outcome) ON role_change TO sunlot_app;

CREATE TABLE rule_justification (
  id text not null,
  agency text not null,
  rule text not null,
  period text not null,
  reason text not null,
  proposed_by text not null,
  approved_by text not null,
  at timestamp with time zone not null,
  constraint rule_justification_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint rule_justification_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint rule_justification_pkey PRIMARY KEY (id),
  constraint rule_justification_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES app_user(id),
  constraint rule_justification_reason CHECK ((reason <> ''::text)),
  constraint rule_justification_two_people CHECK ((proposed_by <> approved_by))
);
CREATE INDEX rule_justification_by_agency ON public.rule_justification USING btree (agency, period);
ALTER TABLE rule_justification ENABLE ROW LEVEL SECURITY;
CREATE POLICY rule_justification_of_territory ON rule_justification AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY rule_justification_written_at_home ON rule_justification AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER rule_justification_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.rule_justification FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON rule_justification TO sunlot_app;

CREATE TABLE schema_migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migration_pkey PRIMARY KEY (name)
);
GRANT SELECT ON schema_migration TO sunlot_app;

CREATE TABLE scheme_document (
  id text not null,
  "position" bigint not null generated always as identity,
  agency text not null,
  year integer not null,
  title text not null,
  number text not null,
  issued_on date not null,
  url text not null,
  sha256 bytea not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint scheme_document_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint scheme_document_pkey PRIMARY KEY (id),
  constraint scheme_document_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id),
  constraint scheme_hash CHECK ((length(sha256) = 32)),
  constraint scheme_title_present CHECK ((title <> ''::text))
);
CREATE INDEX scheme_document_by_year ON public.scheme_document USING btree (agency, year, "position");
ALTER TABLE scheme_document ENABLE ROW LEVEL SECURITY;
CREATE POLICY scheme_document_of_everybody ON scheme_document AS PERMISSIVE FOR SELECT TO public USING (true);
CREATE POLICY scheme_document_written_at_home ON scheme_document AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER scheme_document_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.scheme_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON scheme_document TO sunlot_app;

GRANT SELECT ON sent_visit TO sunlot_app;

CREATE TABLE setting (
  key text not null,
  value text not null,
  constraint setting_pkey PRIMARY KEY (key)
);
GRANT INSERT, SELECT, UPDATE ON setting TO sunlot_app;

GRANT SELECT ON standing_object TO sunlot_app;

GRANT SELECT ON standing_seat TO sunlot_app;

CREATE TABLE task (
  id text not null,
  agency text not null,
  code text not null,
  plan_entry_id text,
  class text not null,
  level text not null,
  period text not null,
  kind text not null,
  n integer not null,
  items text[] not null,
  item_list_id text not null,
  window_from date not null,
  window_to date not null,
  state text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  ad_hoc_reason text,
  scope jsonb,
  left_out jsonb,
  support jsonb,
  skip_done boolean not null default false,
  round integer,
  dispatched_at timestamp with time zone,
  dispatched_by text,
  supplement jsonb,
  constraint task_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint task_code_shape CHECK ((code ~ '^[a-z0-9][a-z0-9:._-]{0,63}$'::text)),
  constraint task_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id),
  constraint task_dispatch_whole CHECK (((dispatched_at IS NULL) = (dispatched_by IS NULL))),
  constraint task_dispatched_by_fkey FOREIGN KEY (dispatched_by) REFERENCES app_user(id),
  constraint task_item_list_id_fkey FOREIGN KEY (item_list_id) REFERENCES item_list(id),
  constraint task_kind CHECK ((kind = ANY (ARRAY['daily'::text, 'campaign'::text, 'internalJoint'::text, 'interdepartmental'::text]))),
  constraint task_pkey PRIMARY KEY (id),
  constraint task_plan_entry_id_fkey FOREIGN KEY (plan_entry_id) REFERENCES plan_entry(id),
  constraint task_planned_or_reasoned CHECK ((((plan_entry_id IS NULL) <> (ad_hoc_reason IS NULL)) AND (ad_hoc_reason <> ''::text))),
  constraint task_round CHECK ((round >= 1)),
  constraint task_state CHECK ((state = ANY (ARRAY['initiated'::text, 'frozen'::text, 'drawn'::text, 'void'::text, 'closed'::text]))),
  constraint task_supplement_whole CHECK (((supplement IS NULL) OR ((plan_entry_id IS NOT NULL) AND (round IS NULL) AND (((supplement ->> 'nth'::text))::integer >= 1) AND ((supplement ->> 'why'::text) <> ''::text)))),
  constraint task_window CHECK ((window_from <= window_to))
);
CREATE UNIQUE INDEX task_code_once ON public.task USING btree (agency, code) WHERE (state <> 'void'::text);
ALTER TABLE task ENABLE ROW LEVEL SECURITY;
CREATE POLICY task_changed_at_home ON task AS RESTRICTIVE FOR UPDATE TO public USING (owns(agency));
CREATE POLICY task_of_territory ON task AS PERMISSIVE FOR ALL TO public USING (sees(agency));
CREATE POLICY task_written_at_home ON task AS RESTRICTIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER task_closed_fixed BEFORE UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION refuse_after_closing();
CREATE TRIGGER task_dispatch_fixed BEFORE UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION refuse_dispatch_rewrite();
CREATE TRIGGER task_withdrawn_fixed BEFORE UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION refuse_change_of_withdrawn_task();
GRANT INSERT, SELECT, UPDATE ON task TO sunlot_app;

CREATE TABLE task_closing (
  task_id text not null,
  agency text not null,
  figures text not null,
  sum text not null,
  by_user text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint task_closing_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint task_closing_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint task_closing_pkey PRIMARY KEY (task_id),
  constraint task_closing_sum CHECK ((sum ~ '^[0-9a-f]{64}$'::text)),
  constraint task_closing_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
ALTER TABLE task_closing ENABLE ROW LEVEL SECURITY;
CREATE POLICY task_closing_of_territory ON task_closing AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY task_closing_written_at_home ON task_closing AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER task_closing_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.task_closing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON task_closing TO sunlot_app;

CREATE TABLE task_report (
  "position" bigint not null generated always as identity,
  task_id text not null,
  agency text not null,
  receiver text not null,
  sent_on date not null,
  document text,
  by_user text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint task_report_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint task_report_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint task_report_document CHECK ((document <> ''::text)),
  constraint task_report_pkey PRIMARY KEY ("position"),
  constraint task_report_receiver CHECK ((receiver <> ''::text)),
  constraint task_report_task_id_fkey FOREIGN KEY (task_id) REFERENCES task_closing(task_id)
);
CREATE INDEX task_report_by_task ON public.task_report USING btree (task_id);
ALTER TABLE task_report ENABLE ROW LEVEL SECURITY;
CREATE POLICY task_report_of_territory ON task_report AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY task_report_written_at_home ON task_report AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER task_report_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.task_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON task_report TO sunlot_app;

CREATE TABLE task_withdrawal (
  task_id text not null,
  agency text not null,
  sealed_reason bytea not null,
  by_user text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint task_withdrawal_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint task_withdrawal_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint task_withdrawal_pkey PRIMARY KEY (task_id),
  constraint task_withdrawal_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
ALTER TABLE task_withdrawal ENABLE ROW LEVEL SECURITY;
CREATE POLICY task_withdrawal_of_territory ON task_withdrawal AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY task_withdrawal_written_at_home ON task_withdrawal AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER task_withdrawal_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.task_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER task_withdrawal_undrawn BEFORE INSERT ON public.task_withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_withdrawal_of_drawn_task();
GRANT INSERT, SELECT ON task_withdrawal TO sunlot_app;

CREATE TABLE user_role (
  user_id text not null,
  role text not null,
  granted_at timestamp with time zone not null,
  constraint user_role_pkey PRIMARY KEY (user_id, role),
  constraint user_role_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
ALTER TABLE user_role ENABLE ROW LEVEL SECURITY;
CREATE POLICY user_role_of_territory ON user_role AS PERMISSIVE FOR ALL TO public USING ((is_system() OR (EXISTS ( SELECT
   FROM app_user u
  WHERE ((u.id = user_role.user_id) AND sees(u.agency))))));
GRANT DELETE, INSERT, SELECT ON user_role TO sunlot_app;

CREATE TABLE user_session (
  token_hash bytea not null,
  user_id text not null,
  started_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  address text not null,
  agent text not null,
  constraint user_session_pkey PRIMARY KEY (token_hash),
  constraint user_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX user_session_by_user ON public.user_session USING btree (user_id) WHERE (ended_at IS NULL);
ALTER TABLE user_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY user_session_own ON user_session AS PERMISSIVE FOR ALL TO public USING ((is_system() OR (user_id = current_setting('sunlot.actor'::text, true))));
GRANT INSERT, SELECT, UPDATE ON user_session TO sunlot_app;

CREATE TABLE visit (
  id text not null,
  agency text not null,
  recorded_by text not null,
  object_key text not null,
  date date not null,
  task_code text not null default ''::text,
  level text not null,
  class text not null,
  facts jsonb not null,
  sealed_deviation bytea,
  sealed_remarks bytea,
  row_hash bytea not null,
  added_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  by_user text,
  constraint visit_agency_present CHECK ((agency <> ''::text)),
  constraint visit_by_user_fkey FOREIGN KEY (by_user) REFERENCES app_user(id),
  constraint visit_level CHECK ((level = ANY (ARRAY['municipal'::text, 'newArea'::text, 'county'::text]))),
  constraint visit_once UNIQUE (object_key, date, agency, task_code),
  constraint visit_pkey PRIMARY KEY (id),
  constraint visit_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES agency(code)
);
CREATE INDEX visit_by_agency ON public.visit USING btree (agency, date, id);
CREATE INDEX visit_by_recorder ON public.visit USING btree (recorded_by, date, id);
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
CREATE POLICY visit_correct ON visit AS PERMISSIVE FOR UPDATE TO public USING ((is_system() OR ((split_part(current_setting('sunlot.agencies'::text, true), ','::text, 1) = recorded_by) OR (split_part(current_setting('sunlot.agencies'::text, true), ','::text, 1) = agency)))) WITH CHECK ((is_system() OR (recorded_by = split_part(current_setting('sunlot.agencies'::text, true), ','::text, 1))));
CREATE POLICY visit_not_recognised_any_more ON visit AS PERMISSIVE FOR DELETE TO public USING ((owns(agency) AND (task_code <> ''::text) AND (facts @> '{"recognised": true}'::jsonb) AND (NOT (EXISTS ( SELECT
   FROM task
  WHERE ((task.agency = visit.agency) AND (task.code = visit.task_code) AND (task.state = 'closed'::text)))))));
CREATE POLICY visit_of_territory ON visit AS PERMISSIVE FOR SELECT TO public USING ((sees(agency) OR sees(recorded_by) OR ((recorded_by = ANY (( SELECT own_tree() AS own_tree)::text[])) AND (object_key IN ( SELECT o.key
   FROM inspection_object o)))));
CREATE POLICY visit_record ON visit AS PERMISSIVE FOR INSERT TO public WITH CHECK ((is_system() OR (recorded_by = split_part(current_setting('sunlot.agencies'::text, true), ','::text, 1))));
CREATE TRIGGER visit_of_open_task BEFORE INSERT OR UPDATE ON public.visit FOR EACH ROW EXECUTE FUNCTION refuse_visit_of_closed_task();
GRANT DELETE, INSERT, SELECT, UPDATE ON visit TO sunlot_app;

CREATE TABLE visit_answer (
  id text not null,
  "position" bigint not null generated always as identity,
  draw_id text not null,
  rank integer not null,
  agency text not null,
  choice text,
  offers text[] not null,
  method text not null,
  trigger text,
  sealed_reason bytea,
  approved_by text,
  answered_by text not null,
  answered_at timestamp with time zone not null,
  constraint visit_answer_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint visit_answer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES app_user(id),
  constraint visit_answer_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint visit_answer_choice CHECK ((choice = ANY (ARRAY['recognise'::text, 'merge'::text, 'joint'::text, 'offSite'::text, 'separate'::text]))),
  constraint visit_answer_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES drawn_object(draw_id, rank),
  constraint visit_answer_method CHECK ((method = ANY (ARRAY['onSite'::text, 'tech'::text, 'written'::text, 'thirdParty'::text]))),
  constraint visit_answer_pkey PRIMARY KEY (id),
  constraint visit_answer_reason CHECK (((choice IS DISTINCT FROM 'separate'::text) OR (sealed_reason IS NOT NULL))),
  constraint visit_answer_two_people CHECK (((approved_by IS NULL) OR (approved_by <> answered_by)))
);
CREATE INDEX visit_answer_by_object ON public.visit_answer USING btree (draw_id, rank, "position");
ALTER TABLE visit_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY visit_answer_of_territory ON visit_answer AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY visit_answer_written_at_home ON visit_answer AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER visit_answer_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.visit_answer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON visit_answer TO sunlot_app;

CREATE TABLE visit_cancellation (
  id text not null,
  agency text not null,
  task_id text not null,
  draw_id text,
  object_id text not null,
  sealed_reason bytea not null,
  cancelled_by text not null,
  approved_by text not null,
  cancelled_on date not null,
  cancelled_at timestamp with time zone not null,
  constraint visit_cancellation_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint visit_cancellation_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint visit_cancellation_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES app_user(id),
  constraint visit_cancellation_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draw(id),
  constraint visit_cancellation_object_id_fkey FOREIGN KEY (object_id) REFERENCES inspection_object(id),
  constraint visit_cancellation_once UNIQUE NULLS NOT DISTINCT (task_id, draw_id, object_id),
  constraint visit_cancellation_pkey PRIMARY KEY (id),
  constraint visit_cancellation_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id),
  constraint visit_cancellation_two_people CHECK ((cancelled_by <> approved_by))
);
ALTER TABLE visit_cancellation ENABLE ROW LEVEL SECURITY;
CREATE POLICY visit_cancellation_of_territory ON visit_cancellation AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY visit_cancellation_written_at_home ON visit_cancellation AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER visit_cancellation_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.visit_cancellation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON visit_cancellation TO sunlot_app;

CREATE TABLE visit_form (
  id text not null,
  agency text not null,
  draw_id text not null,
  rank integer not null,
  k integer not null,
  version integer not null,
  edition text not null,
  inspected_on date not null,
  inspected_by text not null,
  sealed_form bytea not null,
  sealed_reason bytea,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  constraint visit_form_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint visit_form_correction CHECK (((version = 1) = (sealed_reason IS NULL))),
  constraint visit_form_counts CHECK ((version > 0)),
  constraint visit_form_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES dispatched_visit(draw_id, rank),
  constraint visit_form_once UNIQUE (draw_id, rank, k, version),
  constraint visit_form_pkey PRIMARY KEY (id),
  constraint visit_form_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES app_user(id)
);
ALTER TABLE visit_form ENABLE ROW LEVEL SECURITY;
CREATE POLICY visit_form_of_territory ON visit_form AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY visit_form_written_at_home ON visit_form AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER visit_form_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.visit_form FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON visit_form TO sunlot_app;

CREATE TABLE witness_policy (
  id text not null,
  agency text not null,
  hash bytea not null,
  policy text not null,
  why text not null,
  set_by text not null,
  approved_by text not null,
  set_at timestamp with time zone not null,
  constraint witness_policy_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint witness_policy_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint witness_policy_hash CHECK ((length(hash) = 32)),
  constraint witness_policy_pkey PRIMARY KEY (id),
  constraint witness_policy_set_by_fkey FOREIGN KEY (set_by) REFERENCES app_user(id),
  constraint witness_policy_two_people CHECK ((approved_by <> set_by))
);
CREATE INDEX witness_policy_by_agency ON public.witness_policy USING btree (agency, set_at DESC, id DESC);
ALTER TABLE witness_policy ENABLE ROW LEVEL SECURITY;
CREATE POLICY witness_policy_public ON witness_policy AS PERMISSIVE FOR SELECT TO public USING (true);
CREATE POLICY witness_policy_set_at_home ON witness_policy AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER witness_policy_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.witness_policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON witness_policy TO sunlot_app;

CREATE TABLE yearly_figures (
  id text not null,
  agency text not null,
  year integer not null,
  tasks integer not null,
  objects integer not null,
  document text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint yearly_figures_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint yearly_figures_document CHECK ((document <> ''::text)),
  constraint yearly_figures_objects CHECK ((objects >= 0)),
  constraint yearly_figures_pkey PRIMARY KEY (id),
  constraint yearly_figures_set_by_fkey FOREIGN KEY (set_by) REFERENCES app_user(id),
  constraint yearly_figures_tasks CHECK ((tasks >= 0))
);
CREATE INDEX yearly_figures_by_agency ON public.yearly_figures USING btree (agency, year, set_at);
ALTER TABLE yearly_figures ENABLE ROW LEVEL SECURITY;
CREATE POLICY yearly_figures_of_territory ON yearly_figures AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY yearly_figures_written_at_home ON yearly_figures AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER yearly_figures_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.yearly_figures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON yearly_figures TO sunlot_app;

CREATE TABLE yearly_list (
  id text not null,
  agency text not null,
  class text not null,
  year integer not null,
  version integer not null,
  entries jsonb not null,
  proposed_by text,
  proposed_at timestamp with time zone not null,
  proposer text not null generated always as (COALESCE(proposed_by, 'system'::text)) stored,
  constraint yearly_list_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint yearly_list_pkey PRIMARY KEY (id),
  constraint yearly_list_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES app_user(id),
  constraint yearly_list_proposer UNIQUE (id, proposer),
  constraint yearly_list_version UNIQUE (agency, class, year, version)
);
ALTER TABLE yearly_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY yearly_list_of_territory ON yearly_list AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY yearly_list_written_at_home ON yearly_list AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER yearly_list_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.yearly_list FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON yearly_list TO sunlot_app;

CREATE TABLE yearly_list_approval (
  list_id text not null,
  agency text not null,
  proposed_by text not null,
  approved_by text not null,
  approved_name text not null,
  approved_at timestamp with time zone not null,
  constraint yearly_list_approval_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint yearly_list_approval_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user(id),
  constraint yearly_list_approval_pkey PRIMARY KEY (list_id),
  constraint yearly_list_approved FOREIGN KEY (list_id, proposed_by) REFERENCES yearly_list(id, proposer),
  constraint yearly_list_two_people CHECK ((approved_by <> proposed_by))
);
ALTER TABLE yearly_list_approval ENABLE ROW LEVEL SECURITY;
CREATE POLICY yearly_list_approval_of_territory ON yearly_list_approval AS PERMISSIVE FOR SELECT TO public USING (sees(agency));
CREATE POLICY yearly_list_approval_written_at_home ON yearly_list_approval AS PERMISSIVE FOR INSERT TO public WITH CHECK (owns(agency));
CREATE TRIGGER yearly_list_approval_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.yearly_list_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT, SELECT ON yearly_list_approval TO sunlot_app;

CREATE VIEW public_draw AS
 SELECT id,
    agency,
    task_id,
    seq,
    state,
    period,
    stratum,
    manifest,
    fingerprint,
    manifest_index,
    frozen_at,
    seed,
    certificate,
    result_index,
    drawn_at,
    reveal,
    reveal_index,
    revealed_at,
    end_reason,
    ended_at,
    told_grades
   FROM draw;

CREATE VIEW public_list_block AS
 SELECT draw_id,
    no,
    body
   FROM draw_block
  WHERE kind = 'list'::text;

CREATE VIEW sent_visit WITH (security_invoker=on) AS
 SELECT d.draw_id,
    d.rank,
    d.agency,
    d.task_id,
        CASE
            WHEN a."position" IS NULL THEN d.choice
            ELSE a.choice
        END AS choice,
    d.method,
    d.trigger,
    COALESCE(a.answer_id, d.answer_id) AS answer_id,
    COALESCE(a.items, d.items) AS items,
    COALESCE(a.left_out, d.left_out) AS left_out,
    COALESCE(a.k, d.k) AS k
   FROM dispatched_visit d
     LEFT JOIN LATERAL ( SELECT g."position",
            g.draw_id,
            g.rank,
            g.k,
            g.agency,
            g.answer_id,
            g.choice,
            g.items,
            g.left_out
           FROM dispatched_again g
          WHERE g.draw_id = d.draw_id AND g.rank = d.rank
          ORDER BY g."position" DESC
         LIMIT 1) a ON true;

CREATE VIEW standing_object WITH (security_invoker=on) AS
 SELECT o.draw_id,
    o.agency,
    o.rank,
    COALESCE(p.k, 0) AS k,
        CASE
            WHEN p.no IS NULL THEN o.object_id
            ELSE p.object_id
        END AS object_id,
    o.stratum,
    o.year
   FROM drawn_object o
     LEFT JOIN LATERAL ( SELECT p_1.no,
            p_1.k,
            p_1.object_id
           FROM replaced_place p_1
          WHERE p_1.draw_id = o.draw_id AND p_1.rank = o.rank
          ORDER BY p_1.no DESC
         LIMIT 1) p ON true
  WHERE p.no IS NULL OR p.object_id IS NOT NULL;

CREATE VIEW standing_seat WITH (security_invoker=on) AS
 SELECT s.draw_id,
    s.agency,
    s.rank,
    s.seat,
    s.inspector_id,
    s.year
   FROM drawn_seat s
  WHERE NOT (EXISTS ( SELECT
           FROM replaced_place p
          WHERE p.draw_id = s.draw_id AND p.rank = s.rank))
UNION ALL
 SELECT r.draw_id,
    r.agency,
    r.rank,
    r.seat,
    r.inspector_id,
    o.year
   FROM replaced_seat r
     JOIN drawn_object o ON o.draw_id = r.draw_id AND o.rank = r.rank
  WHERE r.no = (( SELECT max(p.no) AS max
           FROM replaced_place p
          WHERE p.draw_id = r.draw_id AND p.rank = r.rank));
