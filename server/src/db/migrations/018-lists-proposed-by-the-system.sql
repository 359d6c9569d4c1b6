-- On 1 January the server itself proposes the lists that the year before decides (R-050): such a list has no person as its
-- proposer. No account stands in for one, for an account could be given a password, roles, or an end. The two people of an
-- approval stay a matter of the database: `proposer` is never null, and no account has the id 'system'.
alter table yearly_list alter column proposed_by drop not null;
alter table yearly_list add column proposer text not null generated always as (coalesce(proposed_by, 'system')) stored;

alter table yearly_list_approval drop constraint yearly_list_approved;
alter table yearly_list drop constraint yearly_list_proposer;
alter table yearly_list add constraint yearly_list_proposer unique (id, proposer);
alter table yearly_list_approval add constraint yearly_list_approved
  foreign key (list_id, proposed_by) references yearly_list (id, proposer);
