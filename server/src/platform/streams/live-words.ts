import { platformFailure } from '../failure.ts';
import { cursorOf, dataFrame, errorFrame, idLine, liveFrame, pingFrame } from './frames.ts';
import type { Wording } from './live-connection.ts';

/**
 * How `live.events` is written: data as tRPC writes it.
 *
 * @remarks
 * Everything has an id, also where it moves nobody on: a client that is handed data without one gets it in another shape.
 *
 * @param shapeOf words a failure.
 */
export function liveWordsOf(shapeOf: (error: unknown) => unknown): Wording {
  return {
    event: liveFrame,
    reset: (topic) => dataFrame({ type: 'reset', topic }),
    denied: (topic) => dataFrame({ type: 'denied', topic }),
    id: (attachments) => idLine(cursorOf(attachments)),
    refused: () => errorFrame(shapeOf(platformFailure('UNAUTHORIZED'))),
    ping: pingFrame,
  };
}
