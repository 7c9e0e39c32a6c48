import type { Words } from '../words.ts';
import { format } from './format.ts';

export const notifications: Words['notifications'] = {
  title: 'Mitteilungen',
  bell: (unread) => (unread === 0 ? 'Mitteilungen' : `Mitteilungen, ${format.count(unread)} ungelesen`),
  unread: 'Ungelesen',
  unreadCount: (amount) => (amount === 0 ? 'Alles gelesen' : `${format.count(amount)} ungelesen`),
  markAllRead: 'Alle als gelesen markieren',
  markRead: 'Als gelesen markieren',
  stillUnread: 'Nichts wurde als gelesen markiert.',
  older: 'Ältere anzeigen',
  loading: 'Mitteilungen werden geladen',
  failed: 'Die Mitteilungen konnten nicht geladen werden.',
  lost: 'Verbindung wird aufgebaut',
  lostHint: 'Die Verbindung ist abgebrochen. Was du liest, kann veraltet sein.',
};
