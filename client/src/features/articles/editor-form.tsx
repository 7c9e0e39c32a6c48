import { contract } from '@hybrid/contracts';
import type { Article } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { BodyField } from './body-field.tsx';
import { useSaveArticle } from './use-save-article.ts';

interface EditorFormProps {
  /** The article to change; without it, a new one. */
  article?: Article;
  onSaved: (article: Article) => void;
}

export function EditorForm({ article, onSaved }: EditorFormProps): ReactNode {
  const { editor, shell } = useWords();
  const initial = textOf(article);
  const form = useForm({
    procedure: article ? contract.articles.edit : contract.articles.create,
    initial,
    labels: editor,
    draft: article ? `article:${article.slug}` : 'article',
  });
  const { save, isPending } = useSaveArticle(article?.slug);
  const wording = article ? ([editor.save, editor.saving] as const) : ([editor.publish, editor.publishing] as const);
  function submit(): void {
    const input = inputOf(form.values);
    if (!form.check(article ? { ...input, slug: article.slug } : input)) return;
    save(input, {
      onSuccess: (saved) => {
        form.settle();
        onSaved(saved);
      },
      onError: form.refuse,
    });
  }
  return (
    <FormFrame
      className="editor"
      label={article ? editor.editTitle : editor.newTitle}
      problems={form.problems}
      onSubmit={submit}
    >
      {form.isRestored && (
        <output className="restored">
          {shell.unsavedRestored}{' '}
          <button type="button" className="button-quiet" onClick={() => form.settle(initial)}>
            {shell.discardUnsaved}
          </button>
        </output>
      )}
      <Field form={form} name="title" label={editor.title} rows={1} className="field-title" />
      <Field form={form} name="description" label={editor.description} hint={editor.descriptionHint} rows={2} />
      <BodyField form={form} />
      <Field form={form} name="tags" label={editor.tags} hint={editor.tagsHint} autoComplete="off" />
      <div className="editor-send">
        <FailureNote failure={form.failure} />
        <SubmitButton isBusy={isPending} label={wording[0]} busyLabel={wording[1]} />
      </div>
    </FormFrame>
  );
}

function textOf(article: Article | undefined) {
  if (article === undefined) return { title: '', description: '', body: '', tags: '' };
  const { title, description, body, tags } = article;
  return { title, description, body, tags: tags.join(', ') };
}

/** Title and standfirst grow over several lines as they are typed, but are one line each. */
function inputOf({ title, description, body, tags }: ReturnType<typeof textOf>) {
  return { title: title.replace(/\s+/g, ' '), description: description.replace(/\s+/g, ' '), body, tags: tagsIn(tags) };
}

function tagsIn(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
