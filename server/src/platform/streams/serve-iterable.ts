import type { TrackedEnvelope } from '@trpc/server';
import type { Hearer } from '../events/may-hear.ts';
import { platformFailure } from '../failure.ts';
import type { EventStream } from './event-stream.ts';
import { dataFrame, errorFrame, idLine, pingFrame, returnFrame } from './frames.ts';

/** What happens around what is served. */
interface Around {
  /** The client has gone, or is refused. */
  onLeave(): void;
  /** Whether somebody of another role may go on. */
  mayStay(user: Hearer): boolean;
  /** What is told of what was thrown. */
  describe(error: unknown): unknown;
}

/** Writes what a handler yields onto a stream, as fast as its client takes it. */
export async function serveIterable(
  stream: EventStream,
  events: AsyncIterable<TrackedEnvelope<unknown>>,
  { onLeave, mayStay, describe }: Around,
): Promise<void> {
  let wake = () => {};
  const refuse = () => {
    stream.end(errorFrame(describe(platformFailure('UNAUTHORIZED'))));
    onLeave();
    wake();
  };
  stream.belongTo({
    ping: pingFrame,
    onRole: (user) => mayStay(user) || refuse(),
    onRefused: refuse,
    onDrain: () => wake(),
    onClose() {
      onLeave();
      wake();
    },
  });
  try {
    for await (const [id, data] of events) {
      if (!stream.write(idLine(id) + dataFrame(data)) && stream.isOpen) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    stream.end(returnFrame);
  } catch (error) {
    if (stream.isOpen) stream.end(errorFrame(describe(error)));
  }
}
