import { z } from 'zod';

/**
 * A moment, as an ISO 8601 string in UTC on the wire; a handler may return a Date.
 *
 * @remarks
 * No transformer stands between JSON and the client: what is sent is what the type says.
 */
export const Instant = z
  .union([z.date(), z.iso.datetime()])
  .transform((moment) => (typeof moment === 'string' ? moment : moment.toISOString()))
  .pipe(z.iso.datetime());
