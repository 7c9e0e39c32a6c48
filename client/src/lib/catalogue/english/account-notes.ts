/** What an account is for and what goes with it, as the pages of accounts say it of this product. */
export const accountNotes = {
  signIn: 'To write, to follow and to answer.',
  username: 'It stands under what you write and in your address here.',
  bio: 'A sentence or two, shown on your profile.',
  timeZone: 'By it the weekly digest knows when Monday morning is.',
  deletion:
    'Your articles, comments, drafts, pictures, favorites and follows are deleted, for everybody and for good. It happens 14 days after you ask; until then you can change your mind.',
} as const;
