import { useEffect, useEffectEvent, useRef } from 'react';

/** Hands messages on to the other tabs of the browser, and receives theirs. */
export function useRelay<T>(name: string | null, receive: (message: T) => void): (message: T) => void {
  const channel = useRef<BroadcastChannel | null>(null);
  const onMessage = useEffectEvent(receive);
  useEffect(() => {
    if (name === null) return undefined;
    const opened = new BroadcastChannel(name);
    // Only our own pages can write to a channel of this origin; they are built from the same contract.
    opened.addEventListener('message', (event: MessageEvent<T>) => onMessage(event.data));
    channel.current = opened;
    return () => {
      channel.current = null;
      opened.close();
    };
  }, [name]);
  return (message) => channel.current?.postMessage(message);
}
