// What the examples of the contract are about: things that the seed plants, so that whoever tries an example out on a laptop is
// answered. Values alone, as they travel.

/** A person, as others see them. */
export const sampleReader = { username: 'wren', bio: 'I read on the train, mostly standing.', image: null };

/** The reader, as they see themselves. */
export const sampleMe = {
  ...sampleReader,
  id: '01a22252-2dfc-724e-a42c-294ab8cd0b48',
  email: 'reader@example.com',
  role: 'user',
  emailVerified: true,
  language: null,
  timeZone: 'UTC',
  hasTwoFactor: false,
  deletionDueAt: null,
} as const;
