import type { Draft } from '@hybrid/contracts';

/** What somebody writes, as it is sent. */
export type DraftText = Pick<Draft, 'title' | 'description' | 'body' | 'tags' | 'image'>;

/** What somebody writes, as the form holds it: a text for each field. */
export type DraftFields = Record<'title' | 'description' | 'body' | 'tags' | 'image', string>;

export const noText: DraftText = { title: '', description: '', body: '', tags: [], image: null };

/** The form's texts for what is stored. */
export function fieldsOf({ tags, image, ...texts }: DraftText): DraftFields {
  const { title, description, body } = texts;
  return { title, description, body, tags: tags.join(', '), image: image ?? '' };
}

/** What the form's texts mean. Title and standfirst grow over several lines as they are typed, but are one line each. */
export function textOf({ title, description, body, tags, image }: DraftFields): DraftText {
  return {
    title: title.replace(/\s+/g, ' '),
    description: description.replace(/\s+/g, ' '),
    body,
    tags: tagsIn(tags),
    image: image === '' ? null : image,
  };
}

/** The text alone, of whatever carries one. */
export function sentOf({ title, description, body, tags, image }: DraftText): DraftText {
  return { title, description, body, tags, image };
}

/** Whether two texts are stored as the same: blanks alone are nothing, and a tag is lower case and there once. */
export function isSameText(one: DraftText, other: DraftText): boolean {
  return JSON.stringify(asStored(one)) === JSON.stringify(asStored(other));
}

/** Whether there is nothing yet that would be worth keeping. */
export function isBlank(text: DraftText): boolean {
  return isSameText(text, noText);
}

function asStored({ title, description, body, tags, image }: DraftText): unknown[] {
  const texts = [title, description, body].map((text) => (text.trim() === '' ? '' : text));
  return [...texts, [...new Set(tags.map((tag) => tag.trim().toLowerCase()))], image];
}

function tagsIn(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
