import type { Visited, Visitor } from './visitor.ts';

/** What a page of the admin says of what was just done, and the address of the button that takes it back; null where it has none. */
export interface SeenNotice {
  readonly text: string;
  readonly undo: string | null;
}

/** Follows a change to the page that it goes on to, and reads what is said there. */
export async function noticeAfter(visitor: Visitor, { status, headers }: Omit<Visited, 'html'>): Promise<SeenNotice> {
  if (status !== 303) throw new Error(`A change that was made goes on to another page: this answered ${status}.`);
  const { html } = await visitor.get(String(headers.get('location')));
  const notice = partOf(html, /<div class="notice">([^]*?)<\/div>/) ?? '';
  const text = partOf(notice, /<p role="status">([^]*?)<\/p>/) ?? '';
  const undo = partOf(notice, /action="([^"]+)"/);
  return { text: text.replaceAll(/<[^>]+>/g, '').trim(), undo: undo && undo.replaceAll('&amp;', '&') };
}

function partOf(html: string, pattern: RegExp): string | null {
  return pattern.exec(html)?.[1] ?? null;
}
