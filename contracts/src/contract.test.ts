import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, events } from './index.ts';
import { platformErrors, proceduresOf } from './kernel/index.ts';

/** Every procedure of the product's contract, by its dotted name. */
const all = proceduresOf(contract);

test('the contract is not empty', () => {
  expect(all.length).toBeGreaterThan(20);
});

test.each(all)('%s says in one line what it does', (_, { summary }) => {
  expect(summary).toMatch(/^\S.{9,100}$/);
});

test.each(all)('%s has schemas that JSON Schema can express', (_, { input, output }) => {
  if (input) expect(z.toJSONSchema(input, { io: 'input' })).toBeTypeOf('object');
  expect(z.toJSONSchema(output, { io: 'output' })).toBeTypeOf('object');
});

test.each(all)('%s declares no error under a name of the platform', (_, { errors }) => {
  expect(Object.keys(errors).filter((name) => name in platformErrors)).toEqual([]);
});

test.each(all.filter(([, { http }]) => http))(
  '%s maps every parameter of its path to a field of its input',
  (_, { http, input }) => {
    const parameters = [...(http?.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const fields = input ? Object.keys(z.toJSONSchema(input, { io: 'input' }).properties ?? {}) : [];
    expect(fields).toEqual(expect.arrayContaining(parameters));
  },
);

test('no two procedures answer to the same method and path', () => {
  const places = all.flatMap(([, { http }]) =>
    http ? [`${http.method} ${http.path.replaceAll(/\{\w+\}/g, '{}')}`] : [],
  );
  expect(new Set(places).size).toBe(places.length);
});

/** Every example of the contract, by the name of its procedure and what it shows. */
const shown = all.flatMap(([name, procedure]) =>
  (procedure.examples ?? []).map((example) => ({ name: `${name}, "${example.summary}"`, procedure, example })),
);

test('the contract shows how it is used', () => {
  expect(new Set(shown.map(({ procedure }) => procedure)).size).toBeGreaterThanOrEqual(5);
});

test.each(shown)('the example of $name is what its schemas take and give', ({ procedure, example }) => {
  const { input = z.undefined(), output } = procedure;
  expect(input.safeParse(example.input), 'its input').toMatchObject({ success: true });
  expect(output.safeParse(example.output), 'its output').toMatchObject({ success: true });
});

test.each(shown)(
  'the example of $name shows what travels: all of it, and nothing that is left behind',
  ({ procedure, example }) => {
    expect(procedure.output.parse(example.output)).toEqual(example.output);
  },
);

test('every event has a name of its own and a payload that JSON Schema can express', () => {
  const told = Object.values(events);
  expect(new Set(told.map(({ name }) => name)).size).toBe(told.length);
  for (const { payload } of told) expect(z.toJSONSchema(payload, { io: 'output' })).toBeTypeOf('object');
});
