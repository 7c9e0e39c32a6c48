import { newsOffers } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { unsubscribeUrl } from '../../platform/mail/unsubscribe-link.ts';
import { kindWords } from './kind-words.ts';

/** The address in a mail of some kind to a person, below the origin. */
function linkFor({ services }: Host, userId: string, kind: string): string {
  const { pathname, search } = new URL(unsubscribeUrl(services.signer, services.publicUrl, { userId, kind }));
  return pathname + search;
}

/** A kind that comes by mail to who never chose. */
const kind =
  newsOffers.find(({ channel, wantedByDefault }) => channel === 'mail' && wantedByDefault)?.kind ?? expect.fail();

async function wantsIt({ api }: Person): Promise<boolean | undefined> {
  const { settings } = await api.notifications.settings.query();
  return settings.find((one) => one.kind === kind && one.channel === 'mail')?.wanted;
}

test('opening the link asks and changes nothing; the button on the page unsubscribes', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const link = linkFor(host, ada.id, kind);
  const visitor = createVisitor(host.url);
  const asked = await visitor.get(link);
  expect(asked.status).toBe(200);
  expect(asked.html).toContain(`You then no longer get ${kindWords.en[kind]}.`);
  expect(asked.html).toContain('<form method="post"><p><button>Unsubscribe</button></p></form>');
  expect(await wantsIt(ada)).toBe(true);

  const done = await visitor.post(link);
  expect(done.status).toBe(200);
  expect(done.html).toContain(`You no longer get ${kindWords.en[kind]}.`);
  expect(await wantsIt(ada)).toBe(false);
  const { settings } = await ada.api.notifications.settings.query();
  expect(settings.filter(({ wanted, wantedByDefault }) => wanted !== wantedByDefault)).toHaveLength(1);
});

test('a mail program unsubscribes with one request, without a cookie, as often as it likes', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const address = host.url + linkFor(host, ada.id, kind);
  for (const _ of [1, 2]) {
    const response = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
  }
  expect(await wantsIt(ada)).toBe(false);
});

test('a page elsewhere cannot press the button with the cookie of who is signed in', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const response = await fetch(host.url + linkFor(host, ada.id, kind), {
    method: 'POST',
    headers: { cookie: `session=${ada.token}`, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(response.status).toBe(403);
  expect(await wantsIt(ada)).toBe(true);
});

test('a link that is cut off, forged, or of a kind there is not changes nothing and says so', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const visitor = createVisitor(host.url);
  const whole = linkFor(host, ada.id, kind);
  const links = [
    '/unsubscribe',
    '/unsubscribe?token=',
    whole.slice(0, -3),
    `${whole}x`,
    linkFor(host, ada.id, 'pigeons'),
  ];
  for (const link of [...links, `${whole}&token=x`]) {
    for (const answer of [await visitor.get(link), await visitor.post(link)]) {
      expect(answer.status, link).toBe(404);
      expect(answer.html).toContain('This link is not whole');
    }
  }
  expect(await host.db.notificationChoice.count()).toBe(0);
});

test('the link of an account that is gone does no harm', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await host.db.user.delete({ where: { id: ada.id } });
  expect((await createVisitor(host.url).post(linkFor(host, ada.id, kind))).status).toBe(200);
});

test('the page speaks the language of its reader, else that of the browser', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const link = linkFor(host, ada.id, kind);
  const at = async (language: string) =>
    (await createVisitor(host.url).get(link, { 'accept-language': language })).html;
  expect(await at('de-AT,de;q=0.9,en;q=0.5')).toContain(kindWords.de[kind]);
  expect(await at('fr')).toContain(kindWords.en[kind]);
  await host.db.user.update({ where: { id: ada.id }, data: { language: 'de' } });
  expect(await at('en')).toContain('<html lang="de">');
});

test('the page loads nothing, runs nothing, and tells its address to nobody else', async () => {
  const host = await startHost();
  const { headers } = await createVisitor(host.url).get('/unsubscribe');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  // Not `no-referrer`: a browser would then press the button with `Origin: null`, and who is signed in would be refused.
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('cache-control')).toBe('no-store');
});
