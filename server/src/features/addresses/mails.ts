import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

const expiresAt = '2026-03-02T08:00:00.000Z';

/** Asks whether an address is its owner's. */
export const verifyEmail = mailTemplate({
  name: 'accounts/verify-email',
  data: z.object({ url: z.url(), expiresAt: z.iso.datetime() }),
  sample: { url: 'https://conduit.example/verify-email?token=sample', expiresAt },
});

/** Asks either side of a change of address to agree to it. */
export const confirmEmail = mailTemplate({
  name: 'accounts/confirm-email',
  data: z.object({ url: z.url(), side: z.enum(['old', 'new']), email: z.string(), expiresAt: z.iso.datetime() }),
  sample: {
    url: 'https://conduit.example/confirm-email?token=sample',
    side: 'old',
    email: 'new@example.com',
    expiresAt,
  },
});

/** Tells the old address that it no longer counts. */
export const emailChanged = mailTemplate({
  name: 'accounts/email-changed',
  reachesSuspended: true,
  data: z.object({ email: z.string() }),
  sample: { email: 'new@example.com' },
});
