import { z } from 'zod';
import { contract, event, Instant, mutation, query, subscription } from './kernel/index.ts';

/** A copy of everything a person has here: on its way, or ready to be downloaded for some days. */
export const DataExport = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'ready', 'failed']),
  /** From 0 to 100. */
  progress: z.number().int(),
  /** Null until it is ready. */
  sizeBytes: z.number().int().nullable(),
  createdAt: Instant,
  /** When it is deleted; null until it is ready. */
  expiresAt: Instant.nullable(),
});
export type DataExport = z.infer<typeof DataExport>;

export const exportProgressed = event({
  name: 'exports.progressed',
  topic: 'user:{userId}',
  access: 'user',
  payload: z.object({ userId: z.string(), export: DataExport }),
});

export const exports = contract({
  list: query({
    access: 'user',
    summary: 'The caller’s copies of their data that are not deleted yet, newest first',
    output: z.array(DataExport),
    http: { method: 'GET', path: '/exports' },
  }),
  request: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Ask for a copy of all one has here; it is downloaded from /exports/{id}/download',
    output: DataExport,
    errors: {
      EXPORT_PENDING: { status: 409, message: 'A copy is being made already.' },
      TOO_MANY_EXPORTS: { status: 429, message: 'No more than three copies a day are made. Try again tomorrow.' },
    },
    idempotent: true,
    http: { method: 'POST', path: '/exports', status: 201 },
  }),
  stream: subscription({
    access: 'user',
    summary: 'How far the caller’s copies have come, as it happens',
    /** tRPC's links send the place to resume after in this field. */
    input: z.object({ lastEventId: z.string().max(200).nullish() }).optional(),
    /** `reset` says that something may have been missed: read the list again. */
    output: z.discriminatedUnion('type', [
      z.object({ type: z.literal('progressed'), export: DataExport }),
      z.object({ type: z.literal('reset') }),
    ]),
  }),
});
