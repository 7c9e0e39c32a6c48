import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import type { ImageUpload } from '../../lib/image-upload.ts';
import type { Form } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { ImageButton } from '../../ui/image-button.tsx';
import { CoverField } from './cover-field.tsx';
import { textOf } from './draft-text.ts';
import type { DraftFields } from './draft-text.ts';
import { Preview } from './preview.tsx';
import { Undescribed } from './undescribed.tsx';
import { useIsWide } from './use-is-wide.ts';
import { usePictures } from './use-pictures.ts';

/** The text as it is written beside the text as it will be read; one of the two where there is no room for both. */
export function WritingFields({ form }: { form: Form<DraftFields> }): ReactNode {
  const { editor } = useWords();
  const isWide = useIsWide();
  const [pane, setPane] = useState<'write' | 'preview'>('write');
  const place = useRef<HTMLDivElement>(null);
  const image = usePictures(place);
  return (
    <>
      <Field form={form} name="title" label={editor.title} rows={1} className="field-title" />
      {!isWide && <Panes pane={pane} onPick={setPane} />}
      <div className="writing" hidden={!isWide && pane === 'preview'}>
        <Field form={form} name="description" label={editor.description} hint={editor.descriptionHint} rows={2} />
        <div ref={place} className="body-field">
          <Field form={form} name="body" label={editor.body} hint={editor.bodyHint} rows={14} />
          <Pictures image={image} />
        </div>
        <Undescribed body={form.values.body} onChange={(body) => form.change('body', body)} />
        <Field form={form} name="tags" label={editor.tags} hint={editor.tagsHint} autoComplete="off" />
        <CoverField form={form} />
      </div>
      {(isWide || pane === 'preview') && <Preview text={textOf(form.values)} />}
    </>
  );
}

function Pictures({ image }: { image: ImageUpload }) {
  const { drafts } = useWords();
  return (
    <div className="picture-tools">
      <ImageButton image={image} label={drafts.insertPicture} onImage={() => undefined} />
      <p className="hint">{drafts.pictureHint}</p>
    </div>
  );
}

function Panes({ pane, onPick }: { pane: 'write' | 'preview'; onPick: (pane: 'write' | 'preview') => void }) {
  const { drafts } = useWords();
  return (
    <fieldset className="panes" aria-label={drafts.panes.label}>
      {(['write', 'preview'] as const).map((name) => (
        <button key={name} type="button" aria-pressed={pane === name} onClick={() => onPick(name)}>
          {drafts.panes[name]}
        </button>
      ))}
    </fieldset>
  );
}
