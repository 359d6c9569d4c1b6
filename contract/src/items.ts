import { z } from 'zod';

const ItemView = z.object({
  serial: z.string(),
  category: z.string(),
  name: z.string(),
  objectKind: z.array(z.string()),
  grade: z.enum(['key', 'general']),
  methods: z.array(z.string()),
  authority: z.string(),
  legalBasis: z.array(z.string()),
  content: z.string(),
  missing: z.array(z.string()),
  origin: z.enum(['list', 'derived']),
});

export const ItemListView = z.object({
  agency: z.string(),
  version: z.number().int(),
  state: z.enum(['draft', 'published', 'superseded']),
  publishedAt: z.string().optional(),
  channel: z.string().optional(),
  url: z.string().optional(),
  items: z.array(ItemView),
});
export type ItemListView = z.infer<typeof ItemListView>;
