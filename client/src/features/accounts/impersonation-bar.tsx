import type { Me } from '@hybrid/contracts';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useNow } from '../../lib/use-now.ts';

const MINUTE_MS = 60_000;
/** No timer of a browser waits longer. */
const TIMER_MS_MAX = 2_147_483_647;

/** Says on every page that a member of staff acts as somebody else, as whom and for how long yet, and leads out. */
export function ImpersonationBar({ me }: { me: Me | null | undefined }): ReactNode {
  if (!me?.impersonator) return null;
  return <Bar username={me.username} impersonator={me.impersonator} />;
}

function Bar({ username, impersonator }: { username: string; impersonator: NonNullable<Me['impersonator']> }) {
  const { settings } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const now = useNow();
  const endsMs = Date.parse(impersonator.until);
  useEffect(() => {
    const leftMs = Math.min(Math.max(0, endsMs - Date.now()), TIMER_MS_MAX);
    const timer = setTimeout(() => form.current?.requestSubmit(), leftMs);
    return () => clearTimeout(timer);
  }, [endsMs]);
  const minutes = Math.max(0, Math.ceil((endsMs - now.getTime()) / MINUTE_MS));
  return (
    <aside className="acting" aria-label={settings.acting.label}>
      <p>
        {settings.acting.says({ by: impersonator.username, as: username })}{' '}
        <span className="acting-left">{settings.acting.left(minutes)}</span>
      </p>
      {/* A form of the page and not a call: the page is loaded anew as somebody else. */}
      <form ref={form} method="post" action="/admin/impersonation/stop">
        <button type="submit" className="button-quiet">
          {settings.acting.stop}
        </button>
      </form>
    </aside>
  );
}
