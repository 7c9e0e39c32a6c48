/**
 * On which it is whispered that more is known of a job: whoever looks at it reads it again, in whichever process.
 *
 * @remarks
 * No feature declares it, so that nobody hears it from outside.
 */
export function jobTopic(id: string): string {
  return `!job:${id}`;
}
