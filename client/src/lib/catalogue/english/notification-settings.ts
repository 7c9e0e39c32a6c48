/** What one is told of, and where. */
export const notificationSettings = {
  title: 'Notifications',
  note: 'What you are told of, here and by mail.',
  link: 'Choose what you are told of',
  caption: 'What you are told of, and where',
  what: 'What',
  channels: { app: 'On Conduit', mail: 'By mail' },
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
