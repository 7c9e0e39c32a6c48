import { contract } from '@hybrid/contracts';
import { type AnyProcedure, proceduresOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { sampleInput, withEach } from '../../test/hostile-inputs.ts';
import { type Host, startHost } from '../../test/host.ts';
import { knownValues } from '../../test/subject.ts';
import { callMutation, callQuery } from '../../test/wire.ts';

const values = {
  'a NUL character': 'nul \u0000 byte',
  'a lone surrogate': 'lone \ud800 surrogate',
  'a right-to-left override': 'over \u202e ride',
  'letters of many marks': `z${'\u0335\u0321\u0489'.repeat(60)}`,
  SQL: `'; DROP TABLE "user"; --`,
  patterns: String.raw`%_\ * ? [a] $1 {{7*7}} \${7} & | ! ( ) : * <->`,
  markup: '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  'lines of a header': 'a\r\nSet-Cookie: session=stolen\r\n\r\n',
  'a path': '../../../../etc/passwd',
  'a script as an address': 'javascript:alert(1)',
  'a name that every object has': '__proto__',
  'nothing but space': ' \u00a0\u2003 ',
  'a long text': 'x'.repeat(300_000),
  'an empty text': '',
  'a number': 1e308,
  'a negative number': -1,
  'a fraction': 0.5,
  nothing: null,
  'a list': [[]],
  'an object': { length: 1, toString: 'x' },
  'a list of 10,000': Array.from({ length: 10_000 }, (_, index) => `tag-${index}`),
};

/** Calls a procedure with each input, a few at a time, as somebody who has just signed up; the first is a valid one. */
async function callWithEach(host: Host, [name, { kind }]: [string, AnyProcedure], inputs: readonly unknown[]) {
  const { token } = await host.signUp(name.replaceAll('.', '-'), 'admin');
  const headers = { authorization: `Bearer ${token}` };
  const call = kind === 'query' ? callQuery : callMutation;
  const sent = inputs.filter((input) => kind === 'mutation' || fits(input));
  for (let from = 0; from < sent.length; from += 8) {
    const few = sent.slice(from, from + 8);
    const answers = await Promise.all(few.map((input) => call(host.url, name, { input, headers })));
    // What is hostile in one place has to be all that is wrong.
    if (from === 0) expect(answers[0]?.error, `${name}: ${answers[0]?.text}`).not.toBe('INVALID_INPUT');
    for (const [place, { status, text }] of answers.entries()) {
      const said = `${name} ${JSON.stringify(few[place]).slice(0, 200)}: ${text.slice(0, 200)}`;
      expect(status, said).toBeLessThan(500);
    }
  }
}

// A long text does not fit into an address: Node refuses the request before any code of ours sees it.
const fits = (input: unknown) => JSON.stringify(input).length < 10_000;

const procedures = proceduresOf(contract).filter(([, { kind, input }]) => kind !== 'subscription' && input);

test('whatever stands in whatever field of whatever procedure, it is used or refused, and never an error of ours', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  // Values that fields of these names must have to pass, each for itself, as no schema can say it.
  const known = {
    ...(await knownValues(ada)),
    username: 'Ada',
    email: 'ada@example.com',
    password: 'correct horse battery',
    image: `/uploads/3f/${'3f'.repeat(16)}-16x9.webp`,
    timeZone: 'Europe/Berlin',
    otp: '123456',
    code: '123456',
    at: new Date(Date.now() + 86_400_000).toISOString(),
    after: undefined,
  };
  for (const [name, procedure] of procedures) {
    const valid = sampleInput(procedure, known);
    const hostile = Object.values(values).flatMap((value) => withEach(valid, value));
    await callWithEach(host, [name, procedure], [valid, ...hostile]);
  }
  await host.runJobs();
  const errors = host.logged.filter((line) => JSON.parse(line).level === 'error');
  expect(errors).toEqual([]);
}, 120_000);
