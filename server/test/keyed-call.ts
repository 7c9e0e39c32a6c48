import type { Person } from './host.ts';
import { callMutation, type WireAnswer } from './wire.ts';

/** A write, and the key under which it is sent. */
interface KeyedCall {
  readonly key: string;
  readonly name: string;
  readonly input: object;
}

/** Sends a write under a key, as a client does that may have to send it again. */
export function send(url: string, person: Pick<Person, 'token'>, { key, name, input }: KeyedCall): Promise<WireAnswer> {
  const headers = { authorization: `Bearer ${person.token}`, 'idempotency-key': key };
  return callMutation(url, name, { input, headers });
}
