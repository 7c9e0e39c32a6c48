import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useImageUpload } from '../../lib/image-upload.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import type { Form } from '../../lib/use-form.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFrame } from '../../ui/form.tsx';
import { ImageButton } from '../../ui/image-button.tsx';
import { FormEnd } from './form-end.tsx';
import { useSettingsUpdate } from './use-settings-update.ts';

type Profile = Record<'username' | 'bio' | 'image', string>;

export function ProfileForm({ me }: { me: Me }): ReactNode {
  const { accountNotes, accounts, settings } = useWords();
  const update = useSettingsUpdate();
  const form = useForm<Profile>({
    procedure: contract.accounts.updateSettings,
    initial: profileOf(me),
    labels: { username: accounts.username, bio: accounts.bio, image: settings.profile.picture },
    fieldOf: { USERNAME_TAKEN: 'username' },
    draft: 'profile',
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    update.mutate(form.values, { onSuccess: (saved) => form.settle(profileOf(saved)), onError: form.refuse });
  }
  return (
    <FormFrame label={settings.profile.title} problems={form.problems} onSubmit={submit}>
      <Picture form={form} name={me.username} />
      <Field
        form={form}
        name="username"
        label={accounts.username}
        hint={accountNotes.username}
        autoComplete="nickname"
      />
      <Field form={form} name="bio" label={accounts.bio} hint={accountNotes.bio} rows={3} />
      <FormEnd
        failure={form.failure}
        isBusy={update.isPending}
        label={settings.save}
        busyLabel={settings.saving}
        done={update.isSuccess && settings.saved}
      />
    </FormFrame>
  );
}

function Picture({ form, name }: { form: Form<Profile>; name: string }) {
  const { settings, uploads } = useWords();
  const utils = trpc.useUtils();
  const upload = useImageUpload(utils.client.uploads.image.mutate);
  const image = form.values.image === '' ? null : form.values.image;
  return (
    <fieldset className="picture-field">
      <legend>{settings.profile.picture}</legend>
      <Avatar name={name} image={image} size="large" />
      <div className="settings-part">
        <ImageButton
          image={upload}
          label={image === null ? uploads.choose : uploads.replace}
          onImage={({ url }) => form.change('image', url)}
        />
        {image !== null && (
          <button type="button" className="button-quiet" onClick={() => form.change('image', '')}>
            {settings.profile.removePicture}
          </button>
        )}
        {form.problems['image'] !== undefined && <p className="field-problem">{form.problems['image']}</p>}
      </div>
    </fieldset>
  );
}

function profileOf({ username, bio, image }: Me): Profile {
  return { username, bio: bio ?? '', image: image ?? '' };
}
