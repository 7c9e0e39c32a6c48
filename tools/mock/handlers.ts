import { setTimeout as wait } from 'node:timers/promises';
import { type AnyProcedure, type ContractRecord, isProcedure } from '@hybrid/contracts/kernel';
import type { People } from './people.ts';
import { type AnyHandler, failureOf, type HandlerContext, refusal } from './platform.ts';
import type { MockSession } from './sessions.ts';
import { currentWishes, headers } from './wishes.ts';
import { answer, type Asked } from './world/answer.ts';
import { eventAt } from './world/event.ts';
import { failureData } from './world/failure-data.ts';
import { remember } from './world/remember.ts';
import { accepts, shapeOf } from './world/schema.ts';
import type { Setting } from './world/setting.ts';
import { fieldsOf, isSelf, thingIn, thingShapeOf } from './world/shapes.ts';

/** What the handlers are made from. */
export interface HandlerOptions {
  readonly setting: Setting;
  readonly people: People;
  /** The share of calls that fail by themselves, from 0 to 1. */
  readonly errorRate: number;
  /** How long a stream waits from one event to the next. */
  readonly everyMs: number;
}

/** The first event comes as soon as a page has drawn what it follows. */
const firstEventMs = 400;

/** Makes a handler for every procedure of a contract, nested as the contract is. */
export function handlersFor(contract: ContractRecord, options: HandlerOptions): object {
  let calls = 0;
  // Which calls fail follows from the seed and from how many came before: a call that is sent again may succeed.
  const isUnlucky = () => options.setting.seed.of('luck', (calls += 1)).happens(options.errorRate);
  const nest = (record: ContractRecord, parents: string): object =>
    Object.fromEntries(
      Object.entries(record).map(([key, node]) => {
        const name = parents + key;
        return [
          key,
          isProcedure(node) ? handlerFor({ ...options, name, contract: node, isUnlucky }) : nest(node, `${name}.`),
        ];
      }),
    );
  return nest(contract, '');
}

interface Handling extends HandlerOptions {
  readonly name: string;
  readonly contract: AnyProcedure;
  readonly isUnlucky: () => boolean;
}

function handlerFor(handling: Handling): AnyHandler {
  if (handling.contract.kind === 'subscription') return (ctx, input) => stream(handling, ctx, input);
  return async (ctx, input) => {
    const asked = askedOf(handling, ctx, input);
    failAsWished(handling, asked);
    return handling.contract.kind === 'query' ? answer(handling.setting, asked).value : write(handling, ctx, asked);
  };
}

function askedOf({ name, contract, setting }: Handling, ctx: HandlerContext, input: unknown): Asked {
  return {
    name,
    contract,
    input,
    caller: fieldsOrNull(ctx.user),
    memory: sessionOf(ctx)?.visit()?.memory ?? setting.memory,
  };
}

function fieldsOrNull(user: HandlerContext['user']): Asked['caller'] {
  return user ? { ...user } : null;
}

/** The pipeline hands on the session that the mock made for it. */
function sessionOf({ session }: HandlerContext): MockSession | undefined {
  return session as MockSession | undefined;
}

/**
 * Fails where the request asks for it, or where the dice do.
 *
 * @throws INVALID_INPUT where what is asked for is no failure of this procedure, with the names of those it has.
 */
function failAsWished({ setting, contract, name, isUnlucky }: Handling, asked: Asked): void {
  const { error, problem } = currentWishes();
  if (problem) throw problem;
  if (error !== null && (error.procedure === null || error.procedure === name)) {
    const failure = failureOf(contract, error.name, failureData(setting, asked, error.name));
    const own = Object.keys(contract.errors).join(', ') || 'none of its own';
    throw failure ?? refusal(headers.error, `names no error of ${name}, which has ${own} and those of the platform`);
  }
  if (isUnlucky()) throw failureOf(contract, 'UNAVAILABLE', null);
}

/** Answers a write, and keeps what it changed for as long as somebody comes back to it. */
async function write(handling: Handling, ctx: HandlerContext, asked: Asked): Promise<unknown> {
  const { setting, contract } = handling;
  const session = sessionOf(ctx);
  if (!session) return answer(setting, asked).value;
  const isAboutCaller = isSelf(thingShapeOf(contract.output));
  if (isAboutCaller && contract.access === 'public') return signIn(handling, session, asked);
  const answered = answer(setting, asked);
  if (isSignOut(contract)) await session.end();
  const visit = session.beginVisit();
  if (!visit) return answered.value;
  remember({ ...asked, memory: visit.memory }, answered, setting.now);
  // Fields that the pipeline does not know of do no harm there.
  if (isAboutCaller) visit.self = { ...visit.self, ...thingIn(contract.output, answered.value) };
  return answered.value;
}

/** What anybody may call and what answers with the signed-in person signs them in: whoever the answer shows. */
function signIn({ setting, people, contract }: Handling, session: MockSession, asked: Asked): unknown {
  const caller = people.callerOf(people.named(fieldsOf(asked.input)));
  const { value } = answer(setting, { ...asked, caller: { ...caller } });
  const shown = people.named(thingIn(contract.output, value));
  return withToken(contract, value, session.begin(session.tokenFor(shown)));
}

/** Anybody may call it, nothing is sent and nothing is answered: all that it can be about is the session. */
function isSignOut({ access, input, output }: AnyProcedure): boolean {
  return access === 'public' && input === undefined && accepts(output, null);
}

/** The answer with the token of the session; null where a cookie carries it. */
function withToken({ output }: AnyProcedure, value: unknown, token: string | null): unknown {
  const schema = shapeOf(output)?.['token'];
  return schema && accepts(schema, token) ? { ...fieldsOf(value), token } : value;
}

/** Streams events until whoever listens has gone; numbered, so that a stream which broke off goes on after the last. */
async function* stream(handling: Handling, ctx: HandlerContext, input: unknown): AsyncGenerator<[string, unknown]> {
  const { setting, everyMs } = handling;
  const asked = askedOf(handling, ctx, input);
  failAsWished(handling, asked);
  const first = numberOf(fieldsOf(input)['lastEventId']) + 1;
  for (let number = first; ; number += 1) {
    const pauseMs = number === first ? Math.min(firstEventMs, everyMs) : everyMs;
    await wait(pauseMs, undefined, { signal: ctx.signal }).catch(() => undefined);
    if (ctx.signal.aborted) return;
    yield [String(number), eventAt(setting, asked, { number, everyMs })];
  }
}

/** An id that was not given here stands at the beginning. */
function numberOf(id: unknown): number {
  return typeof id === 'string' && /^\d{1,9}$/.test(id) ? Number(id) : 0;
}
