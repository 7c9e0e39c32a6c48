import type { Notification } from '@hybrid/contracts';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useLiveState } from '../../lib/live/use-event.ts';
import { announcementOf } from './announcement.ts';

const PATIENCE_MS = 5_000;

/** Says new notifications to a screen reader, once and politely. */
export function LiveAnnouncement({ latest }: { latest: Notification | null }): ReactNode {
  const words = useWords();
  return <output className="visually-hidden">{latest && announcementOf(words, latest)}</output>;
}

/** A discreet mark while the live connection is away. */
export function LostConnection({ isLost }: { isLost: boolean }): ReactNode {
  const { notifications } = useWords();
  return (
    <output className="lost" title={isLost ? notifications.lostHint : undefined}>
      {isLost && notifications.lost}
    </output>
  );
}

/** Whether the live connection has been away for long enough to say so: short interruptions are nobody's business. */
export function useIsLost(): boolean {
  const isAway = useLiveState() === 'opening';
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => setIsLost(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLost(false);
    };
  }, [isAway]);
  return isLost;
}
