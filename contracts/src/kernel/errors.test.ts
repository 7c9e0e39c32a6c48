import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { declaredError, failureNameOf, platformError, requestIdOf } from './errors.ts';
import { mutation } from './procedure.ts';

const rename = mutation({
  access: 'user',
  output: z.null(),
  errors: { NAME_TAKEN: { status: 409, data: z.object({ by: z.string() }) }, TOO_LATE: { status: 409 } },
});

/** An error as tRPC's clients throw it: what the server sent stands under `data`. */
function thrown(name: string, data: unknown = null) {
  return Object.assign(new Error('told'), { data: { code: 'CONFLICT', error: { name, data }, requestId: 'r-1' } });
}

test('a declared error is found by its name, with its data', () => {
  const found = declaredError(rename, thrown('NAME_TAKEN', { by: 'ada' }));
  expect(found).toEqual({ name: 'NAME_TAKEN', data: { by: 'ada' } });
  if (found?.name === 'NAME_TAKEN') expectTypeOf(found.data).toEqualTypeOf<{ by: string }>();
});

test.each([
  ['an error of another procedure', thrown('NOTE_NOT_FOUND')],
  ['a platform error', thrown('UNAUTHORIZED')],
  ['a name every object has', thrown('toString')],
  ['a network failure', new TypeError('fetch failed')],
  ['an answer of a proxy in between', Object.assign(new Error('502'), { data: { code: 'BAD_GATEWAY' } })],
  ['nothing at all', undefined],
])('%s is no declared error of the procedure', (_, error) => {
  expect(declaredError(rename, error)).toBeNull();
});

test('a platform error is found by its name, and a declared one is none', () => {
  const fields = { title: ["can't be blank"] };
  expect(platformError(thrown('INVALID_INPUT', { fields }))).toEqual({ name: 'INVALID_INPUT', data: { fields } });
  expect(platformError(thrown('NAME_TAKEN'))).toBeNull();
  expect(platformError(thrown('hasOwnProperty'))).toBeNull();
});

test('a refusal has a name, whoever declares it; what is no answer of ours has none', () => {
  expect(failureNameOf(thrown('NAME_TAKEN'))).toBe('NAME_TAKEN');
  expect(failureNameOf(thrown('INTERNAL'))).toBe('INTERNAL');
  expect(failureNameOf(Object.assign(new Error('502'), { data: { code: 'BAD_GATEWAY' } }))).toBeNull();
});

test('the request id is found in answers of ours alone', () => {
  expect(requestIdOf(thrown('INTERNAL'))).toBe('r-1');
  expect(requestIdOf(new Error('offline'))).toBeNull();
});
