import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { events } from '@hybrid/contracts';
import type { Prisma } from '@hybrid/prisma';
import { z } from 'zod';
import { announce } from '../../platform/events/announce.ts';
import { job, type JobContext } from '../../platform/jobs/job.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { type Archive, createArchive } from './archive.ts';
import { downloadUrl } from './download-link.ts';
import { exportParts } from './export-parts.ts';
import { exportSelect } from './list-exports.ts';
import { exportReady } from './mails.ts';

const daysKept = 7;
const dayMs = 86_400_000;
const attempts = 3;

/** All that is known of the job to those who queue it. */
export const exportBuild = { name: 'exports.build', payload: z.object({ exportId: z.uuid() }), attempts };

interface Pending {
  readonly id: string;
  readonly userId: string;
}

/** Makes an export: packs all a person has into one file of the storage, tells how far it is, and sends the mail. */
export const buildExport = job({
  ...exportBuild,
  timeoutMs: 1_800_000,
  async run(ctx, { exportId }) {
    const found = await ctx.db.dataExport.findUnique({
      where: { id: exportId },
      select: { userId: true, state: true },
    });
    // Gone with its account, or done by an attempt before this one. One that failed is here again because staff want it tried again.
    if (!found || found.state === 'ready') return;
    const pending = { id: exportId, userId: found.userId };
    try {
      await build(ctx, pending);
    } catch (error) {
      if (ctx.attempt >= attempts) await report(ctx, pending, { state: 'failed', finishedAt: ctx.now() });
      throw error;
    }
  },
});

async function build(ctx: JobContext, pending: Pending): Promise<void> {
  await report(ctx, pending, { state: 'running', progress: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'conduit-export-'));
  try {
    const path = join(folder, 'export.zip');
    await pack(ctx, pending, path);
    const file = await openAsBlob(path);
    const storageKey = `exports/${pending.id}.zip`;
    await ctx.storage.put(storageKey, file, { type: 'application/zip' });
    await finish(ctx, pending, { storageKey, sizeBytes: file.size });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(ctx: JobContext, pending: Pending, path: string): Promise<void> {
  const archive = createArchive(path);
  try {
    await fill(ctx, pending, archive);
    await archive.close();
  } finally {
    archive.destroy();
  }
}

async function fill(ctx: JobContext, pending: Pending, archive: Archive): Promise<void> {
  const parts = exportParts(ctx, pending.userId);
  const counts = await Promise.all(parts.map((part) => part.count()));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let [done, told] = [0, 0];
  for (const part of parts) {
    for await (const count of part.write(archive)) {
      ctx.signal.throwIfAborted();
      done += count;
      // Rows may be added meanwhile; and 100 is said once there is something to download.
      const progress = Math.min(99, Math.floor((done / total) * 100));
      if (progress - told < 5) continue;
      told = progress;
      await report(ctx, pending, { progress });
    }
  }
}

async function finish(
  ctx: JobContext,
  pending: Pending,
  file: { storageKey: string; sizeBytes: number },
): Promise<void> {
  const expiresAt = new Date(ctx.now().getTime() + daysKept * dayMs);
  const data = { ...file, state: 'ready', progress: 100, finishedAt: ctx.now(), expiresAt } as const;
  await ctx.db.$transaction(async (tx) => {
    await change(tx, pending, data);
    const owner = await tx.user.findUnique({
      where: { id: pending.userId },
      select: { email: true, emailVerified: true },
    });
    if (!owner) return;
    // Whoever reads the mail of an address that nobody confirmed may be a stranger: they have to sign in.
    const needsSignIn = !owner.emailVerified;
    const url = needsSignIn ? `/exports/${pending.id}/download` : downloadUrl(ctx, { id: pending.id, expiresAt });
    await sendMail(tx, exportReady, {
      key: `export:${pending.id}`,
      to: owner.email,
      userId: pending.userId,
      data: { url, needsSignIn, sizeBytes: file.sizeBytes, expiresAt: expiresAt.toISOString() },
    });
  });
}

function report({ db }: JobContext, pending: Pending, data: Prisma.DataExportUpdateInput): Promise<void> {
  return db.$transaction((tx) => change(tx, pending, data));
}

/** Nothing happens where the row went with its account. */
async function change(tx: Prisma.TransactionClient, { id, userId }: Pending, data: Prisma.DataExportUpdateInput) {
  const [changed] = await tx.dataExport.updateManyAndReturn({ where: { id }, data, select: exportSelect });
  if (changed) await announce(tx, events.exportProgressed, { userId, export: changed });
}
