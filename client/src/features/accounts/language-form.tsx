import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { languages } from '../../lib/catalogue/languages.ts';
import { useWords } from '../../lib/catalogue/words.ts';
import { useForm } from '../../lib/use-form.ts';
import { FormFrame } from '../../ui/form.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { FormEnd } from './form-end.tsx';
import { useSettingsUpdate } from './use-settings-update.ts';

type Preferences = Record<'language' | 'timeZone', string>;

export function LanguageForm({ me }: { me: Me }): ReactNode {
  const { accountNotes, settings } = useWords();
  const { language: said } = settings;
  const update = useSettingsUpdate();
  const form = useForm<Preferences>({
    procedure: contract.accounts.updateSettings,
    initial: { language: me.language ?? '', timeZone: me.timeZone },
    labels: { language: said.language, timeZone: said.timeZone },
  });
  function submit(): void {
    const { language, timeZone } = form.values;
    const input = { language: languages.find(({ code }) => code === language)?.code ?? null, timeZone };
    if (form.check(input)) update.mutate(input, { onSuccess: () => form.settle(), onError: form.refuse });
  }
  return (
    <FormFrame label={said.title} problems={form.problems} onSubmit={submit}>
      <SelectField form={form} name="language" label={said.language}>
        <option value="">{said.follow}</option>
        {languages.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField form={form} name="timeZone" label={said.timeZone} hint={accountNotes.timeZone}>
        {zones(me.timeZone).map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
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

/** All that this browser knows, and the one that is set, which another browser may have named otherwise. */
function zones(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].toSorted((a, b) => a.localeCompare(b));
}
