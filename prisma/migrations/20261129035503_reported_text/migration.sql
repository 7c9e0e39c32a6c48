-- AlterTable
ALTER TABLE "report" ADD COLUMN "reported_text" JSONB;

-- A text that is deleted does not stay behind in the reports of it. Its keys become null with it, with its article or with its
-- author, by themselves: no statement of ours comes by there that could take the text along.
CREATE FUNCTION forget_reported_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.reported_text := NULL;
  RETURN NEW;
END $$;

CREATE TRIGGER report_forgotten BEFORE UPDATE OF "article_id", "comment_id", "author_id" ON "report" FOR EACH ROW
WHEN (NEW.author_id IS NULL OR NEW.article_id IS NULL OR (NEW.is_of_comment AND NEW.comment_id IS NULL))
EXECUTE FUNCTION forget_reported_text();
