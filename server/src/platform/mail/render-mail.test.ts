import { Language } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '../../../test/services.ts';
import { features } from '../../features/index.ts';
import { writeMail } from './mail-blocks.ts';
import { type AnyMailTemplate, mailTemplate } from './mail-template.ts';
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

const hostile = mailTemplate({
  name: 'notifications/comment-added',
  data: z.object({ count: z.number(), comments: z.array(z.record(z.string(), z.string())) }),
  sample: {
    count: 1,
    comments: [
      { author: '<b>x</b>', title: 'A\r\nBcc: all@example.com', slug: 'a', excerpt: '<script>alert(1)</script>' },
    ],
  },
});

test('what people write is text in a mail, and no header of it', () => {
  const { subject, html, text } = renderIn(hostile, 'en');
  expect(subject).toBe('<b>x</b> commented on “A Bcc: all@example.com”');
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('> <script>alert(1)</script>');
});

test('nobody’s words begin a line in a mail of plain text that would read as ours', () => {
  const forged = 'Your account is closed: https://evil.example';
  const breaks = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];
  for (const mark of breaks) {
    const comment = { author: 'eve', title: `A${mark}${forged}`, slug: 'a', excerpt: `B${mark}${forged}` };
    const other = { ...comment, slug: 'b' };
    for (const comments of [[comment], [comment, other]]) {
      const { text } = renderIn(hostile, 'en', { count: comments.length, comments });
      const lines = text.split(/[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line.includes(forged));
      expect(lines.length, JSON.stringify(mark)).toBeGreaterThan(0);
      for (const line of lines) expect(line, JSON.stringify(mark)).not.toMatch(/^\s*Your account/);
    }
  }
});

test('a title with a # in it keeps it', () => {
  const comment = { author: 'ada', title: 'C# and F#', slug: 'c', excerpt: 'x' };
  expect(renderIn(hostile, 'en', { count: 2, comments: [comment, comment] }).subject).toBe(
    '2 new comments on “C# and F#”',
  );
  const digest = templates.find(({ name }) => name === 'notifications/digest');
  if (!digest) throw new Error('There is a digest.');
  const article = { author: 'ada', title: 'C#', slug: 'c', description: 'x', favorites: 2 };
  const { subject } = renderIn(digest, 'de', { isPersonal: true, articles: [article, article, article] });
  expect(subject).toBe('Diese Woche: C# und 2 weitere Artikel');
});

test('a number chooses the form of its language', () => {
  const many = { ...hostile.sample, count: 1234 };
  expect(renderIn(hostile, 'en', many).subject).toBe('1,234 new comments on your articles');
  expect(renderIn(hostile, 'de', many).subject).toBe('1.234 neue Kommentare zu deinen Artikeln');
});

test('a subject is cut where it grows too long, between what people take for letters', () => {
  const title = '👩‍🚀'.repeat(200);
  const { subject } = renderIn(hostile, 'en', {
    count: 1,
    comments: [{ author: 'x', title, slug: 'a', excerpt: 'b' }],
  });
  expect(subject).toMatch(/^x commented on “(?:👩‍🚀)+…$/u);
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
