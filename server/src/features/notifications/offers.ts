import type { NewsKind, NotificationChannel } from '@hybrid/contracts';

interface Offer {
  readonly kind: NewsKind;
  readonly channel: NotificationChannel;
  /** What it is for who never chose: what answers a person comes by mail, what merely happened does not. */
  readonly wantedByDefault: boolean;
}

/** Everything that can be chosen, in the order in which it is shown. */
export const offers: readonly Offer[] = [
  { kind: 'article_published', channel: 'app', wantedByDefault: true },
  { kind: 'article_published', channel: 'mail', wantedByDefault: false },
  { kind: 'comment_added', channel: 'app', wantedByDefault: true },
  { kind: 'comment_added', channel: 'mail', wantedByDefault: true },
  { kind: 'digest', channel: 'mail', wantedByDefault: true },
];
