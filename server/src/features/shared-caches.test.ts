import { contract } from '@hybrid/contracts';
import { type AnyProcedure, proceduresOf } from '@hybrid/contracts/kernel';
import { expect, onTestFinished, test } from 'vitest';
import { sampleInput } from '../../test/hostile-inputs.ts';
import { type Host, type Person, startHost } from '../../test/host.ts';
import { type CacheRequest, type Exchange, mayReuse, mayStore } from '../../test/shared-cache.ts';
import { knownValues, makeExamples } from '../../test/subject.ts';

type Named = [name: string, procedure: AnyProcedure];

interface Sent extends CacheRequest {
  readonly body?: string;
}

// Reads first: some writes end a session.
const procedures = ['query', 'mutation'].flatMap((kind) =>
  proceduresOf(contract).filter(([, one]) => one.kind === kind),
);
/** What everybody may be handed: nobody is asked who they are, and the contract says that it is kept. */
const isForAll = ([, { access, cache }]: Named) => access === 'anonymous' && cache !== undefined;
const forAll = procedures.find(isForAll);
const json = { 'content-type': 'application/json' };

/** The requests by which a procedure is asked, over every door, alone and in batches. */
function requestsOf([name, procedure]: Named, input: unknown): Omit<Sent, 'headers'>[] {
  const isQuery = procedure.kind === 'query';
  const ask = (path: string, text: string): Omit<Sent, 'headers'> =>
    isQuery
      ? { method: 'GET', url: `/api/trpc/${path}${path.includes('?') ? '&' : '?'}input=${encodeURIComponent(text)}` }
      : { method: 'POST', url: `/api/trpc/${path}`, body: text };
  const one = JSON.stringify(input ?? null);
  const others =
    isQuery && forAll
      ? [
          [name, forAll[0]],
          [forAll[0], name],
        ]
      : [];
  return [
    ask(name, one),
    ask(name, '"nonsense"'),
    ask(`${name}?batch=1`, `{"0":${one}}`),
    ...others.map((names) => ask(`${names.join(',')}?batch=1`, `{"${names.indexOf(name)}":${one}}`)),
    ...restOf(procedure, input),
  ];
}

function restOf({ http }: AnyProcedure, input: unknown): Omit<Sent, 'headers'>[] {
  if (!http) return [];
  const fields = new Map(Object.entries(input ?? {}));
  const path = http.path.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(fields.get(field))));
  const isRead = http.method === 'GET';
  return [{ method: http.method, url: `/api${path}`, ...(!isRead && { body: JSON.stringify(input ?? {}) }) }];
}

interface Answered extends Exchange {
  readonly text: string;
}

async function exchange({ url }: Host, request: Sent): Promise<Answered> {
  const { method, headers, body } = request;
  const response = await fetch(url + request.url, { method, headers, ...(body !== undefined && { body }) });
  return { request, answer: response, text: await response.text() };
}

interface Asking {
  readonly who: string;
  readonly headers: Record<string, string>;
}

/** As nobody, and as two persons, each by both of the ways in which a request says who asks. */
function askingAs(people: readonly Person[]): Asking[] {
  const ways = people.flatMap(({ username: who, token }) => [
    { who, headers: { ...json, cookie: `session=${token}` } },
    { who, headers: { ...json, authorization: `Bearer ${token}` } },
  ]);
  return [{ who: 'nobody', headers: json }, ...ways];
}

interface Handed {
  readonly to: string;
  readonly kept: Answered;
  readonly answered: Answered;
}

/** What caches, of one person or of many, may hand to somebody else than it was made for. */
function handedOn(asking: readonly Asking[], exchanges: readonly Answered[]): Handed[] {
  const pairs = exchanges.flatMap((kept) =>
    exchanges.map((answered, index) => ({ kept, answered, to: asking[index]?.who ?? '' })),
  );
  return pairs.filter(({ kept, answered }) => {
    const isHanded = [true, false].some(
      (isShared) => mayStore(kept, { isShared }) && mayReuse(kept, answered.request, { isShared }),
    );
    return kept !== answered && isHanded;
  });
}

/** Has every query state a cache until the test ends, as somebody may at any time; caches of one person reuse the answers as well then. */
function declareEverywhere(): void {
  for (const [, procedure] of procedures) {
    if (procedure.kind !== 'query') continue;
    const declared = Object.getOwnPropertyDescriptor(procedure, 'cache');
    Object.assign(procedure, { cache: { maxAge: 60, staleWhileRevalidate: 60 } });
    onTestFinished(() => {
      // The contract is one for all tests of a process.
      if (declared) Object.defineProperty(procedure, 'cache', declared);
      else Reflect.deleteProperty(procedure, 'cache');
    });
  }
}

test.each([
  ['as the contract is', () => undefined],
  ['were every query to state a cache', declareEverywhere],
])(
  'no cache of several people, and no browser that several use, hands on the answer of one: %s',
  async (_, prepare) => {
    prepare();
    const host = await startHost();
    const [ada, grace] = [await host.signUp('Ada', 'admin'), await host.signUp('Grace')];
    await makeExamples(grace);
    const asking = askingAs([ada, grace]);
    const known = await knownValues(await host.signUp('Mary'));
    const shared = new Set<string>();
    let reads = 0;
    for (const named of procedures) {
      const [name, procedure] = named;
      const inputs = [sampleInput(procedure, known), ...(procedure.examples ?? []).map(({ input }) => input)];
      for (const request of inputs.flatMap((input) => requestsOf(named, input))) {
        const exchanges = await Promise.all(asking.map(({ headers }) => exchange(host, { ...request, headers })));
        for (const { answer } of exchanges) expect(answer.headers.has('cache-control'), request.url).toBe(true);
        reads += exchanges.filter(({ answer }) => request.method === 'GET' && answer.status === 200).length;
        for (const { to, kept, answered } of handedOn(asking, exchanges)) {
          const told = `${kept.request.url} as ${JSON.stringify(kept.request.headers)}, handed to ${to}`;
          expect(isForAll(named), told).toBe(true);
          expect(kept.answer.headers.getSetCookie(), told).toEqual([]);
          // What everybody is handed is what each of them is answered.
          expect(answered.text, told).toBe(kept.text);
          shared.add(name);
        }
      }
    }
    expect([...shared]).toEqual(procedures.filter(isForAll).map(([name]) => name));
    // Not all of them were refused: each query was answered over some door to some of those who asked.
    expect(reads).toBeGreaterThan(procedures.filter(([, { kind }]) => kind === 'query').length * 5);
  },
  120_000,
);
