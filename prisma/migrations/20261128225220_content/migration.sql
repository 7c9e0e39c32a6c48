-- What moderators hide, whom they tell, and what staff look for in titles and comments: by a part of a word, which trigrams find.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "ModerationNoticeKind" AS ENUM ('hidden', 'shown', 'warned', 'dismissed', 'upheld');

-- AlterEnum
ALTER TYPE "ReportOutcome" ADD VALUE 'hidden';
ALTER TYPE "ReportOutcome" ADD VALUE 'warned';

-- DropIndex
DROP INDEX "comment_author_id_idx";

-- AlterTable
ALTER TABLE "article" ADD COLUMN     "hidden_at" TIMESTAMPTZ(3),
ADD COLUMN     "hidden_reason" TEXT;

-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "hidden_at" TIMESTAMPTZ(3),
ADD COLUMN     "hidden_reason" TEXT;

-- AlterTable
ALTER TABLE "report" ADD COLUMN     "author_id" TEXT;

-- CreateTable
CREATE TABLE "former_tag" (
    "name" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "former_tag_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "moderation_notice" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" "ModerationNoticeKind" NOT NULL,
    "words" TEXT,
    "excerpt" TEXT NOT NULL,
    "is_of_comment" BOOLEAN NOT NULL,
    "article_id" UUID,
    "comment_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "moderation_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "former_tag_tag_idx" ON "former_tag"("tag");

-- CreateIndex
CREATE INDEX "moderation_notice_user_id_created_at_id_idx" ON "moderation_notice"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "moderation_notice_article_id_idx" ON "moderation_notice"("article_id");

-- CreateIndex
CREATE INDEX "moderation_notice_comment_id_idx" ON "moderation_notice"("comment_id");

-- CreateIndex
CREATE INDEX "article_title_idx" ON "article" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "comment_author_id_created_at_id_idx" ON "comment"("author_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "comment_created_at_id_idx" ON "comment"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "comment_body_idx" ON "comment" USING GIN ("body" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "report_author_id_created_at_id_idx" ON "report"("author_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "upload_created_at_id_idx" ON "upload"("created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_notice" ADD CONSTRAINT "moderation_notice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_notice" ADD CONSTRAINT "moderation_notice_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_notice" ADD CONSTRAINT "moderation_notice_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand. Hidden is one more reason to be unpublished, so that every list, count and trigger that knows the one knows both; and
-- what is hidden cannot be published by a statement that forgot to ask.
ALTER TABLE "article" ADD CONSTRAINT article_hidden_is_unpublished CHECK (hidden_at IS NULL OR unpublished_at IS NOT NULL);
ALTER TABLE "article" ADD CONSTRAINT article_hidden_has_reason CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL));
ALTER TABLE "comment" ADD CONSTRAINT comment_hidden_has_reason CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL));

-- Few are: staff find them without reading past all the others.
CREATE INDEX article_unpublished_idx ON "article" (created_at DESC, id DESC) WHERE unpublished_at IS NOT NULL;
CREATE INDEX comment_hidden_idx ON "comment" (created_at DESC, id DESC) WHERE hidden_at IS NOT NULL;

-- Whose it was that is there still.
UPDATE "report" r SET author_id = c.author_id FROM "comment" c WHERE r.is_of_comment AND c.id = r.comment_id;
UPDATE "report" r SET author_id = a.author_id FROM "article" a WHERE NOT r.is_of_comment AND a.id = r.article_id;

-- A name that somebody uses anew is a tag of its own again, and leads nowhere else.
CREATE FUNCTION release_former_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "former_tag" WHERE name = NEW.name;
  RETURN NULL;
END $$;

CREATE TRIGGER tag_used AFTER INSERT ON "tag" FOR EACH ROW EXECUTE FUNCTION release_former_tag();
