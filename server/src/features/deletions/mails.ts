import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** Tells when an account is deleted, and how to keep it. */
export const deletionPlanned = mailTemplate({
  name: 'accounts/deletion-planned',
  reachesSuspended: true,
  data: z.object({ dueAt: z.iso.datetime(), url: z.url() }),
  sample: { dueAt: '2026-03-16T08:00:00.000Z', url: 'https://conduit.example/settings/delete' },
});
