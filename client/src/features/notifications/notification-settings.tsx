import type { NewsKind, NotificationChannel, NotificationSetting } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useTakenBack } from '../../lib/use-taken-back.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';

const channels: readonly NotificationChannel[] = ['app', 'mail'];

/** What the signed-in person wants to be told of, and where. */
export function NotificationSettings(): ReactNode {
  const { notificationSettings: said } = useWords();
  const answer = trpc.notifications.settings.useQuery();
  return (
    <Loaded answer={answer} failed={said.failed} waiting={<Waiting />}>
      {({ settings, isAddressConfirmed }) => (
        <>
          <Choices settings={settings} />
          {!isAddressConfirmed && <Unconfirmed />}
        </>
      )}
    </Loaded>
  );
}

function Choices({ settings }: { settings: readonly NotificationSetting[] }) {
  const { news, notificationSettings: said } = useWords();
  const choose = useChoose();
  const kinds = [...new Set(settings.map(({ kind }) => kind))];
  return (
    <table className="news-choices">
      <caption className="visually-hidden">{said.caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{said.what}</span>
          </th>
          {channels.map((channel) => (
            <th key={channel} scope="col">
              {said.channels[channel]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">
              {news.kinds[kind].name}
              <span className="hint">{news.kinds[kind].note}</span>
            </th>
            {channels.map((channel) => (
              <td key={channel}>
                <Choice
                  setting={settings.find((one) => one.kind === kind && one.channel === channel)}
                  onChoose={choose}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChoiceProps {
  /** None where a kind does not come on a channel. */
  setting: NotificationSetting | undefined;
  onChoose: (kind: NewsKind, channel: NotificationChannel, wanted: boolean) => void;
}

function Choice({ setting, onChoose }: ChoiceProps) {
  const { news, notificationSettings: said } = useWords();
  if (!setting) return null;
  const { kind, channel, wanted } = setting;
  return (
    <button
      type="button"
      role="switch"
      className="toggle"
      aria-checked={wanted}
      aria-label={said.toggle(news.kinds[kind].name, said.channels[channel])}
      onClick={() => onChoose(kind, channel, !wanted)}
    />
  );
}

/** Shows a choice at once, and what stood before where the server refuses it. */
function useChoose(): ChoiceProps['onChoose'] {
  const { notificationSettings: said } = useWords();
  const utils = trpc.useUtils();
  const tellTakenBack = useTakenBack();
  const show = (choice: Pick<NotificationSetting, 'kind' | 'channel' | 'wanted'>): void =>
    utils.notifications.settings.setData(
      undefined,
      (before) =>
        before && {
          ...before,
          settings: before.settings.map((one) =>
            one.kind === choice.kind && one.channel === choice.channel ? { ...one, wanted: choice.wanted } : one,
          ),
        },
    );
  const { mutate } = trpc.notifications.choose.useMutation({
    // One after the other: of two quick presses the last one counts, also at the server.
    scope: { id: 'notifications.choose' },
    onError: (error, choice) => {
      show({ ...choice, wanted: !choice.wanted });
      tellTakenBack(said.unchanged, error);
    },
  });
  return (kind, channel, wanted) => {
    show({ kind, channel, wanted });
    mutate({ kind, channel, wanted });
  };
}

function Unconfirmed() {
  const { unconfirmed } = useWords().notificationSettings;
  return (
    <p className="hint">
      {unconfirmed.before}
      <Link to="/settings/email">{unconfirmed.action}</Link>
      {unconfirmed.after}
    </p>
  );
}

function Waiting() {
  const { notificationSettings } = useWords();
  return (
    <Loading label={notificationSettings.loading}>
      <Skeleton shape="note" />
      <Skeleton shape="note" />
      <Skeleton shape="note" />
    </Loading>
  );
}
