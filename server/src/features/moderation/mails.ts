import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** Tells an author that something of theirs was hidden, or what is wrong with it. */
export const noticeMail = mailTemplate({
  name: 'moderation/notice',
  reachesSuspended: true,
  data: z.object({
    kind: z.enum(['hidden', 'warned']),
    words: z.string(),
    excerpt: z.string(),
    isOfComment: z.boolean(),
  }),
  sample: {
    kind: 'hidden',
    words: 'The drawings are somebody else’s work.',
    excerpt: 'The Hand Lens',
    isOfComment: false,
  },
});
