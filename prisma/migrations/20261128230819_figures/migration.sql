-- AlterTable
ALTER TABLE "contract_use" ADD COLUMN     "latency" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "request_id" TEXT;

-- CreateTable
CREATE TABLE "call_figure" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "procedure" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "latency" JSONB NOT NULL,

    CONSTRAINT "call_figure_pkey" PRIMARY KEY ("procedure","at")
);

-- CreateTable
CREATE TABLE "request_record" (
    "id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "procedure" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" TEXT,
    "client" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "error" TEXT,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "request_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process_state" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "memory_mb" INTEGER NOT NULL,
    "streams" INTEGER NOT NULL,
    "topics" INTEGER NOT NULL,
    "listeners" INTEGER NOT NULL,
    "audiences" JSONB NOT NULL,

    CONSTRAINT "process_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stream_figure" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "process" TEXT NOT NULL,
    "streams" INTEGER NOT NULL,
    "topics" INTEGER NOT NULL,
    "listeners" INTEGER NOT NULL,
    "deliveries" BIGINT NOT NULL,
    "resets" BIGINT NOT NULL,
    "published" BIGINT NOT NULL,
    "lag" JSONB NOT NULL,

    CONSTRAINT "stream_figure_pkey" PRIMARY KEY ("at","process")
);

-- CreateIndex
CREATE INDEX "call_figure_at_idx" ON "call_figure"("at");

-- CreateIndex
CREATE INDEX "request_record_at_id_idx" ON "request_record"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "request_record_procedure_at_id_idx" ON "request_record"("procedure", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "request_record_user_id_at_id_idx" ON "request_record"("user_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "request_record_request_id_idx" ON "request_record"("request_id");

-- CreateIndex
CREATE INDEX "process_state_seen_at_idx" ON "process_state"("seen_at");

-- Written by hand, as a model has no words for parts of an index. What failed and what was slow is looked for most, and is the least of it.
CREATE INDEX "request_record_failed_idx" ON "request_record"("at" DESC, "id" DESC) WHERE "status" >= 400;
CREATE INDEX "request_record_broken_idx" ON "request_record"("at" DESC, "id" DESC) WHERE "status" >= 500;
CREATE INDEX "request_record_slow_idx" ON "request_record"("at" DESC, "id" DESC) WHERE "took_ms" >= 1000;
CREATE INDEX "request_record_slowest_idx" ON "request_record"("took_ms" DESC) WHERE "took_ms" >= 1000;

-- What came of a request is found by its id; what came of none, as the runs of a schedule, takes no place.
CREATE INDEX "job_run_request_id_idx" ON "job_run"("request_id") WHERE "request_id" IS NOT NULL;
CREATE INDEX "audit_log_request_id_idx" ON "audit_log"("request_id") WHERE "request_id" IS NOT NULL;
CREATE INDEX "mail_request_id_idx" ON "mail"("request_id") WHERE "request_id" IS NOT NULL;
