import type { IncomingMessage, ServerResponse } from 'node:http';
import { query } from '@hybrid/contracts/kernel';
import { createSessions } from '../../server/src/platform/auth/session.ts';
import { readClient } from '../../server/src/platform/calls/calling-client.ts';
import type { Services } from '../../server/src/platform/context.ts';
import { requestNames } from '../../server/src/platform/http/request-id.ts';
import { withRequestId } from '../../server/src/platform/request-scope.ts';
import { compile } from '../../server/src/platform/rpc/compile.ts';
import { median } from '../figure.ts';
import { servicesFor } from './ours.ts';
import * as work from './work.ts';

const calls = 50_000;
const rounds = 7;

/**
 * What a call of the smallest query pays for its rules: its id, who calls by which program, whether they may, how often, that it is counted.
 * Microseconds: the whole call without the wire, less the work alone.
 */
export async function rulesMicros(): Promise<number> {
  const publicUrl = new URL('http://127.0.0.1');
  const services = servicesFor(publicUrl);
  const sessionOf = createSessions({} as Services['auth'], publicUrl);
  const nameOf = requestNames(false);
  const procedure = compile(
    query({ access: 'public', input: work.Small, output: work.Small, limit: '999999/second' }),
    (_ctx, input) => work.small(input as { n: number }),
  );
  const req = { headers: { 'user-agent': 'bench' }, socket: { remoteAddress: '127.0.0.1' }, url: '/' };
  const { signal } = new AbortController();
  const withRules = () => {
    const request = req as unknown as IncomingMessage;
    const { id, trace } = nameOf(request);
    const session = sessionOf(request, {} as ServerResponse);
    const ctx = { ...services, requestId: id, signal };
    const call = { name: 'small', ctx, session, client: readClient(request), input: { n: 1 } };
    return withRequestId(id, () => procedure.run(call), trace);
  };
  const alone = async () => work.Small.parse(work.small(work.Small.parse({ n: 1 })));
  const pairs: number[] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push((await microsOf(withRules)) - (await microsOf(alone)));
  return median(pairs);
}

async function microsOf(call: () => Promise<unknown>): Promise<number> {
  const begun = process.hrtime.bigint();
  for (let count = 0; count < calls; count += 1) await call();
  return Number(process.hrtime.bigint() - begun) / calls / 1000;
}
