import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** A copy of one's data is ready to be downloaded. */
export const exportReady = mailTemplate({
  name: 'exports/ready',
  data: z.object({
    /** The download. */
    url: z.string(),
    /** Whether it is the owner's alone; else it is signed, and whoever holds it gets the file until it expires. */
    needsSignIn: z.boolean(),
    sizeBytes: z.number().int(),
    expiresAt: z.iso.datetime(),
  }),
  sample: {
    url: 'https://conduit.example/exports/01a2/download?token=sample',
    needsSignIn: false,
    sizeBytes: 2_400_000,
    expiresAt: '2026-03-02T08:00:00.000Z',
  },
});
