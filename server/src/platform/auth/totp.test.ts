import { expect, test } from 'vitest';
import { codeAt, createSecret, otpauthUri, stepOfCode } from './totp.ts';

/** The key "12345678901234567890" of RFC 6238, in base32. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code of second %i is the one that RFC 6238 states', (second, code) => {
  expect(codeAt(rfcSecret, second * 1000)).toBe(code);
});

test('a code counts in its half minute and the one beside it on either side', () => {
  const at = 1_234_567_890_000;
  const step = Math.floor(at / 30_000);
  for (const off of [-1, 0, 1]) {
    expect(stepOfCode(rfcSecret, codeAt(rfcSecret, at + off * 30_000), at), String(off)).toBe(step + off);
  }
  for (const off of [-2, 2]) expect(stepOfCode(rfcSecret, codeAt(rfcSecret, at + off * 30_000), at)).toBeNull();
});

test('what is not six digits is no code', () => {
  for (const text of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦', ' 287082', '-28708']) {
    expect(stepOfCode(rfcSecret, text, 59_000), text).toBeNull();
  }
});

test('a secret is another each time, as long as its hash, and names its account in an address that apps read', () => {
  const secrets = [createSecret(), createSecret()];
  expect(new Set(secrets).size).toBe(2);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(otpauthUri(rfcSecret, { issuer: 'My Press', account: 'a&b@example.com' })).toBe(
    `otpauth://totp/My%20Press:a%26b%40example.com?secret=${rfcSecret}&issuer=My%20Press`,
  );
});
