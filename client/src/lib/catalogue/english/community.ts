import { format, quantity } from './format.ts';

/** What people do with one another: whom they follow, what they report, what happens while they read. */
export const community = {
  people: {
    followers: (amount: number) => quantity(amount, 'follower', 'followers'),
    following: (amount: number) => `${format.count(amount)} following`,
    articles: (amount: number) => quantity(amount, 'article', 'articles'),
    since: (day: string) => `Here since ${day}`,
    followersTitle: (name: string) => `Followers of ${name}`,
    followingTitle: (name: string) => `Followed by ${name}`,
    loading: 'Loading people',
    failed: 'The list could not be loaded.',
    noFollowers: (name: string) => `Nobody follows ${name} yet.`,
    noFollowing: (name: string) => `${name} follows nobody yet.`,
    back: (name: string) => `Articles of ${name}`,
  },
  comment: {
    edited: 'edited',
    edit: 'Edit comment',
    editShort: 'Edit',
    form: 'Edit your comment',
    save: 'Save comment',
    saving: 'Saving',
    cancel: 'Cancel',
  },
  report: {
    open: { article: 'Report this article', comment: 'Report this comment' },
    short: 'Report',
    form: { article: 'Report this article to the moderators', comment: 'Report this comment to the moderators' },
    reason: 'Reason',
    reasons: {
      spam: 'Advertising or spam',
      abuse: 'Abuse or hatred',
      copyright: 'Somebody else’s work',
      other: 'Something else',
    },
    note: 'What should the moderators know?',
    noteField: 'The note',
    hint: 'Optional. Only the moderators read it.',
    send: 'Send report',
    sending: 'Sending',
    cancel: 'Cancel',
    done: 'Thank you. The moderators will look at it.',
  },
  live: {
    changed: 'The author changed this article while you were reading.',
    show: 'Show the new version',
    gone: 'The author has withdrawn this article. What you see is what you had loaded.',
  },
} as const;
