-- A class is drawn once in a period; another draw only for what is lacking still, and labelled so (R-068, AMB-52). Which one
-- of the class and period it is, and why it was begun; null = a draw of the plan as such.
alter table task add column supplement jsonb;
alter table task add constraint task_supplement_whole check (
  supplement is null or (plan_entry_id is not null and round is null and (supplement ->> 'nth')::integer >= 1
    and supplement ->> 'why' <> '')
);
