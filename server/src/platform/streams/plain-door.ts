import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { SessionOf } from '../auth/session.ts';
import { parseInput } from '../calls/parse-input.ts';
import type { Services } from '../context.ts';
import type { Entry, Frame } from '../events/entry.ts';
import { platformFailure } from '../failure.ts';
import { isOurFault, describeError } from '../rpc/error-shape.ts';
import { cursorOf, idLine, shareable, silentFrame } from './frames.ts';
import { holderOf } from './holder-of.ts';
import { LiveConnection, type LiveInput, type Wording } from './live-connection.ts';

/** What the door needs. */
export interface PlainDoorOptions {
  readonly services: Services;
  readonly sessionOf: SessionOf;
  /** What is read of a query: the input of `live.events`. */
  readonly input: z.ZodType | undefined;
}

/** Whoever is refused comes back no sooner, in milliseconds: an EventSource tries for ever. */
const refusedRetryMs = 60_000;

/**
 * Serves the events of topics to any EventSource: `/events?topics=article:1&topics=user:2`.
 *
 * @remarks
 * Each event under its own name with its payload as data; `reset` where some may have been missed, `denied` for what may not be
 * heard, `refused` where nothing is, with its topic or its reason as data.
 */
export function plainDoor(options: PlainDoorOptions): RequestHandler {
  return Router().get('/events', async (req, res) => {
    const { services } = options;
    try {
      await serve(options, { req, res });
    } catch (error) {
      if (isOurFault(error)) services.log.error({ err: error }, 'A plain stream failed.');
      services.streams.refuse(res, `retry: ${refusedRetryMs}\n${refusedFrame(error)}`);
    }
  });
}

async function serve(
  { services, sessionOf, input }: PlainDoorOptions,
  { req, res }: { req: Request; res: Response },
): Promise<void> {
  const session = sessionOf(req, res);
  const user = await session.identify();
  const read = parseInput(input, inputOf(req)) as LiveInput;
  const stream = services.streams.open(res, holderOf(session, user));
  if (!stream) return;
  const connection = new LiveConnection(stream, services, plainWords);
  stream.belongTo(connection);
  connection.begin(read);
}

/** The header that an EventSource sends by itself knows better than the address. */
function inputOf({ query, headers }: Request): unknown {
  const topics = [query['topics'] ?? []].flat();
  return { topics, lastEventId: headers['last-event-id'] ?? query['lastEventId'] };
}

const plainWords: Wording = {
  event: plainFrame,
  reset: (topic) => namedFrame('reset', { topic }),
  denied: (topic) => namedFrame('denied', { topic }),
  id: (attachments) => idLine(cursorOf(attachments)),
  refused: () => `retry: ${refusedRetryMs}\n${refusedFrame(platformFailure('UNAUTHORIZED'))}`,
  ping: silentFrame,
};

/** Written once for everybody; empty for what is no event. */
function plainFrame(_topic: string, entry: Entry): Frame {
  entry.plainFrame ??= entry.event ? shareable(namedFrame(entry.event.name, entry.event.payload)) : '';
  return entry.plainFrame;
}

function namedFrame(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function refusedFrame(error: unknown): string {
  const { message, answer } = describeError(error);
  return namedFrame('refused', { message, ...answer });
}
