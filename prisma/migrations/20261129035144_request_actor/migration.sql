-- AlterTable
ALTER TABLE "job_run" ADD COLUMN     "actor_id" TEXT;

-- AlterTable
ALTER TABLE "request_record" ADD COLUMN     "actor_id" TEXT;
