import { createHash } from 'node:crypto';
import type { Language, NewsKind } from '@hybrid/contracts';
import { kindWords } from './kind-words.ts';

/** What the page says: asks, confirms, or knows nothing of the link. */
export type UnsubscribePage = 'ask' | 'done' | 'unknown';

interface Words {
  readonly title: string;
  readonly text: string;
  readonly button?: string;
}

const words: Record<Language, Record<UnsubscribePage, (kind: string) => Words>> = {
  en: {
    ask: (kind) => ({
      title: 'Unsubscribe?',
      text: `You then no longer get ${kind}. Everything else stays as it is.`,
      button: 'Unsubscribe',
    }),
    done: (kind) => ({
      title: 'Unsubscribed',
      text: `You no longer get ${kind}. You can change this in your settings.`,
    }),
    unknown: () => ({
      title: 'This link is not whole',
      text: 'It may have been cut off on its way. Copy all of it from the mail, or choose in your settings what you want to get.',
    }),
  },
  de: {
    ask: (kind) => ({
      title: 'Abbestellen?',
      text: `Du bekommst dann ${kind} nicht mehr. Alles andere bleibt, wie es ist.`,
      button: 'Abbestellen',
    }),
    done: (kind) => ({
      title: 'Abbestellt',
      text: `Du bekommst ${kind} nicht mehr. In deinen Einstellungen kannst du das ändern.`,
    }),
    unknown: () => ({
      title: 'Dieser Link ist nicht vollständig',
      text: 'Vielleicht wurde er unterwegs abgeschnitten. Kopiere ihn ganz aus der Mail, oder wähle in deinen Einstellungen, was du bekommen möchtest.',
    }),
  },
};

const settings: Record<Language, string> = { en: 'Notification settings', de: 'Einstellungen für Mitteilungen' };

// The page stands alone: whoever comes from a mail is not made to load the product.
const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px; background: light-dark(#fbf9f5, #171a1f); color: light-dark(#221d1a, #e9e4dc); font: 18px/1.6 Georgia, serif; }
main { max-width: 34rem; margin: 12vh auto 0; }
.name { font-size: 22px; font-weight: 600; }
.name, .settings { color: inherit; }
.name { text-decoration: none; }
h1 { font-size: 32px; line-height: 1.2; margin: 32px 0 12px; text-wrap: balance; }
p { margin: 0 0 24px; }
button { font: 600 16px/1.4 system-ui, sans-serif; padding: 12px 22px; border: 0; border-radius: 3px; cursor: pointer;
  background: light-dark(#b93a17, #ff8f6b); color: light-dark(#fff, #1c1210); }
.settings { font: 15px/1.6 system-ui, sans-serif; }
:focus-visible { outline: 2px solid light-dark(#b93a17, #ff8f6b); outline-offset: 3px; }
`;

/** Allows the page its one style sheet and its one form, and nothing else. */
export const unsubscribePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Draws the page, out of our own words alone. */
export function unsubscribePage(page: UnsubscribePage, language: Language, kind: NewsKind | null): string {
  const { title, text, button } = words[language][page](kind === null ? '' : kindWords[language][kind]);
  // The form goes to the address it stands at, which has the token.
  const form = button === undefined ? '' : `<form method="post"><p><button>${button}</button></p></form>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Conduit</title>
<style>${style}</style>
</head>
<body>
<main>
<a class="name" href="/">Conduit</a>
<h1>${title}</h1>
<p>${text}</p>
${form}
<a class="settings" href="/settings/notifications">${settings[language]}</a>
</main>
</body>
</html>
`;
}
