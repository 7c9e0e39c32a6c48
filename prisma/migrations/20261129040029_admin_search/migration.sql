CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateIndex
CREATE INDEX "mail_template_created_at_id_idx" ON "mail"("template", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "user_role_created_at_id_idx" ON "user"("role", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "user_username_idx" ON "user" USING GIN ("username" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "user_email_idx" ON "user" USING GIN ("email" gin_trgm_ops);

-- Written by hand: few are suspended, and they are looked for among all others.
CREATE INDEX "user_suspended_idx" ON "user"("created_at" DESC, "id" DESC) WHERE "suspended_at" IS NOT NULL;
