-- CreateEnum
CREATE TYPE "ExportState" AS ENUM ('waiting', 'running', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "ReportReason" AS ENUM ('spam', 'abuse', 'copyright', 'other');

-- CreateEnum
CREATE TYPE "ReportOutcome" AS ENUM ('dismissed', 'removed');

-- CreateEnum
CREATE TYPE "NotificationChannel" AS ENUM ('app', 'mail');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('queued', 'sent', 'kept', 'dropped', 'failed');

-- AlterTable
ALTER TABLE "article" ADD COLUMN     "image" TEXT,
ADD COLUMN     "search_vector" tsvector,
ADD COLUMN     "unpublished_at" TIMESTAMPTZ(3),
ADD COLUMN     "words_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "article_tag" ADD COLUMN     "listed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "favorite" ADD COLUMN     "listed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "edited_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "articles_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "deletion_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "followers_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "following_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC',
ADD COLUMN     "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "in_app" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "awaits_mail" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "two_factor" (
    "user_id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "recovery_codes" TEXT[],
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "last_step" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "email_change" (
    "user_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "old_token_hash" TEXT NOT NULL,
    "new_token_hash" TEXT NOT NULL,
    "old_confirmed_at" TIMESTAMPTZ(3),
    "new_confirmed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_change_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "data_export" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "state" "ExportState" NOT NULL DEFAULT 'waiting',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "storage_key" TEXT,
    "size_bytes" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "name" TEXT NOT NULL,
    "articles_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "total" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "total_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "author_id" TEXT NOT NULL,
    "article_id" UUID,
    "title" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "image" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "publish_at" TIMESTAMPTZ(3),
    "missed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "owner_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "reporter_id" TEXT NOT NULL,
    "article_id" UUID,
    "is_of_comment" BOOLEAN NOT NULL,
    "comment_id" INTEGER,
    "excerpt" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "reason" "ReportReason" NOT NULL,
    "note" TEXT,
    "outcome" "ReportOutcome",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_choice" (
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" "NotificationChannel" NOT NULL,
    "wanted" BOOLEAN NOT NULL,

    CONSTRAINT "notification_choice_pkey" PRIMARY KEY ("user_id","kind","channel")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "user_id" TEXT,
    "to" TEXT NOT NULL,
    "data" JSONB,
    "subject" TEXT,
    "text" TEXT,
    "html" TEXT,
    "state" "MailState" NOT NULL DEFAULT 'queued',
    "error" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "email_change_old_token_hash_key" ON "email_change"("old_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "email_change_new_token_hash_key" ON "email_change"("new_token_hash");

-- CreateIndex
CREATE INDEX "data_export_user_id_created_at_idx" ON "data_export"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "data_export_expires_at_idx" ON "data_export"("expires_at");

-- CreateIndex
CREATE INDEX "tag_articles_count_name_idx" ON "tag"("articles_count" DESC, "name");

-- CreateIndex
CREATE UNIQUE INDEX "draft_article_id_key" ON "draft"("article_id");

-- CreateIndex
CREATE INDEX "draft_author_id_updated_at_id_idx" ON "draft"("author_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "upload_key_key" ON "upload"("key");

-- CreateIndex
CREATE INDEX "upload_owner_id_created_at_idx" ON "upload"("owner_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "report_resolved_at_created_at_id_idx" ON "report"("resolved_at", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "report_article_id_idx" ON "report"("article_id");

-- CreateIndex
CREATE INDEX "report_comment_id_idx" ON "report"("comment_id");

-- CreateIndex
CREATE INDEX "report_reporter_id_idx" ON "report"("reporter_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_key_key" ON "mail"("key");

-- CreateIndex
CREATE INDEX "mail_created_at_id_idx" ON "mail"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "mail_state_created_at_id_idx" ON "mail"("state", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "mail_user_id_idx" ON "mail"("user_id");

-- DropIndex
DROP INDEX "article_tag_tag_idx";

-- CreateIndex
CREATE INDEX "article_tag_tag_listed_at_article_id_idx" ON "article_tag"("tag", "listed_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "favorite_user_id_listed_at_article_id_idx" ON "favorite"("user_id", "listed_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "article_search_vector_idx" ON "article" USING GIN ("search_vector");

-- CreateIndex
CREATE INDEX "user_deletion_due_at_idx" ON "user"("deletion_due_at");

-- DropIndex
DROP INDEX "follow_followed_id_idx";

-- CreateIndex
CREATE INDEX "follow_followed_id_created_at_follower_id_idx" ON "follow"("followed_id", "created_at" DESC, "follower_id" DESC);

-- CreateIndex
CREATE INDEX "follow_follower_id_created_at_followed_id_idx" ON "follow"("follower_id", "created_at" DESC, "followed_id" DESC);

-- One report of a person about one thing waits at a time.
CREATE UNIQUE INDEX "report_article_once_key" ON "report"("reporter_id", "article_id") WHERE "resolved_at" IS NULL AND NOT "is_of_comment";
CREATE UNIQUE INDEX "report_comment_once_key" ON "report"("reporter_id", "comment_id") WHERE "resolved_at" IS NULL;

-- AddForeignKey
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_export" ADD CONSTRAINT "data_export_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_choice" ADD CONSTRAINT "notification_choice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---- Counts and other columns that the database keeps by itself ----
-- Kept by triggers rather than by the use cases, because rows also go by cascade: deleting a person takes their favorites,
-- follows and articles along, which no use case sees. A count is true in the very transaction of what it counts.

-- Whether an article is listed and what tags it has is changed by one transaction at a time. The total of all articles is one
-- row that each of them updates, so they wait for each other anyhow; taking the turn before the first row means that
-- nobody holds an article, a tag or a person that another needs, and no two of them can come to a deadlock. A favorite takes
-- no turn and holds one article, a follow two people in the order of their ids. The turn ends with the transaction.
CREATE FUNCTION take_listing_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7241906382);
  RETURN NULL;
END $$;

-- An edit sets updated_at; a count that changes does not.
CREATE TRIGGER article_turn BEFORE INSERT OR DELETE OR UPDATE OF updated_at, created_at, unpublished_at ON "article"
  FOR EACH STATEMENT EXECUTE FUNCTION take_listing_turn();
CREATE TRIGGER article_tag_turn BEFORE INSERT OR DELETE OR UPDATE ON "article_tag"
  FOR EACH STATEMENT EXECUTE FUNCTION take_listing_turn();
CREATE TRIGGER user_turn BEFORE DELETE ON "user"
  FOR EACH STATEMENT EXECUTE FUNCTION take_listing_turn();

-- What full-text search looks in. Weights: A title, B description, C tags, D body.
-- Articles are in English, German or both, and nobody says which. So each text is in it twice: as it stands (`simple`), which
-- finds words of any language and, with `:*`, their beginnings as one types; and by its English stems without stop words.
-- A query asks for both: to_tsquery('simple', 'engin:*') || websearch_to_tsquery('english', 'engines').
-- A body counts with its first 50,000 characters, some 8,000 words: Postgres refuses a vector of more than 1 MB, which a longer
-- body of nothing but different words would reach.
CREATE FUNCTION search_words(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(
    to_tsvector('pg_catalog.simple'::regconfig, words) || to_tsvector('pg_catalog.english'::regconfig, words),
    weight
  )
$$;

CREATE FUNCTION search_tags(id uuid) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT search_words(coalesce(string_agg(tag, ' ' ORDER BY position), ''), 'C')
    FROM "article_tag" WHERE article_id = search_tags.id
$$;

CREATE FUNCTION count_words(words text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_count(words, '\S+')
$$;

-- Before the row is written, so that it is written once; and not on a count that changes.
CREATE FUNCTION read_article_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words_count := count_words(NEW.body);
  NEW.search_vector := search_words(NEW.title, 'A') || search_words(NEW.description, 'B')
    || search_words(left(NEW.body, 50000), 'D')
    || CASE WHEN TG_OP = 'UPDATE' THEN search_tags(NEW.id) ELSE '' END;
  RETURN NEW;
END $$;

CREATE TRIGGER article_text BEFORE INSERT OR UPDATE OF title, description, body ON "article"
  FOR EACH ROW EXECUTE FUNCTION read_article_text();

-- A tag's or a person's newest articles come from one index each, for rare and popular ones alike, because the article's
-- date stands in the row of the tag and of the favorite. A favorite locks its article first, as unpublishing does, so that
-- one waits for the other and sees what it did.
CREATE FUNCTION list_article_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.listed_at := (SELECT created_at FROM "article" WHERE id = NEW.article_id AND unpublished_at IS NULL);
  RETURN NEW;
END $$;

CREATE TRIGGER article_tag_listed BEFORE INSERT ON "article_tag"
  FOR EACH ROW EXECUTE FUNCTION list_article_tag();

CREATE FUNCTION list_favorite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN unpublished_at IS NULL THEN created_at END INTO NEW.listed_at
    FROM "article" WHERE id = NEW.article_id FOR NO KEY UPDATE;
  RETURN NEW;
END $$;

CREATE TRIGGER favorite_listed BEFORE INSERT ON "favorite"
  FOR EACH ROW EXECUTE FUNCTION list_favorite();

-- The counts: once a statement, from all the rows it changed, so that a bulk load stays one.
CREATE FUNCTION count_articles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE "user" u SET articles_count = u.articles_count + c.n
      FROM (SELECT author_id, count(*) AS n FROM added WHERE unpublished_at IS NULL GROUP BY author_id) c
      WHERE u.id = c.author_id;
    UPDATE "total" SET value = value + (SELECT count(*) FROM added WHERE unpublished_at IS NULL) WHERE name = 'articles';
  ELSE
    UPDATE "user" u SET articles_count = u.articles_count - c.n
      FROM (SELECT author_id, count(*) AS n FROM removed WHERE unpublished_at IS NULL GROUP BY author_id) c
      WHERE u.id = c.author_id;
    UPDATE "total" SET value = value - (SELECT count(*) FROM removed WHERE unpublished_at IS NULL) WHERE name = 'articles';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER article_added AFTER INSERT ON "article" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_articles();
CREATE TRIGGER article_removed AFTER DELETE ON "article" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION count_articles();

-- By row, since a trigger by statement would run at every favorite that is counted on the article.
CREATE FUNCTION relist_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change integer := (NEW.unpublished_at IS NULL)::integer - (OLD.unpublished_at IS NULL)::integer;
  listed timestamptz := CASE WHEN NEW.unpublished_at IS NULL THEN NEW.created_at END;
BEGIN
  IF change <> 0 THEN
    UPDATE "user" SET articles_count = articles_count + change WHERE id = NEW.author_id;
    UPDATE "total" SET value = value + change WHERE name = 'articles';
  END IF;
  UPDATE "article_tag" SET listed_at = listed WHERE article_id = NEW.id;
  UPDATE "favorite" SET listed_at = listed WHERE article_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER article_relisted AFTER UPDATE OF unpublished_at, created_at ON "article" FOR EACH ROW
  WHEN ((OLD.unpublished_at IS NULL) <> (NEW.unpublished_at IS NULL) OR OLD.created_at <> NEW.created_at)
  EXECUTE FUNCTION relist_article();

-- A tag without a listed article has no row: tags go out of use by themselves.
CREATE FUNCTION count_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO "tag" (name, articles_count)
      SELECT tag, count(*) FROM added WHERE listed_at IS NOT NULL GROUP BY tag
      ON CONFLICT (name) DO UPDATE SET articles_count = "tag".articles_count + excluded.articles_count;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    UPDATE "tag" t SET articles_count = t.articles_count - c.n
      FROM (SELECT tag, count(*) AS n FROM removed WHERE listed_at IS NOT NULL GROUP BY tag) c
      WHERE t.name = c.tag;
    DELETE FROM "tag" WHERE articles_count = 0 AND name IN (SELECT tag FROM removed);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER article_tag_added AFTER INSERT ON "article_tag" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_tags();
CREATE TRIGGER article_tag_removed AFTER DELETE ON "article_tag" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION count_tags();
CREATE TRIGGER article_tag_relisted AFTER UPDATE ON "article_tag" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_tags();

-- Only the words of the tags are replaced: reading a long body again would take longer than everything else.
CREATE FUNCTION read_article_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "article" SET search_vector = ts_filter(search_vector, '{a,b,d}') || search_tags(id)
    WHERE id IN (SELECT article_id FROM changed);
  RETURN NULL;
END $$;

CREATE TRIGGER article_tag_words_added AFTER INSERT ON "article_tag" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION read_article_tags();
CREATE TRIGGER article_tag_words_removed AFTER DELETE ON "article_tag" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION read_article_tags();

-- The rows are locked in the order of their ids before any is changed: of two statements that touch the same ones, the second waits.
CREATE FUNCTION count_favorites() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  PERFORM 1 FROM "article" WHERE id IN (SELECT article_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE "article" a SET favorites_count = a.favorites_count + sign * c.n
    FROM (SELECT article_id, count(*) AS n FROM changed GROUP BY article_id) c
    WHERE a.id = c.article_id;
  RETURN NULL;
END $$;

CREATE TRIGGER favorite_added AFTER INSERT ON "favorite" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_favorites();
CREATE TRIGGER favorite_removed AFTER DELETE ON "favorite" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_favorites();

CREATE FUNCTION count_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  PERFORM 1 FROM "user"
    WHERE id IN (SELECT follower_id FROM changed UNION SELECT followed_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE "user" u
    SET followers_count = u.followers_count + sign * c.followers, following_count = u.following_count + sign * c.following
    FROM (
      SELECT id, sum(follower) AS followers, sum(followed) AS following FROM (
        SELECT followed_id AS id, 1 AS follower, 0 AS followed FROM changed
        UNION ALL SELECT follower_id, 0, 1 FROM changed
      ) AS sides GROUP BY id
    ) c
    WHERE u.id = c.id;
  RETURN NULL;
END $$;

CREATE TRIGGER follow_added AFTER INSERT ON "follow" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_follows();
CREATE TRIGGER follow_removed AFTER DELETE ON "follow" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_follows();

-- An address that another article had before keeps leading to that one, and is refused like one in use. Asked after the write,
-- which waits for whoever is giving the address up at this moment; and by the database, so that publishing is one statement.
CREATE FUNCTION refuse_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "former_slug" WHERE slug = NEW.slug AND article_id <> NEW.id) THEN
    RAISE unique_violation USING MESSAGE = 'The address leads to another article, which had it before.',
      TABLE = 'former_slug', CONSTRAINT = 'former_slug_pkey';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER article_slug_kept AFTER INSERT OR UPDATE OF slug ON "article"
  FOR EACH ROW EXECUTE FUNCTION refuse_former_slug();

-- What is there already, with the triggers at rest: they would count it a second time.
ALTER TABLE "article" DISABLE TRIGGER USER;
ALTER TABLE "article_tag" DISABLE TRIGGER USER;
ALTER TABLE "favorite" DISABLE TRIGGER USER;

UPDATE "article_tag" t SET listed_at = a.created_at FROM "article" a WHERE a.id = t.article_id;
UPDATE "favorite" f SET listed_at = a.created_at FROM "article" a WHERE a.id = f.article_id;
UPDATE "article" a SET
  words_count = count_words(body),
  search_vector = search_words(title, 'A') || search_words(description, 'B') || search_words(left(body, 50000), 'D')
    || search_tags(id),
  favorites_count = (SELECT count(*) FROM "favorite" f WHERE f.article_id = a.id);
UPDATE "user" u SET
  followers_count = (SELECT count(*) FROM "follow" WHERE followed_id = u.id),
  following_count = (SELECT count(*) FROM "follow" WHERE follower_id = u.id),
  articles_count = (SELECT count(*) FROM "article" WHERE author_id = u.id);
INSERT INTO "tag" (name, articles_count) SELECT tag, count(*) FROM "article_tag" GROUP BY tag;
INSERT INTO "total" (name, value) SELECT 'articles', count(*) FROM "article";

ALTER TABLE "article" ENABLE TRIGGER USER;
ALTER TABLE "article_tag" ENABLE TRIGGER USER;
ALTER TABLE "favorite" ENABLE TRIGGER USER;
