/** What the platform asks of the database that the schema cannot say: it goes behind what the migration writer makes. */
export const byHand = `
-- Written by hand: "Maren" and "maren" are one name to a reader, and two accounts that differ by a capital letter are how
-- one person passes for another. The schema cannot say this; Prisma leaves an index on an expression alone.
CREATE UNIQUE INDEX "user_username_lower_key" ON "user"(lower("username"));
`;
