import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** Tells the owner of an account that a member of staff acts as them, and until when. */
export const impersonatedMail = mailTemplate({
  name: 'accounts/impersonated',
  reachesSuspended: true,
  data: z.object({ at: z.iso.datetime(), until: z.iso.datetime() }),
  sample: { at: '2026-03-02T08:00:00.000Z', until: '2026-03-02T08:30:00.000Z' },
});
