import { contract } from '@hybrid/contracts';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { startHost } from '../../test/host.ts';
import { callMutation, callQuery } from '../../test/wire.ts';

test('whoever is not signed in is let through to what is open to all, and to nothing else, whatever they send', async () => {
  const host = await startHost();
  const all = proceduresOf(contract).filter(([, { kind }]) => kind !== 'subscription');
  for (const [name, { access, kind }] of all) {
    const call = kind === 'query' ? callQuery : callMutation;
    const { status, error } = await call(host.url, name, { input: { nonsense: true } });
    const isOpen = access === 'anonymous' || access === 'public';
    // What is open refuses the input at most: nobody gets to see what is not valid of a closed one.
    if (isOpen) expect([200, 422], name).toContain(status);
    else expect({ name, status, error }).toEqual({ name, status: 401, error: 'UNAUTHORIZED' });
  }
  expect(all.filter(([, { access }]) => access === 'user').length).toBeGreaterThan(10);
});
