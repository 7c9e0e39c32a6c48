import type { WireShape } from '@hybrid/contracts/kernel';

/**
 * Writes the answer of a procedure as its operation does.
 *
 * @param token the one in use, for an operation that answers with it; null where it is out of the caller's reach.
 */
export function toWire(shape: WireShape, answer: unknown, token: string | null): unknown {
  const chosen = shape.only === undefined ? answer : pluck(answer, shape.only);
  const renamed = shape.answered ? rename(chosen, new Map(Object.entries(shape.answered))) : chosen;
  const wrapped = shape.answerIn === undefined ? renamed : { [shape.answerIn]: renamed };
  return shape.tokenIn === undefined ? wrapped : withToken(wrapped, { key: shape.tokenIn, token });
}

function pluck(answer: unknown, field: string): unknown {
  return Array.isArray(answer) ? answer.map((one: unknown) => (isRecord(one) ? one[field] : one)) : answer;
}

function rename(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => rename(one, names));
  if (!isRecord(value)) return value;
  const renamed: Record<string, unknown> = {};
  // Assigned, which takes a third of the time of making an object of entries. zod lets no `__proto__` through.
  for (const name of Object.keys(value)) renamed[names.get(name) ?? name] = rename(value[name], names);
  return renamed;
}

/** A session that was just begun has its token beside the object; else the token in use goes into it. */
function withToken(answer: unknown, { key, token }: { key: string; token: string | null }): unknown {
  if (!isRecord(answer) || !isRecord(answer[key])) return answer;
  const { token: begun = token, ...rest } = answer;
  return { ...rest, [key]: { ...answer[key], token: begun ?? '' } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
