import { type Subject, subjects } from './subjects.ts';

// One subject in a process of its own: `SUBJECT` says which, `PORT` where.

await subjects[process.env['SUBJECT'] as Subject](Number(process.env['PORT']));
// In order, so that a profile of it is written.
process.once('SIGTERM', () => process.exit());
process.once('SIGINT', () => process.exit());
