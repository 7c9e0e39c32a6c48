import type { Language } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { root } from '../../../test/services.ts';
import type { AnyMailTemplate } from '../../platform/mail/mail-template.ts';
import { createMailRenderer } from '../../platform/mail/render-mail.ts';
import { commentAddedMail, digestMail } from './mails.ts';

const render = createMailRenderer(root, new URL('https://conduit.example'));

function subjectOf(template: AnyMailTemplate, language: Language, data: object): string {
  const recipient = { username: 'ada', language, timeZone: 'Europe/Berlin' };
  return render(template, { recipient, data, unsubscribeUrl: 'https://conduit.example/unsubscribe?token=t' }).subject;
}

const comment = { author: 'ada', title: 'C# and F#', slug: 'c', excerpt: 'x' };

test('a title with a # in it keeps it', () => {
  expect(subjectOf(commentAddedMail, 'en', { count: 2, comments: [comment, comment] })).toBe(
    '2 new comments on “C# and F#”',
  );
  const article = { author: 'ada', title: 'C#', slug: 'c', description: 'x', favorites: 2 };
  expect(subjectOf(digestMail, 'de', { isPersonal: true, articles: [article, article, article] })).toBe(
    'Diese Woche: C# und 2 weitere Artikel',
  );
});

test('a number chooses the form of its language', () => {
  const many = { count: 1234, comments: [comment] };
  expect(subjectOf(commentAddedMail, 'en', many)).toBe('1,234 new comments on your articles');
  expect(subjectOf(commentAddedMail, 'de', many)).toBe('1.234 neue Kommentare zu deinen Artikeln');
});
