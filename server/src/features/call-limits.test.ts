import { contract } from '@hybrid/contracts';
import { parseRate, proceduresOf, rateOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { sampleInput } from '../../test/hostile-inputs.ts';
import { startHost } from '../../test/host.ts';
import { refusal } from '../../test/refusal.ts';
import { write } from '../../test/subject.ts';
import { callMutation, callQuery } from '../../test/wire.ts';

const limited = proceduresOf(contract).filter(([, { limit }]) => limit !== undefined);

test('what is dear, or what others have to read, is refused to whoever does it too often', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  for (const [name, { limit = '1/day' }] of limited) {
    const { rate, bucket } = rateOf(limit, name);
    for (const by of [ada.id, null]) {
      const counted = { userId: by, address: '127.0.0.1' };
      const spend = async (): Promise<void> =>
        host.services.limits.beforeCall(bucket, parseRate(rate), counted).then(spend, () => undefined);
      await spend();
    }
  }
  for (const [name, procedure] of limited) {
    const call = procedure.kind === 'query' ? callQuery : callMutation;
    const input = sampleInput(procedure, {});
    const spent = await call(host.url, name, { input, headers: { authorization: `Bearer ${ada.token}` } });
    expect({ name, status: spent.status, error: spent.error }).toEqual({
      name,
      status: 429,
      error: 'TOO_MANY_REQUESTS',
    });
    expect(Number(spent.headers.get('retry-after')), name).toBeGreaterThan(0);
    const fresh = await call(host.url, name, { input, headers: { authorization: `Bearer ${grace.token}` } });
    expect(fresh.status, name).not.toBe(429);
  }
  expect(limited.map(([name]) => name)).toContain(write.name);
});

test('a new password is refused to whoever sets one too often', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const ada = await host.signUp('Ada');
  for (let count = 0; count < 10; count += 1) await host.services.limits.beforePassword(ada.id);
  const call = ada.api.accounts.updateSettings.mutate({ password: 'another horse' });
  expect(await refusal(contract.accounts.updateSettings, call)).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  await ada.api.accounts.updateSettings.mutate({ bio: 'Numbers.' });
});
