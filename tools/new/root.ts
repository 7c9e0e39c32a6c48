import { fileURLToPath } from 'node:url';

/** The repository that this program belongs to. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
