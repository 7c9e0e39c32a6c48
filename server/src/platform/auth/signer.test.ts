import { expect, test } from 'vitest';
import { createSigner } from './signer.ts';

const signer = createSigner('a secret that only tests know, of length');

test('what was signed is read again, for the purpose it was signed for', () => {
  const signed = signer.sign('unsubscribe', 'ada, digest: ü');
  expect(signed).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(signer.read('unsubscribe', signed)).toBe('ada, digest: ü');
  expect(signer.read('download', signed)).toBeNull();
});

test('what was changed, cut off, or signed with another secret is read as nothing', () => {
  const signed = signer.sign('unsubscribe', 'ada');
  const [text = '', signature = ''] = signed.split('.');
  const bob = Buffer.from('bob').toString('base64url');
  const other = createSigner('another secret, of some length too').sign('unsubscribe', 'ada');
  for (const forged of ['', '.', text, `${text}.`, `${bob}.${signature}`, signed.slice(0, -2), `${signed}.x`, other]) {
    expect(signer.read('unsubscribe', forged), forged).toBeNull();
  }
});
