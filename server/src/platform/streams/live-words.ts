import { cursorOf, dataFrame, idLine, liveFrame } from './frames.ts';
import type { Wording } from './live-connection.ts';

/**
 * How `live.events` is written: data as tRPC writes it.
 *
 * @remarks
 * Everything has an id, also where it moves nobody on: a client that is handed data without one gets it in another shape.
 */
export const liveWords: Wording = {
  event: liveFrame,
  reset: (topic) => dataFrame({ type: 'reset', topic }),
  denied: (topic) => dataFrame({ type: 'denied', topic }),
  id: (attachments) => idLine(cursorOf(attachments)),
};
