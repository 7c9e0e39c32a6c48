-- AlterTable
ALTER TABLE "job_run" ADD COLUMN     "key" TEXT,
ADD COLUMN     "log" JSONB,
ADD COLUMN     "user_id" TEXT;

-- CreateTable
CREATE TABLE "job_schedule_off" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT,

    CONSTRAINT "job_schedule_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_figure" (
    "span" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "lost" INTEGER NOT NULL,
    "waits" JSONB NOT NULL,
    "runs" JSONB NOT NULL,

    CONSTRAINT "job_figure_pkey" PRIMARY KEY ("span","at","name")
);

-- CreateTable
CREATE TABLE "job_figure_batch" (
    "id" UUID NOT NULL,
    "counts" JSONB NOT NULL,
    "added_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_figure_batch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "job_run_name_started_at_id_idx" ON "job_run"("name", "started_at" DESC, "id" DESC);
-- Written by hand: who looks for what went wrong with one job, or for one key, reads those alone; most attempts are in neither index.
CREATE INDEX "job_run_unsuccessful_by_name_idx" ON "job_run"("name", "outcome", "started_at" DESC, "id" DESC) WHERE "outcome" <> 'succeeded';
CREATE INDEX "job_run_key_idx" ON "job_run"("key", "started_at" DESC, "id" DESC) WHERE "key" IS NOT NULL;
CREATE INDEX "job_run_user_id_idx" ON "job_run"("user_id", "started_at" DESC, "id" DESC) WHERE "user_id" IS NOT NULL;
CREATE INDEX "job_figure_batch_fresh_idx" ON "job_figure_batch"("id") WHERE "added_at" IS NULL;

-- What the history holds so far, in the classes of durations.ts: each is a fourth of a doubling wide. Of a job that was tried
-- again only its first attempt tells how long it waited.
INSERT INTO "job_figure" ("span", "at", "name", "succeeded", "failed", "lost", "waits", "runs")
WITH ended AS (
  SELECT s.span, date_trunc(s.span, finished_at, 'UTC') AS at, name, outcome, attempt,
    greatest(0, extract(epoch FROM started_at - queued_at)::float8 * 1000) AS wait, greatest(0, extract(epoch FROM finished_at - started_at)::float8 * 1000) AS run
  FROM "job_run" CROSS JOIN (VALUES ('hour', interval '100 years'), ('minute', interval '26 hours')) AS s (span, kept)
  WHERE outcome IN ('succeeded', 'failed', 'lost') AND finished_at > now() - s.kept),
classed AS (
  SELECT *, CASE WHEN wait < 1 THEN 0 ELSE least(floor(ln(wait) / ln(2::float8) * 4) + 1, 110) END::int AS wait_class,
    CASE WHEN run < 1 THEN 0 ELSE least(floor(ln(run) / ln(2::float8) * 4) + 1, 110) END::int AS run_class FROM ended),
totals AS (
  SELECT span, at, name, count(*) FILTER (WHERE outcome = 'succeeded') AS succeeded, count(*) FILTER (WHERE outcome = 'failed') AS failed,
    count(*) FILTER (WHERE outcome = 'lost') AS lost FROM classed GROUP BY span, at, name),
waited AS (
  SELECT span, at, name, jsonb_object_agg(wait_class, count) AS waits
  FROM (SELECT span, at, name, wait_class, count(*) FROM classed WHERE attempt = 1 GROUP BY span, at, name, wait_class) AS one GROUP BY span, at, name),
ran AS (
  SELECT span, at, name, jsonb_object_agg(run_class, count) AS runs
  FROM (SELECT span, at, name, run_class, count(*) FROM classed WHERE outcome <> 'lost' GROUP BY span, at, name, run_class) AS one GROUP BY span, at, name)
SELECT span, at, name, succeeded, failed, lost, coalesce(waits, '{}'), coalesce(runs, '{}')
FROM totals LEFT JOIN waited USING (span, at, name) LEFT JOIN ran USING (span, at, name);
