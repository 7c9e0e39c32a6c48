import { createFormat, createQuantity } from '../create-format.ts';

const LOCALE = 'de-DE';

/** Numbers, dates and plurals as German writes them. */
export const format = createFormat(LOCALE, { justNow: 'gerade eben' });

/** A number with its noun: `1 Kommentar`, `1.204 Kommentare`. */
export const quantity = createQuantity(LOCALE);
