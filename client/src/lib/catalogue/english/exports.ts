import { format } from './format.ts';

export const exports = {
  section: {
    title: 'Your data',
    note: 'A copy of everything you have here, as one file.',
  },
  contents:
    'It holds your profile, articles and drafts as Markdown, your pictures, comments, favorites, follows, notifications and sessions.',
  action: 'Make a copy',
  again: 'Make a new copy',
  waiting: 'Your copy waits for its turn.',
  running: 'Your copy is being made.',
  percent: (amount: number) => `${amount}%`,
  progress: 'Progress of your copy',
  mail: 'You need not wait here: a mail tells you when it is ready.',
  ready: (day: string, now: Date) => `Your copy of ${format.day(day, now)} is ready.`,
  download: (megabytes: number) => `Download (${megabytes < 0.1 ? 'under 0.1' : format.count(megabytes)} MB)`,
  until: (day: string, now: Date) => `It can be downloaded until ${format.day(day, now)}, then it is deleted.`,
  failed: 'The copy could not be made. Try again; what you have here is safe.',
  loadFailed: 'Your copies could not be loaded.',
  loading: 'Loading your copies',
  beforeLeaving: 'Make a copy of your data first, if you want to keep any of it.',
} as const;
