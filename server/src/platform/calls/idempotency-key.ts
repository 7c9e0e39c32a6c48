import type { IncomingMessage } from 'node:http';
import { clientHeaders } from '@hybrid/contracts/kernel';
import { platformFailure } from '../failure.ts';

/**
 * Reads what a write names itself by, if it does.
 *
 * @throws INVALID_INPUT for a key that is none, and for a key on a batch, of which nobody could say which call it names.
 */
export function idempotencyKeyOf(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { isBatch }: { isBatch: boolean },
): string | undefined {
  const key = headers[clientHeaders.idempotencyKey];
  if (key === undefined) return undefined;
  if (isBatch) throw refusal('belongs to one call: send it without a batch');
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw refusal('must be 1 to 255 visible ASCII characters, such as a UUID');
  }
  return key;
}

function refusal(message: string) {
  return platformFailure('INVALID_INPUT', { fields: { [clientHeaders.idempotencyKey]: [message] } });
}
