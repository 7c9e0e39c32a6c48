-- DropIndex
DROP INDEX "mail_user_id_idx";

-- CreateIndex
CREATE INDEX "mail_user_id_created_at_id_idx" ON "mail"("user_id", "created_at" DESC, "id" DESC);

-- Written by hand: few calls are made by somebody who acts as somebody else.
CREATE INDEX "request_record_actor_idx" ON "request_record"("actor_id", "at" DESC, "id" DESC) WHERE "actor_id" IS NOT NULL;
