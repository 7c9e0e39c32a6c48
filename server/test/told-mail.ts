import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { mailTemplate } from '../src/platform/mail/mail-template.ts';
import { root } from './services.ts';

const Thing = z.object({ who: z.string(), title: z.string(), url: z.string(), text: z.string() });
const data = z.object({ count: z.number(), things: z.array(Thing) });

/** A mail of the tests' own: it tells what somebody wrote, so that their words stand in every part of it. */
export const told = mailTemplate({
  name: 'tests/told',
  data,
  sample: { count: 1, things: [{ who: 'grace', title: 'Moss & Co', url: '/moss', text: 'Grüße' }] },
});

/** A root with the layouts of the product's mails and the templates of the tests. */
export async function mailRoot(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-mails-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const emails = join(folder, 'admin-views/emails');
  await cp(join(root, 'server/test/fixtures/emails'), emails, { recursive: true });
  for (const layout of ['layout.eta', 'layout-text.eta']) {
    await cp(join(root, 'admin-views/emails', layout), join(emails, layout));
  }
  return folder;
}
