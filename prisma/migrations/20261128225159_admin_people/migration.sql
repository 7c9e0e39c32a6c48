-- Staff prove once more who they are, act as somebody else with a trace, and change all that match a question by a job.
-- CreateEnum
CREATE TYPE "BulkState" AS ENUM ('waiting', 'running', 'done', 'stopped');

-- CreateEnum
CREATE TYPE "BulkOutcome" AS ENUM ('waiting', 'changed', 'unchanged', 'refused');

-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "address" TEXT,
ADD COLUMN     "as_id" TEXT;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "proved_at" TIMESTAMPTZ(3),
ADD COLUMN     "staff_at" TIMESTAMPTZ(3),
ADD COLUMN     "staff_session_id" TEXT;

-- CreateTable
CREATE TABLE "bulk_run" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "BulkState" NOT NULL DEFAULT 'waiting',
    "query" JSONB NOT NULL,
    "question" TEXT NOT NULL,
    "undoes_id" UUID,
    "actor_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "job_id" TEXT,
    "matched" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_row" (
    "run_id" UUID NOT NULL,
    "row_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "outcome" "BulkOutcome" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,

    CONSTRAINT "bulk_row_pkey" PRIMARY KEY ("run_id","row_id")
);

-- CreateIndex
CREATE INDEX "bulk_run_created_at_id_idx" ON "bulk_run"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "bulk_row_run_id_outcome_row_id_idx" ON "bulk_row"("run_id", "outcome", "row_id");

-- CreateIndex
CREATE INDEX "session_staff_session_id_idx" ON "session"("staff_session_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_staff_session_id_fkey" FOREIGN KEY ("staff_session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_row" ADD CONSTRAINT "bulk_row_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "bulk_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: most lines of the log were written by somebody for themselves, and those before this by nobody knows which address.
CREATE INDEX "audit_log_as_id_at_id_idx" ON "audit_log"("as_id", "at" DESC, "id" DESC) WHERE "as_id" IS NOT NULL;
CREATE INDEX "audit_log_address_at_id_idx" ON "audit_log"("address", "at" DESC, "id" DESC) WHERE "address" IS NOT NULL;
