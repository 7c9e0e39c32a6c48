/** What the platform asks of the database that the schema cannot say: it goes behind what the migration writer makes. */
export const byHand = `
-- Written by hand: "Maren" and "maren" are one name to a reader, and two accounts that differ by a capital letter are how
-- one person passes for another. The schema cannot say this; Prisma leaves an index on an expression alone.
CREATE UNIQUE INDEX "user_username_lower_key" ON "user"(lower("username"));

-- Written by hand: what staff did can be added to and never changed, not by a mistake of ours and not by who owns the table. For
-- each statement and not each row, as TRUNCATE has no rows, and so that a statement that would find none is refused as well. ALWAYS:
-- a session that plays the replica, as restores do, leaves out other triggers. Who may ALTER the table can still take them away,
-- on purpose and not by accident.
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER audit_log_append_only;
`;
