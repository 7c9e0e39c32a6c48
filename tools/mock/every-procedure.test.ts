import { contract } from '@hybrid/contracts';
import { type AnyProcedure, proceduresOf } from '@hybrid/contracts/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from './test-client.ts';
import { startTestMock, type TestMock } from './test-mock.ts';
import { Chance } from './world/chance.ts';
import { make } from './world/make.ts';
import { placeIn } from './world/place.ts';
import { createSetting, worldOf } from './world/setting.ts';

const all = proceduresOf(contract);
const ofKind = (kind: AnyProcedure['kind']) => all.filter(([, procedure]) => procedure.kind === kind);

let mock: TestMock;
beforeAll(async () => {
  // An admin may call everything.
  mock = await startTestMock('--user', 'admin', '--every', '0.1');
});
afterAll(() => mock.stop());

/** Several inputs that the contract takes, as a client sends them; the mock reads them as it reads those of anybody. */
function inputsFor(name: string, procedure: AnyProcedure): unknown[] {
  const { input } = procedure;
  if (!input) return [undefined];
  return ['a', 'b', 'c'].map((seed) => {
    const chance = new Chance(seed);
    const now = new Date('2026-11-28T12:00Z');
    const setting = createSetting({ seed: chance, now, origin: mock.url, procedures: all });
    const world = worldOf(setting, { name, caller: null, memory: setting.memory });
    return make(input, placeIn(world, chance.of(name)));
  });
}

interface Caller {
  query(input: unknown): Promise<unknown>;
  mutate(input: unknown): Promise<unknown>;
  subscribe(input: unknown, on: { onData(told: { data: unknown }): void; onError(error: unknown): void }): Stream;
}
interface Stream {
  unsubscribe(): void;
}

/** The caller of a procedure on the typed client, which is reached by the parts of its name. */
function callerOf(name: string): Caller {
  const steps: unknown = name.split('.').reduce<unknown>((at, part) => Reflect.get(Object(at), part), clientOf(mock));
  return steps as Caller;
}

test('there is a contract to answer', () => {
  expect(all.length).toBeGreaterThan(20);
});

test.each(ofKind('query'))('the query %s answers within its schema, whatever is asked', async (name, procedure) => {
  for (const input of inputsFor(name, procedure)) {
    const answer = await callerOf(name).query(input);
    expect(procedure.output.safeParse(answer)).toMatchObject({ success: true });
  }
});

test.each(ofKind('mutation'))(
  'the mutation %s answers within its schema, whatever is sent',
  async (name, procedure) => {
    for (const input of inputsFor(name, procedure)) {
      const answer = await callerOf(name).mutate(input);
      expect(procedure.output.safeParse(answer)).toMatchObject({ success: true });
    }
  },
);

test.each(ofKind('subscription'))('the stream %s tells again and again, within its schema', async (name, procedure) => {
  const [input] = inputsFor(name, procedure);
  const told = await new Promise<unknown[]>((resolve, reject) => {
    const heard: unknown[] = [];
    const stream = callerOf(name).subscribe(input, {
      onData: ({ data }) => {
        heard.push(data);
        if (heard.length < 8) return;
        stream.unsubscribe();
        resolve(heard);
      },
      onError: reject,
    });
  });
  for (const data of told) expect(procedure.output.safeParse(data)).toMatchObject({ success: true });
  // Not one and the same: what is streamed changes.
  expect(new Set(told.map((data) => JSON.stringify(data))).size).toBeGreaterThan(4);
});

test('the mock says of every procedure of the product that it can be answered', () => {
  expect(mock.said.filter((line) => line.includes('Cannot be answered'))).toEqual([]);
});
