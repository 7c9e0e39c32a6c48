import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Form } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { ArticleText } from './article-text.tsx';

/** The text of an article: as it is written, or as it will be read. */
export function BodyField<V extends { body: string } & Record<string, string>>({ form }: { form: Form<V> }): ReactNode {
  const { editor } = useWords();
  const [isPreview, setIsPreview] = useState(false);
  return (
    <div className="body-field">
      <button type="button" className="button-quiet body-switch" onClick={() => setIsPreview(!isPreview)}>
        {isPreview ? editor.write : editor.preview}
      </button>
      {isPreview ? <Preview source={form.values.body} /> : null}
      <div hidden={isPreview}>
        <Field form={form} name="body" label={editor.body} hint={editor.bodyHint} rows={14} />
      </div>
    </div>
  );
}

function Preview({ source }: { source: string }) {
  const { editor } = useWords();
  return (
    <section className="preview" aria-label={editor.preview}>
      {source.trim() === '' ? <p className="hint">{editor.nothingToPreview}</p> : <ArticleText source={source} />}
    </section>
  );
}
