import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useImageUpload } from '../../lib/image-upload.ts';
import { trpc } from '../../lib/trpc.ts';
import type { Form } from '../../lib/use-form.ts';
import { ImageButton } from '../../ui/image-button.tsx';
import type { DraftFields } from './draft-text.ts';
import { useFiles } from './use-pictures.ts';

/** The picture above an article: chosen, dropped or pasted, replaced and removed. */
export function CoverField({ form }: { form: Form<DraftFields> }): ReactNode {
  const { drafts } = useWords();
  const utils = trpc.useUtils();
  const image = useImageUpload(utils.client.uploads.image.mutate);
  const place = useRef<HTMLFieldSetElement>(null);
  const set = (address: string): void => form.change('image', address);
  useFiles(place, (file) => void image.upload(file).then((uploaded) => uploaded && set(uploaded.url)));
  const cover = form.values.image;
  const problem = form.problems['image'];
  return (
    <fieldset ref={place} className="cover-field">
      <legend>{drafts.cover}</legend>
      {cover !== '' && <img className="cover-image" src={cover} alt="" />}
      <div className="cover-actions">
        <ImageButton
          image={image}
          label={cover === '' ? drafts.addCover : drafts.replaceCover}
          onImage={({ url }) => set(url)}
        />
        {cover !== '' && (
          <button type="button" className="button-quiet" onClick={() => set('')}>
            {drafts.removeCover}
          </button>
        )}
      </div>
      {cover === '' && <p className="hint">{drafts.coverHint}</p>}
      {problem !== undefined && <p className="field-problem">{problem}</p>}
    </fieldset>
  );
}
