import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** Brings the link that sets a new password. */
export const resetPasswordMail = mailTemplate({
  name: 'accounts/reset-password',
  data: z.object({ url: z.url(), expiresAt: z.iso.datetime() }),
  sample: { url: 'https://conduit.example/reset-password?token=sample', expiresAt: '2026-03-02T08:00:00.000Z' },
});

/** Tells the owner that there is a new password, in case it was not them. */
export const passwordChanged = mailTemplate({
  name: 'accounts/password-changed',
  reachesSuspended: true,
  data: z.object({ at: z.iso.datetime() }),
  sample: { at: '2026-03-02T08:00:00.000Z' },
});
