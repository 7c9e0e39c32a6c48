/** What the moderators do, as those whom it concerns are told of it. */
export const moderation = {
  hidden: {
    label: 'From the moderators',
    article: 'Hidden by the moderators. Only you can see this page, and it cannot be published again. They write:',
    comment: 'Hidden by the moderators. Only you can see this comment. They write:',
    short: 'Hidden by the moderators.',
  },
  title: 'From the moderators',
  read: 'Mark as read',
  unread: 'Unread',
  told: {
    hidden: {
      article: 'Your article was hidden from everybody else',
      comment: 'Your comment was hidden from everybody else',
    },
    shown: { article: 'Your article is shown again', comment: 'Your comment is shown again' },
    warned: { article: 'A word about your article', comment: 'A word about your comment' },
    dismissed: {
      article: 'You reported this article. It was looked at, and stays',
      comment: 'You reported this comment. It was looked at, and stays',
    },
    upheld: {
      article: 'You reported this article. Something was done about it',
      comment: 'You reported this comment. Something was done about it',
    },
  },
} as const;
