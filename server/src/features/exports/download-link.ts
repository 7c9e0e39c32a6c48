import type { Services } from '../../platform/context.ts';

const purpose = 'exports.download';

interface Download {
  readonly id: string;
  readonly expiresAt: Date;
}

/** The address of a download that needs no signing in: for a mail, whose reader may be elsewhere. */
export function downloadUrl({ signer, publicUrl }: Pick<Services, 'signer' | 'publicUrl'>, download: Download): string {
  const token = signer.sign(purpose, `${download.id} ${download.expiresAt.getTime()}`);
  return new URL(`/exports/${download.id}/download?token=${token}`, publicUrl).href;
}

/** Whether a token was given for this download and still counts. */
export function isDownloadToken({ signer, now }: Pick<Services, 'signer' | 'now'>, id: string, token: string): boolean {
  const [signedId, expiresAt] = signer.read(purpose, token)?.split(' ') ?? [];
  return signedId === id && Number(expiresAt) > now().getTime();
}
