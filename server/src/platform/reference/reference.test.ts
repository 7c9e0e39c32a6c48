import { expect, test } from 'vitest';
import { codesOf, entryOf, textOf } from '../../../test/reference-page.ts';
import { hostile, readPage } from '../../../test/shelves.ts';

test('a procedure says who may call it, what it takes, and where plain HTTP finds it', async () => {
  const html = entryOf(await readPage(), 'shelves.find');
  const text = textOf(html);
  expect(text).toContain('Who Everybody. Who asks is never known');
  expect(text).toContain('GET /api/shelves answers 200');
  expect(html).toContain('href="/api/docs/rest#/Shelves/shelvesFind"');
  expect(text).toContain('Input { no other fields');
  expect(text).toContain(`word: string 1 to 40 characters What ${hostile}`);
  expect(text).toContain('page?: number integer at least 1 default 1 }');
  expect(text).toContain('Failures None of its own');
});

test('an answer that holds itself refers to itself, and an enumeration that grows says so', async () => {
  const html = entryOf(await readPage(), 'shelves.find');
  expect(textOf(html)).toContain('kind: "open" | "locked" more may come: expect what is not listed');
  expect(textOf(html)).toContain('openedAt: string a moment in ISO 8601');
  expect(textOf(html)).toContain('Answer { called AnswerItem');
  expect(textOf(html)).toContain('inner: AnswerItem[]');
  const [, place = ''] = /inner<\/b>: <a href="#([^"]+)">/.exec(html) ?? [];
  expect(place).toMatch(/^shelves\.find\/output/);
  expect(html).toContain(`id="${place}"`);
});

test('a write says how often, up to what size, and that a repeat of it is carried out once', async () => {
  const html = entryOf(await readPage(), 'shelves.lock');
  const text = textOf(html);
  expect(text).toContain('Who Operators and admins.');
  expect(text).toContain(
    'Limit 30 calls an hour for each person, or each address of who is not signed in, counted together with shelves.burn.',
  );
  expect(text).toContain('Body Up to 16 KB.');
  expect(text).toContain('as the header Idempotency-Key');
  expect(html).toContain('data-key-header="Idempotency-Key"');
  expect(textOf(entryOf(await readPage(), 'shelves.sort'))).toContain('Limit 2 calls a minute for each person');
});

test('a failure stands with its status, its sentence and its data', async () => {
  const text = textOf(entryOf(await readPage(), 'shelves.lock'));
  expect(text).toContain(`SHELF_LOCKED 409 It is locked: ${hostile} { by: string }`);
  expect(text).toContain('SHELF_GONE 404');
});

test('what goes is struck, in the contents as well, and says since when, until when and what instead', async () => {
  const html = await readPage();
  const text = textOf(entryOf(html, 'shelves.burn'));
  expect(text).toContain('Deprecated since 2026-11-01; it may be gone from 2027-03-01 on. Use shelves.lock.');
  expect(entryOf(html, 'shelves.burn')).toContain('<a href="#shelves.lock"><code>shelves.lock</code></a>');
  expect(entryOf(html, 'shelves.burn')).toMatch(/^<details class="entry gone">/);
  expect(html).toContain('<a href="#shelves.burn" class="gone">burn</a>');
  expect(entryOf(html, 'shelves.lock')).toMatch(/^<details class="entry">/);
});

test('a subscription shows what each event is, and that its input may be left out', async () => {
  const text = textOf(entryOf(await readPage(), 'shelves.watch'));
  expect(text).toContain('Input may be left out');
  expect(text).toMatch(/Each event one of \| \{.*type: "moved".*\| \{ type: "reset" \}/);
});

test('an event says its topic, who may listen, what it carries and through what a client hears it', async () => {
  const html = await readPage();
  const text = textOf(entryOf(html, 'event/shelves.moved'));
  expect(text).toContain('Topic shelf:{id}, filled from the payload');
  expect(text).toContain('Who Everybody.');
  expect(text).toContain(
    "Heard by useEvent('shelves.moved', …) in a page, /api/events?topics=shelf:{id} through any EventSource. Its own feature hands it on through shelves.watch.",
  );
  expect(text).toContain('Payload { id: string; to: string }');
  const other = textOf(entryOf(html, 'event/weather.rained'));
  expect(other).toContain('Who Staff: viewers, operators and admins.');
  expect(other).toMatch(
    /Heard by useEvent\('weather.rained', …\) in a page, [^ ]+ through any EventSource\. (?!Its own)/,
  );
  expect(html).toContain('<h2 id="title/weather">Weather</h2>');
});

test('the examples of the contract are shown as they are sent, and where it has none, one is made', async () => {
  const html = await readPage();
  const shown = codesOf(entryOf(html, 'shelves.find')).filter((code) => code.startsWith('{'));
  expect(shown.map((code) => JSON.parse(code) as unknown)).toEqual([{ word: hostile }, { word: 'moss', page: 2 }]);
  const made = entryOf(html, 'shelves.lock');
  expect(textOf(made)).toContain('Made from the schemas');
  expect(codesOf(made)).toContain('{\n  "id": "019a7c3e-5b1f-7d42-9e86-3f0a2c4d6b81"\n}');
});

test('code to copy names the procedure, the address and the failures', async () => {
  const html = await readPage();
  const [typed, react, failures, curl] = codesOf(entryOf(html, 'shelves.lock'));
  expect(typed).toContain("import { createClient } from '@hybrid/contracts/client';");
  expect(typed).toContain("url: 'https://shelves.example',");
  expect(typed).toContain('await api.shelves.lock.mutate({');
  expect(react).toContain('trpc.shelves.lock.useMutation()');
  expect(failures).toContain('declaredError(contract.shelves.lock, error)');
  expect(failures).toContain('console.log(failure.data); // { by }');
  expect(curl).toBe(
    [
      "curl -X PUT 'https://shelves.example/api/shelves/019a7c3e-5b1f-7d42-9e86-3f0a2c4d6b81/lock'",
      '-H "Authorization: Bearer $TOKEN"',
      '-H "Idempotency-Key: $(uuidgen)"',
    ].join(' \\\n  '),
  );
  expect(codesOf(entryOf(html, 'shelves.watch')).join('\n')).toMatch(/useSubscription\(undefined, \{\n {2}onData/);
});

test('the errors of the platform are said once, with what some of them carry', async () => {
  const html = await readPage();
  expect(html.match(/id="error\/STALE_CLIENT"/g)).toHaveLength(1);
  const text = textOf(html.slice(html.indexOf('id="errors"')));
  expect(text).toContain('STALE_CLIENT 412 This page is older than the server. Reload it.');
  expect(text).toContain('Try again shortly. INTERNAL 500');
  expect(text).toContain(
    'TOO_MANY_REQUESTS 429 Too many attempts. Wait a little, then try again. { retryAfterSeconds: number }',
  );
});

test('nothing that a contract says becomes a part of the page', async () => {
  const html = await readPage();
  expect(html).not.toContain('<img');
  expect(html).not.toMatch(/onerror=alert\(1\)>/);
  expect(html).not.toMatch(/ on\w+="|<style|style="|<script(?![^>]*src=)/);
  expect(html.split('&lt;img src=x onerror=alert(1)&gt;').length).toBeGreaterThan(8);
});

test('no two places of the page have one address, and every reference within it leads somewhere', async () => {
  const html = await readPage();
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const references = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
  expect(references.length).toBeGreaterThan(10);
  expect(references.filter((id) => !ids.includes(id))).toEqual([]);
});
