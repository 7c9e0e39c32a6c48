-- CreateTable
CREATE TABLE "idempotent_answer" (
    "id" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT NOT NULL,
    "failure" TEXT,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_use_batch" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "counts" JSONB NOT NULL,

    CONSTRAINT "contract_use_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_use" (
    "day" DATE NOT NULL,
    "procedure" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "sampled" INTEGER NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "fields" JSONB NOT NULL,

    CONSTRAINT "contract_use_pkey" PRIMARY KEY ("day","procedure","client","version")
);

-- CreateIndex
CREATE INDEX "idempotent_answer_at_idx" ON "idempotent_answer"("at");
