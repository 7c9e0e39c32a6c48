import type { Me } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useReturnFocus } from '../../lib/use-return-focus.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TwoFactorProof } from './two-factor-proof.tsx';
import { TwoFactorSetup } from './two-factor-setup.tsx';

export function TwoFactorSection({ me }: { me: Me }): ReactNode {
  const { settings, shell } = useWords();
  const utils = trpc.useUtils();
  const state = trpc.twoFactor.state.useQuery();
  const [codes, setCodes] = useState<string[] | null>(null);
  const place = useReturnFocus<HTMLDivElement>(codes !== null);
  function refresh(): void {
    void utils.twoFactor.state.invalidate();
    void utils.accounts.me.invalidate();
  }
  function turnOff(): void {
    // The form that asked for it goes; what stands there next is read from here.
    place.current?.focus();
    refresh();
  }
  function show(recoveryCodes: string[]): void {
    setCodes(recoveryCodes);
    refresh();
  }
  if (codes !== null) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />;
  return (
    <div ref={place} tabIndex={-1}>
      <Loaded
        answer={state}
        failed={settings.loadFailed}
        waiting={
          <Loading label={shell.loading}>
            <Skeleton shape="note" />
          </Loading>
        }
      >
        {({ isOn, recoveryCodesLeft }) =>
          isOn ? (
            <WhileOn me={me} recoveryCodesLeft={recoveryCodesLeft} onCodes={show} onOff={turnOff} />
          ) : (
            <TwoFactorSetup me={me} onCodes={show} />
          )
        }
      </Loaded>
    </div>
  );
}

interface WhileOnProps {
  me: Me;
  recoveryCodesLeft: number;
  onCodes: (codes: string[]) => void;
  onOff: () => void;
}

function WhileOn({ me, recoveryCodesLeft, onCodes, onOff }: WhileOnProps) {
  const { settings } = useWords();
  const { twoFactor: said } = settings;
  const [wanted, setWanted] = useState<'renew' | 'disable' | null>(null);
  const opener = useReturnFocus<HTMLButtonElement>(wanted !== null);
  return (
    <div className="settings-part">
      <p>
        {said.isOn} {said.codesLeft(recoveryCodesLeft)}
      </p>
      {wanted === null && (
        <div className="settings-send">
          <button ref={opener} type="button" className="button-quiet" onClick={() => setWanted('renew')}>
            {said.renew}
          </button>
          <button type="button" className="button-quiet" onClick={() => setWanted('disable')}>
            {said.disable}
          </button>
        </div>
      )}
      {wanted !== null && (
        <TwoFactorProof me={me} wanted={wanted} onCodes={onCodes} onOff={onOff} onCancel={() => setWanted(null)} />
      )}
    </div>
  );
}
