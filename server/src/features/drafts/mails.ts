import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';

/** A draft that was to be published by itself lacked what an article needs. */
export const draftMissed = mailTemplate({
  name: 'drafts/missed',
  data: z.object({
    title: z.string(),
    /** When it should have been published. */
    at: z.iso.datetime(),
    /** The fields at fault. */
    lacks: z.array(z.string()),
    url: z.string(),
  }),
  sample: {
    title: 'Slack water',
    at: '2026-03-02T08:00:00.000Z',
    lacks: ['description', 'body'],
    url: '/draft/01a2',
  },
});
