import { type Redactions, shortAddress } from '../../platform/admin/redaction.ts';

/** What of a person is kept from staff who only look. */
export const userRedactions: Redactions<{ email: string }> = { email: { from: 'viewers', as: shortAddress } };
