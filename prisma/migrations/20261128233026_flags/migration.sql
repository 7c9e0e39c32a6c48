-- CreateEnum
CREATE TYPE "FlagState" AS ENUM ('off', 'on', 'some');

-- CreateTable
CREATE TABLE "flag" (
    "name" TEXT NOT NULL,
    "state" "FlagState" NOT NULL,
    "percent" INTEGER NOT NULL DEFAULT 0,
    "roles" "Role"[] DEFAULT ARRAY[]::"Role"[],
    "user_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "previous" JSONB,

    CONSTRAINT "flag_pkey" PRIMARY KEY ("name")
);
