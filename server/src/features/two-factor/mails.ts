import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** Tells the owner that sign-in asks for a code from now on, or no longer does. */
export const twoFactorChanged = mailTemplate({
  name: 'accounts/two-factor-changed',
  reachesSuspended: true,
  data: z.object({ isOn: z.boolean(), at: z.iso.datetime() }),
  sample: { isOn: true, at: '2026-03-02T08:00:00.000Z' },
});
