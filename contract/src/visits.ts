import { z } from 'zod';
import { PageQuery } from './pages.ts';

export const VisitPlace = z.strictObject({ agency: z.string().max(20) });

/** What a list of visits is asked for: those of one year, or all. */
export const VisitSearch = PageQuery.extend({ year: z.coerce.number().int().min(2000).max(2100).optional() });
export type VisitQuery = z.infer<typeof VisitPlace> & z.infer<typeof VisitSearch>;

/** One visit that happened. What was drawn and not visited yet is in no list of visits. */
export const VisitView = z.object({
  id: z.string(),
  date: z.string(),
  object: z.string(),
  objectName: z.string(),
  class: z.string(),
  className: z.string(),
  level: z.enum(['municipal', 'newArea', 'county']),
  /** Code of the authority that made it, or its name where it has no account here. */
  agency: z.string(),
  /** Code of the agency that recorded it. */
  recordedBy: z.string(),
  taskType: z.enum(['daily', 'campaign', 'internalJoint', 'interdepartmentalJoint']),
  selection: z.enum(['random', 'directed']),
  task: z.string().optional(),
  /** Drawn by the lead department of a joint inspection, not here. */
  drawnElsewhere: z.boolean().optional(),
  ground: z.string().optional(),
  /** The document behind the ground of a directed visit. */
  reference: z.string().optional(),
  /** Of a random visit: out of a draw held here, history of the time before the first one, or neither; absent where not known here. */
  origin: z.enum(['draw', 'history', 'none']).optional(),
  items: z.array(z.string()),
  method: z.enum(['onSite', 'tech', 'written', 'thirdParty']),
  inspectors: z.array(z.string()),
  results: z.array(z.string()),
  resultDeterminedOn: z.string().optional(),
  publishedOn: z.string().optional(),
  withheldGround: z.string().optional(),
  /** The ground is about a part only; the rest is to be public. */
  withheldPart: z.boolean().optional(),
  /** Was a reason for leaving a rule recorded and approved? The reason itself is not in lists. */
  deviates: z.boolean(),
});
export type VisitView = z.infer<typeof VisitView>;
