import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { imageAmong, useImageUpload } from '../../lib/image-upload.ts';
import type { ImageUpload } from '../../lib/image-upload.ts';
import { trpc } from '../../lib/trpc.ts';

/**
 * Uploads pictures into the text: by button, paste or drop. A line stands where each will be while it is on its way.
 *
 * @remarks
 * What is changed in the text is changed in the element, as typing does, so that the cursor stays where it is.
 */
export function usePictures(place: RefObject<HTMLElement | null>): ImageUpload {
  const { drafts } = useWords();
  const utils = trpc.useUtils();
  const image = useImageUpload(utils.client.uploads.image.mutate);
  const count = useRef(0);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  async function insert(file: Blob): Promise<null> {
    count.current += 1;
    const waiting = `![${drafts.uploading(count.current)}]()`;
    const whole = insertAtCursor(textareaIn(place.current), waiting);
    const uploaded = await image.upload(file);
    const area = textareaIn(place.current);
    // What was refused goes with the lines that were put around it.
    if (uploaded === null && replaceText(area, whole, '')) return null;
    replaceText(area, waiting, uploaded === null ? '' : `![](${uploaded.url})`);
    return null;
  }
  const upload: ImageUpload['upload'] = async (file) => {
    // One after the other: a second upload would take the place of the first.
    const own = turn.current.then(async () => insert(file));
    turn.current = own;
    return own;
  };
  useFiles(place, (file) => void upload(file));
  return { ...image, upload };
}

/** Hears of pictures that are pasted into a part of the page, or dropped there. */
export function useFiles(place: RefObject<HTMLElement | null>, take: (file: File) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const accept = (event: Event, items: DataTransfer | null): void => {
      const file = imageAmong(items);
      if (file === null) return;
      event.preventDefault();
      latest.current(file);
    };
    const onPaste = (event: ClipboardEvent): void => accept(event, event.clipboardData);
    const onDrop = (event: DragEvent): void => {
      element.classList.remove('is-dropping');
      accept(event, event.dataTransfer);
    };
    const onDrag = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      element.classList.add('is-dropping');
    };
    const onLeave = (): void => element.classList.remove('is-dropping');
    element.addEventListener('paste', onPaste);
    element.addEventListener('drop', onDrop);
    element.addEventListener('dragover', onDrag);
    element.addEventListener('dragleave', onLeave);
    return () => {
      element.removeEventListener('paste', onPaste);
      element.removeEventListener('drop', onDrop);
      element.removeEventListener('dragover', onDrag);
      element.removeEventListener('dragleave', onLeave);
    };
  }, [place]);
}

function textareaIn(place: HTMLElement | null): HTMLTextAreaElement | null {
  return place?.querySelector('textarea') ?? null;
}

/** A picture is a paragraph of its own; gives what was put in for that. */
function insertAtCursor(area: HTMLTextAreaElement | null, text: string): string {
  if (area === null) return text;
  const { value, selectionEnd } = area;
  const before = value.slice(0, selectionEnd).trimEnd() === '' ? '' : '\n\n';
  const after = value.slice(selectionEnd).trimStart() === '' ? '\n' : '\n\n';
  const whole = `${before}${text}${after}`;
  // Behind what is selected: a picture takes the place of nothing.
  area.setRangeText(whole, selectionEnd, selectionEnd, 'end');
  tell(area);
  return whole;
}

/** What somebody took out of the text meanwhile is not put back; tells whether it was there. */
function replaceText(area: HTMLTextAreaElement | null, from: string, to: string): boolean {
  const start = area?.value.indexOf(from) ?? -1;
  if (area === null || start === -1) return false;
  area.setRangeText(to, start, start + from.length, 'preserve');
  tell(area);
  return true;
}

function tell(area: HTMLTextAreaElement): void {
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
