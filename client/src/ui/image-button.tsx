import type { UploadedImage } from '@hybrid/contracts';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';
import { imageTypes } from '../lib/image-upload.ts';
import type { ImageUpload } from '../lib/image-upload.ts';
import { FailureNote } from './problem.tsx';

interface ImageButtonProps {
  /** What `useImageUpload` gives. */
  image: ImageUpload;
  label: string;
  onImage: (uploaded: UploadedImage) => void;
}

/** A button that opens the chooser of files, with how far the upload has come, and why it failed. */
export function ImageButton({ image, label, onImage }: ImageButtonProps): ReactNode {
  const { uploads } = useWords();
  const input = useRef<HTMLInputElement>(null);
  async function take(files: FileList | null): Promise<void> {
    const file = files?.[0];
    const uploaded = file === undefined ? null : await image.upload(file);
    if (uploaded !== null) onImage(uploaded);
  }
  return (
    <div className="image-button">
      <input
        ref={input}
        type="file"
        accept={imageTypes}
        hidden
        onChange={({ target }) => {
          void take(target.files);
          // The same file chosen again is a change as well.
          target.value = '';
        }}
      />
      {image.isBusy ? (
        <>
          <progress className="progress" aria-label={uploads.sending} max={100} value={image.progress ?? undefined} />
          <button type="button" className="button-quiet" onClick={image.cancel}>
            {uploads.cancel}
          </button>
        </>
      ) : (
        <button type="button" className="button-quiet" onClick={() => input.current?.click()}>
          {label}
        </button>
      )}
      <FailureNote failure={image.failure} />
    </div>
  );
}
