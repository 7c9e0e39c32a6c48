import { Language } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { root } from '../../../test/services.ts';
import { mailRoot, told } from '../../../test/told-mail.ts';
import { features } from '../../features/index.ts';
import { writeMail } from './mail-blocks.ts';
import type { AnyMailTemplate } from './mail-template.ts';
import { mailTemplates } from './mailer.ts';
import { createMailRenderer } from './render-mail.ts';

const publicUrl = new URL('https://conduit.example');
const render = createMailRenderer(root, publicUrl);
const templates = [...mailTemplates(features).values()];

function renderIn(template: AnyMailTemplate, language: Language, data: unknown = template.sample) {
  const recipient = { username: 'ada', language, timeZone: 'Europe/Berlin' };
  const unsubscribeUrl = template.kind === undefined ? null : 'https://conduit.example/unsubscribe?token=t';
  return render(template, { recipient, data, unsubscribeUrl });
}

const linksOf = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

test.for(
  templates.flatMap((template) => Language.options.map((language) => ({ template, language, name: template.name }))),
)('$name says everything in $language, as HTML and as text, with links that are whole', ({ template, language }) => {
  const { subject, text, html } = renderIn(template, language);
  expect(subject).not.toBe('');
  for (const part of [subject, text, html]) {
    expect(part).not.toMatch(/undefined|\[object|NaN|\$\{|<%|Invalid Date/);
  }
  expect(html).toContain(`<html lang="${language}"`);
  for (const link of linksOf(html)) {
    expect(link).toMatch(/^https?:\/\//);
    // The first leads home, under the name of the house.
    if (link !== publicUrl.href) expect(text).toContain(link);
  }
  expect(text).not.toMatch(/&(?:amp|lt|gt|quot|#\d+);|<\/?\w+>|\n{3}|[ \t]\n/);
  expect(text.length).toBeGreaterThan(60);
});

test.for(templates.map((template) => ({ template, name: template.name })))(
  '$name is not the same in two languages',
  ({ template }) => {
    const [english, german] = [renderIn(template, 'en'), renderIn(template, 'de')];
    expect(german.subject).not.toBe(english.subject);
    expect(german.text).not.toBe(english.text);
  },
);

/** Draws the tests' own mail. */
async function toldIn(language: Language, data: object) {
  const recipient = { username: 'ada', language, timeZone: 'Europe/Berlin' };
  return createMailRenderer(await mailRoot(), publicUrl)(told, { recipient, data, unsubscribeUrl: null });
}

const thing = { who: 'ada', title: 'Moss', url: '/moss', text: 'x' };

test('what people write is text in a mail, and no header of it', async () => {
  const hostile = { ...thing, who: '<b>x</b>', title: 'A\r\nBcc: all@example.com', text: '<script>alert(1)</script>' };
  const { subject, html, text } = await toldIn('en', { count: 1, things: [hostile] });
  expect(subject).toBe('<b>x</b> wrote “A Bcc: all@example.com”');
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('> <script>alert(1)</script>');
});

test('nobody’s words begin a line in a mail of plain text that would read as ours', async () => {
  const forged = 'Your account is closed: https://evil.example';
  const breaks = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];
  for (const mark of breaks) {
    const one = { ...thing, title: `A${mark}${forged}`, text: `B${mark}${forged}` };
    for (const things of [[one], [one, { ...one, url: '/other' }]]) {
      const { text } = await toldIn('en', { count: things.length, things });
      const lines = text.split(/[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line.includes(forged));
      expect(lines.length, JSON.stringify(mark)).toBeGreaterThan(0);
      for (const line of lines) expect(line, JSON.stringify(mark)).not.toMatch(/^\s*Your account/);
    }
  }
});

test('a number chooses the form of its language, and a title with a # in it keeps it', async () => {
  const many = { count: 1234, things: [{ ...thing, title: 'C# and F#' }] };
  expect((await toldIn('en', many)).subject).toBe('1,234 new things, such as “C# and F#”');
  expect((await toldIn('de', many)).subject).toBe('1.234 neue Dinge, etwa „C# and F#“');
});

test('a subject is cut where it grows too long, between what people take for letters', async () => {
  const { subject } = await toldIn('en', { count: 1, things: [{ ...thing, title: '👩‍🚀'.repeat(200) }] });
  expect(subject).toMatch(/^ada wrote “(?:👩‍🚀)+…$/u);
  expect([...new Intl.Segmenter().segment(subject)]).toHaveLength(150);
});

test('a mail is refused that has no subject, or leads elsewhere than to the web', () => {
  const recipient = { username: 'ada', language: 'en' as const, timeZone: 'UTC' };
  const options = { name: 'tests/mail', data: {}, recipient, publicUrl };
  expect(() => writeMail(options, (pen) => pen.paragraph('x'))).toThrow('tests/mail sets no subject');
  expect(() => writeMail(options, (pen) => pen.button('x', 'javascript:alert(1)'))).toThrow('links to the web alone');
});

test('an instant is written by the clock and in the words of who reads it', () => {
  const said = (language: Language, timeZone: string) => {
    let words = '';
    writeMail({ name: 'x', data: {}, recipient: { username: 'ada', language, timeZone }, publicUrl }, (pen) => {
      pen.subject('x');
      words = pen.moment('2026-03-02T23:30:00.000Z');
    });
    return words;
  };
  expect(said('en', 'Europe/Berlin')).toBe('Tuesday, 3 March 2026 at 00:30 CET');
  expect(said('de', 'Europe/Berlin')).toBe('Dienstag, 3. März 2026 um 00:30 MEZ');
  expect(said('en', 'America/St_Johns')).toContain('Monday, 2 March 2026 at 20:00');
});
