import { z } from 'zod';
import { ClauseView } from './plans.ts';

const OverlapTask = z.object({
  task: z.string(),
  agency: z.string(),
  level: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
});

/** An object in two task windows at the same time. Its name is closed: only the dispatchers of both sides see it. */
const OverlapView = z.object({
  object: z.object({ key: z.string(), name: z.string() }),
  offer: z.enum(['joint', 'merge']),
  tasks: z.array(OverlapTask).length(2),
  clause: ClauseView,
});

/** 应联合尽联合: an object that several open tasks of a quarter go to, and one visit for all of them. */
const ProposalView = z.object({
  object: z.object({ key: z.string(), name: z.string() }),
  kind: z.enum(['levels', 'interdepartmental', 'internal']),
  tasks: z.array(z.string()).min(2),
  /** Serials of the agency's own tasks. */
  items: z.array(z.string()),
  clause: ClauseView,
});

export const OverlapList = z.object({
  agency: z.string(),
  overlaps: z.array(OverlapView),
  proposals: z.array(ProposalView),
});
export type OverlapList = z.infer<typeof OverlapList>;
