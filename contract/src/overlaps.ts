import { z } from 'zod';
import { ClauseView } from './plans.ts';

const OverlapTask = z.object({
  task: z.string(),
  /** Of a task that the actor sees. */
  code: z.string().optional(),
  agency: z.string(),
  level: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  /** The last answer to this reminder, and why somebody goes separately. */
  answer: z.enum(['joint', 'merge', 'separate']).optional(),
  reason: z.string().optional(),
  /** Days on which the object was visited under the task. */
  visitedOn: z.array(z.string()),
});

/** An object in two task windows at the same time. Its name is closed: only the dispatchers of both sides see it. */
const OverlapView = z.object({
  object: z.object({ key: z.string(), name: z.string() }),
  offer: z.enum(['joint', 'merge']),
  tasks: z.array(OverlapTask).length(2),
  clause: ClauseView,
  /** What was decided (联合, 分别): one answer is enough to go separately, going together takes both. */
  decision: z.enum(['together', 'separate']).optional(),
  /** It asks while it is open; after that it says what was decided, or what happened. */
  standing: z.enum(['open', 'together', 'separate', 'oneWent', 'wentTogether', 'wentSeparately']),
});

/** 应联合尽联合: an object that several open tasks of a quarter go to, and one visit for all of them. */
const ProposalView = z.object({
  object: z.object({ key: z.string(), name: z.string() }),
  kind: z.enum(['levels', 'interdepartmental', 'internal']),
  tasks: z.array(z.string()).min(2),
  /** The codes of those that the actor sees, by task. */
  codes: z.record(z.string(), z.string()),
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
