/** What one is told of, and where. */
export const notificationSettings = {
  title: 'Notifications',
  note: 'What you are told of, here and by mail.',
  link: 'Choose what you are told of',
  caption: 'What you are told of, and where',
  what: 'What',
  channels: { app: 'On Conduit', mail: 'By mail' },
  kinds: {
    article_published: { name: 'New articles', note: 'by people you follow' },
    comment_added: { name: 'Comments', note: 'on your articles; many in an hour come in one mail' },
    digest: { name: 'Weekly digest', note: 'on Monday morning: what was worth reading' },
  },
  toggle: (kind: string, channel: string) => `${kind}, ${channel}`,
  unconfirmed: {
    before: 'None of these mails go out before your address is confirmed. ',
    action: 'Confirm it',
    after: '.',
  },
  unchanged: 'Your choice was not kept.',
  loading: 'Loading your choices',
  failed: 'Your choices could not be loaded.',
};
