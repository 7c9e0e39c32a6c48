import { contract, imageLimits } from '@hybrid/contracts';
import type { UploadedImage } from '@hybrid/contracts';
import { useRef, useState } from 'react';
import { useWords } from './catalogue/words.ts';
import { describeFailure } from './failure.ts';
import type { Failure } from './failure.ts';
import { shrinkImage } from './shrink-image.ts';
import type { SendOptions } from './watched-send.ts';

const procedure = contract.uploads.image;

/** What an upload is sent by: `trpc.useUtils().client.uploads.image.mutate`. */
export type SendImage = (input: { data: string }, options: SendOptions) => Promise<UploadedImage>;

/** An upload as a form shows it. */
export interface ImageUpload {
  readonly isBusy: boolean;
  /** How much was sent, from 0 to 100; null while nothing is being sent, or nobody knows. */
  readonly progress: number | null;
  /** Why the last picture was not taken, in plain words. */
  readonly failure: Failure | null;
  /** Makes a picture smaller, sends it and gives its address; null where that failed or was given up. */
  upload(file: Blob): Promise<UploadedImage | null>;
  /** Gives up what is on its way. */
  cancel(): void;
}

interface State {
  readonly isBusy: boolean;
  readonly progress: number | null;
  readonly failure: Failure | null;
}

const idle: State = { isBusy: false, progress: null, failure: null };

/**
 * Uploads pictures, one at a time: a second one takes the place of the first.
 *
 * @example
 * const utils = trpc.useUtils();
 * const image = useImageUpload(utils.client.uploads.image.mutate);
 * const uploaded = await image.upload(file);
 * if (uploaded) form.change('image', uploaded.url);
 */
export function useImageUpload(send: SendImage): ImageUpload {
  const words = useWords();
  const [state, setState] = useState<State>(idle);
  const current = useRef<AbortController | null>(null);
  function cancel(): void {
    current.current?.abort();
    current.current = null;
    setState(idle);
  }
  async function upload(file: Blob): Promise<UploadedImage | null> {
    cancel();
    const own = new AbortController();
    current.current = own;
    const show = (next: State) => {
      if (current.current === own) setState(next);
    };
    show({ ...idle, isBusy: true });
    try {
      const data = await prepare(file);
      const onSent = (progress: number) => show({ isBusy: true, progress, failure: null });
      const uploaded = await send({ data }, { signal: own.signal, context: { onSent } });
      show(idle);
      return own.signal.aborted ? null : uploaded;
    } catch (error) {
      show({ ...idle, failure: describeFailure(words, error) });
      return null;
    }
  }
  return { ...state, upload, cancel };
}

/** What the chooser of files offers. A phone's HEIC is among it where the browser can read that, and make something else of it. */
export const imageTypes = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic';

/**
 * A picture out of a paste or a drop, or null.
 *
 * @public
 */
export function imageAmong(items: DataTransfer | null): File | null {
  return [...(items?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null;
}

/** The server refuses what is larger, by the same name; a picture that no browser could shrink need not travel for that. */
async function prepare(file: Blob): Promise<string> {
  const small = await shrinkImage(file);
  if (small.size <= imageLimits.sizeBytesMax) return toBase64(small);
  throw Object.assign(new Error(procedure.errors.IMAGE_TOO_LARGE.message), {
    data: { error: { name: 'IMAGE_TOO_LARGE', data: imageLimits }, requestId: '' },
  });
}

function toBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    // A data URL: what stands before the comma says what the browser takes it for, which nobody asks.
    reader.addEventListener('load', () => {
      resolve(typeof reader.result === 'string' ? reader.result.slice(reader.result.indexOf(',') + 1) : '');
    });
    reader.readAsDataURL(file);
  });
}
