import type { Request } from 'express';
import type { Services } from '../context.ts';
import { heed } from '../events/heed.ts';
import { keepLive, shareLive } from './live.ts';
import { question } from './phrases.ts';
import { type AdminPage, type AdminRequest, type StaffRole, stream, type StreamRequest } from './section.ts';
import { idOfPart, type LiveTexts, serveLive } from './serve-live.ts';
import type { Views } from './views.ts';

/** What of a page is kept current while somebody looks at it. */
export interface LivePartOf<Data extends object> {
  readonly access: StaffRole;
  /** The stream's path below that of its section. */
  readonly path: string;
  /** The stream's whole address; the question of the page's own is added to it. */
  at(request: AdminRequest): string;
  /** The templates that are drawn anew, each by the name of its part: what has changed is swapped part by part. */
  readonly parts: Readonly<Record<string, string>>;
  /** Whether it can be paused, as a list should be that somebody reads in. */
  readonly isPausable?: boolean;
  /** Reads what the parts show. It may depend on the address and on the visitor's role, and on nothing else of them. */
  read(request: AdminRequest): Promise<Data>;
  /** A topic of events at whose words it is read at once, and not within two seconds. */
  topicOf?(request: AdminRequest): string;
}

/** A live part, made ready. */
export interface LivePart<Data extends object> {
  /** Reads the data of the page that holds it: see `partials/live.eta` and `partials/live-sign.eta`. */
  data(request: AdminRequest): Promise<Data & { readonly live: LivePlace }>;
  readonly stream: AdminPage;
}

/** What live parts are made of. */
export interface LiveSources {
  readonly services: Pick<Services, 'db' | 'hub' | 'log' | 'now'>;
  readonly views: Views;
}

/**
 * Declares what of a page is live: the page shows it without JavaScript as it stood, and with it as it stands.
 *
 * @remarks
 * All who look at the same address in the same role share one reading. A page of a list that begins at a cursor is of the past, and
 * not live.
 */
export function livePart<Data extends object>({ services, views }: LiveSources, of: LivePartOf<Data>): LivePart<Data> {
  const share = shareLive<LiveTexts>();
  const draw = async (request: AdminRequest): Promise<LiveTexts> => {
    const data = await of.read(request);
    const now = services.now();
    return Object.fromEntries(
      Object.entries(of.parts).map(([name, template]) => [name, views.part(template, data, now)]),
    );
  };
  const serve = (given: StreamRequest) => {
    const request = requestOf(given);
    // Asked before the stream is opened: an address of nothing is refused.
    const topic = of.topicOf?.(request);
    const live = share(`${given.ctx.user.role} ${given.req.originalUrl}`, () =>
      keepLive(() => draw(request), {
        log: services.log,
        isSame,
        ...(topic !== undefined && { heed: (wake: () => void) => heed(services.hub, topic, wake) }),
      }),
    );
    serveLive(live, given);
  };
  return {
    data: async (request) => ({ ...(await of.read(request)), live: placeOf(of, request) }),
    stream: stream(of.access, of.path, serve),
  };
}

/** What the templates draw the live parts of a page by. */
interface LivePlace {
  /** The address of the stream; null where nothing is live. */
  readonly at: string | null;
  readonly parts: readonly { readonly id: string; readonly template: string }[];
  readonly isPausable: boolean;
}

function placeOf<Data extends object>(
  { parts, isPausable = false, at }: LivePartOf<Data>,
  request: AdminRequest,
): LivePlace {
  const { query } = request;
  const isPast = 'before' in query || 'after' in query;
  const asked = Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return {
    at: isPast ? null : `${at(request)}${question(Object.fromEntries(asked))}`,
    parts: Object.entries(parts).map(([name, template]) => ({ id: idOfPart(name), template: `/${template}` })),
    isPausable: isPausable && !isPast,
  };
}

/** Whoever asked first may leave while others listen: what is read for all of them does not end with that request. */
function requestOf({ req, ctx }: StreamRequest): AdminRequest {
  const { params, query }: Pick<Request, 'params' | 'query'> = req;
  return { ctx: { ...ctx, signal: new AbortController().signal }, params, query, form: {} };
}

function isSame(one: LiveTexts, other: LiveTexts): boolean {
  return Object.entries(other).every(([name, text]) => one[name] === text);
}
