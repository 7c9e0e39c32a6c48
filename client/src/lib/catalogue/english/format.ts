import { createFormat, createQuantity } from '../create-format.ts';

const LOCALE = 'en-GB';

/** Numbers, dates and plurals as English writes them. */
export const format = createFormat(LOCALE, { justNow: 'just now' });

/** A number with its noun: `1 session`, `1,204 sessions`. */
export const quantity = createQuantity(LOCALE);
