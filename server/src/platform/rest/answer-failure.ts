import type { ErrorWording, WireShape } from '@hybrid/contracts/kernel';
import { platformErrors } from '@hybrid/contracts/kernel';
import type { Response } from 'express';
import { z } from 'zod';
import { retryAfterHeaders } from '../calls/retry-after.ts';
import { describeError } from '../rpc/error-shape.ts';

/** The field that stands for what concerns a request as a whole. */
const wholeRequest = 'request';

/** What a failure's words depend on. */
export interface FailureSetting {
  /** Of the operation that failed; null where none was found. */
  readonly shape: WireShape | null;
  readonly wordings: Readonly<Record<string, ErrorWording>>;
  /** Whether a token was sent on purpose. */
  readonly hasToken: boolean;
}

const InvalidInput = z.object({ fields: z.record(z.string(), z.array(z.string())) });

/** Answers a failure in the shape of the REST face: messages by field, its name, and the id of the request. */
export function answerFailure(res: Response, error: unknown, setting: FailureSetting): void {
  const { message, status, answer } = describeError(error);
  const { name, data } = answer.error;
  res.set(retryAfterHeaders([error]));
  const errors = name === 'INVALID_INPUT' ? invalidFields(data, setting.shape) : wordsOf({ name, message }, setting);
  // The data of the platform's own failures is told otherwise: by the fields, and by a header.
  const more = data === null || Object.hasOwn(platformErrors, name) ? {} : { data };
  res.status(status).json({ errors, code: name, ...more, requestId: answer.requestId });
}

/** The words for a failure by name, with those of its declaration where it has no others. */
export function wordsOf(
  { name, message }: { name: string; message: string },
  { shape, wordings, hasToken }: FailureSetting,
): Record<string, string[]> {
  if (name === 'UNAUTHORIZED') return { token: [hasToken ? 'is invalid' : 'is missing'] };
  const known = shape?.errors && Object.hasOwn(shape.errors, name) ? shape.errors : wordings;
  const [field, predicate] = (Object.hasOwn(known, name) ? known[name] : undefined) ?? [wholeRequest, message];
  return { [field]: [predicate] };
}

/** Messages by field, as the wire calls it; by the leaf alone, so that those of a list lie together. */
function invalidFields(data: unknown, shape: WireShape | null): Record<string, string[]> {
  const fields = new Map<string, Set<string>>();
  for (const [path, messages] of Object.entries(InvalidInput.parse(data).fields)) {
    const name = shape && isShaped(shape) ? leafOf(path, shape) : path;
    const known = fields.get(name || wholeRequest) ?? new Set();
    fields.set(name || wholeRequest, new Set([...known, ...messages]));
  }
  return Object.fromEntries([...fields].map(([name, messages]) => [name, [...messages]]));
}

function isShaped(shape: WireShape): boolean {
  return Object.keys(shape).length > 0;
}

function leafOf(path: string, { sent }: WireShape): string {
  const leaf = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  return (sent && Object.hasOwn(sent, leaf) ? sent[leaf] : undefined) ?? leaf;
}
