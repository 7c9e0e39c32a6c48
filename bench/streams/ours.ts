import { contract } from '@hybrid/contracts';
import type { RequestHandler } from 'express';
import type { AuthPort } from '../../server/src/platform/auth/auth-port.ts';
import { createSessions } from '../../server/src/platform/auth/session.ts';
import { createUsageCounter } from '../../server/src/platform/calls/usage-counter.ts';
import type { Services } from '../../server/src/platform/context.ts';
import { Hub } from '../../server/src/platform/events/hub.ts';
import { createRedisLog } from '../../server/src/platform/events/redis-log.ts';
import { redisOf } from '../../server/src/platform/events/redis-url.ts';
import { rightsOf, topic } from '../../server/src/platform/events/topic-right.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { implement } from '../../server/src/platform/rpc/implement.ts';
import { createRouter } from '../../server/src/platform/rpc/router.ts';
import { hearLive } from '../../server/src/platform/streams/hear-live.ts';
import { Streams } from '../../server/src/platform/streams/streams.ts';
import { subscriptionDoor } from '../../server/src/platform/streams/subscription-door.ts';
import { callerOf, prefix, redisUrl } from './surroundings.ts';

/** `live.events` as the product serves it; who somebody is and may hear is known without a database. */
export async function ours(): Promise<RequestHandler> {
  const log = createLog('warn');
  const redis = redisOf(redisUrl, { isCluster: false });
  await redis.connect();
  const now = () => new Date();
  const auth = {
    identify: async (token: string) => callerOf(token),
    identifyMany: async (tokens: readonly string[]) =>
      new Map(tokens.flatMap((token) => ((caller) => (caller ? [[token, caller] as const] : []))(callerOf(token)))),
  } as unknown as AuthPort;
  const own = [topic('user:{userId}', ({ user }, { userId }) => user?.id === userId), topic('all', () => true)];
  const services = {
    log,
    now,
    hub: new Hub(createRedisLog({ redis, prefix, log }), log),
    mayHear: rightsOf(own, { now, templates: [] } as unknown as Parameters<typeof rightsOf>[1]).mayHear,
    streams: new Streams({ auth, log, caps: null }),
    usage: createUsageCounter({ now, log }),
    releases: { demandCurrent: () => {}, gone: [] },
  } as unknown as Services;
  const { procedures: live } = implement(contract.live, { events: hearLive });
  const sessionOf = createSessions(auth, new URL('http://127.0.0.1'));
  const procedures = { live };
  return subscriptionDoor(createRouter(procedures), { procedures, services, sessionOf, live: contract.live.events });
}
