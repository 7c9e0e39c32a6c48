import { type Asked, chanceOf } from './answer.ts';
import { type Setting, worldOf } from './setting.ts';
import { make } from './make.ts';
import { placeIn } from './place.ts';
import { fieldsOf, inputShapeOf } from './shapes.ts';

/** The data that a failure of this name carries; what the call names comes back in it. */
export function failureData(setting: Setting, asked: Asked, name: string): unknown {
  const { contract, input } = asked;
  const data = Object.hasOwn(contract.errors, name) ? contract.errors[name]?.data : undefined;
  if (data === undefined) return platformData[name]?.(Object.keys(inputShapeOf(contract))) ?? null;
  const world = worldOf(setting, asked);
  // The schema that the kernel asks for is one of zod's, of which it says no more than it has to.
  const schema = data as Parameters<typeof make>[0];
  return make(schema, placeIn(world, chanceOf(world, asked).of(name), { given: fieldsOf(input) }));
}

const platformData: Record<string, (fields: readonly string[]) => unknown> = {
  INVALID_INPUT: ([field = '']) => ({ fields: { [field]: ['is not valid'] } }),
  TOO_MANY_REQUESTS: () => ({ retryAfterSeconds: 30 }),
  IDEMPOTENCY_CONFLICT: () => ({ reason: 'in_flight' }),
};
