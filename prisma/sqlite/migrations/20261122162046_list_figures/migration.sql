-- CreateTable
CREATE TABLE "SessionFacets" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "status" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "tokenizer" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "run" TEXT NOT NULL,
    "causes" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "SessionFacets_status_model_tokenizer_client_run_causes_key" ON "SessionFacets"("status", "model", "tokenizer", "client", "run", "causes");

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "lastTurnAt" BIGINT;
ALTER TABLE "Session" ADD COLUMN "shape" TEXT;
ALTER TABLE "Session" ADD COLUMN "causeNames" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Session" ADD COLUMN "facets" INTEGER NOT NULL DEFAULT 0;

-- What the triggers below would have kept, had they been there; written by hand.
UPDATE "Session" SET
  "lastTurnAt" = (SELECT MAX("createdAt") FROM "Turn" WHERE "sessionKey" = "Session"."key"),
  "causeNames" = COALESCE((SELECT group_concat("cause", char(10)) FROM
    (SELECT DISTINCT "cause" FROM "SessionCause" WHERE "sessionKey" = "Session"."key" ORDER BY "cause")), '');
INSERT INTO "SessionFacets" ("status", "model", "tokenizer", "client", "run", "causes")
  SELECT DISTINCT "status", "model", "tokenizer", COALESCE("client", ''), COALESCE("run", ''), "causeNames" FROM "Session";
UPDATE "Session" SET "facets" = (
  SELECT f."key" FROM "SessionFacets" f WHERE f."status" = "Session"."status" AND f."model" = "Session"."model"
    AND f."tokenizer" = "Session"."tokenizer" AND f."client" = COALESCE("Session"."client", '')
    AND f."run" = COALESCE("Session"."run", '') AND f."causes" = "Session"."causeNames");

-- The schema language has no triggers.
CREATE TRIGGER "Session_facets_insert" AFTER INSERT ON "Session" BEGIN
  INSERT OR IGNORE INTO "SessionFacets" ("status", "model", "tokenizer", "client", "run", "causes")
    VALUES (NEW."status", NEW."model", NEW."tokenizer", COALESCE(NEW."client", ''), COALESCE(NEW."run", ''), NEW."causeNames");
  UPDATE "Session" SET "facets" = (
    SELECT f."key" FROM "SessionFacets" f WHERE f."status" = NEW."status" AND f."model" = NEW."model"
      AND f."tokenizer" = NEW."tokenizer" AND f."client" = COALESCE(NEW."client", '')
      AND f."run" = COALESCE(NEW."run", '') AND f."causes" = NEW."causeNames")
    WHERE "key" = NEW."key";
END;

CREATE TRIGGER "Session_facets_update" AFTER UPDATE OF "status", "client", "causeNames" ON "Session"
  WHEN OLD."status" <> NEW."status" OR OLD."client" IS NOT NEW."client" OR OLD."causeNames" <> NEW."causeNames" BEGIN
  INSERT OR IGNORE INTO "SessionFacets" ("status", "model", "tokenizer", "client", "run", "causes")
    VALUES (NEW."status", NEW."model", NEW."tokenizer", COALESCE(NEW."client", ''), COALESCE(NEW."run", ''), NEW."causeNames");
  UPDATE "Session" SET "facets" = (
    SELECT f."key" FROM "SessionFacets" f WHERE f."status" = NEW."status" AND f."model" = NEW."model"
      AND f."tokenizer" = NEW."tokenizer" AND f."client" = COALESCE(NEW."client", '')
      AND f."run" = COALESCE(NEW."run", '') AND f."causes" = NEW."causeNames")
    WHERE "key" = NEW."key";
END;

-- DropIndex
DROP INDEX "Session_list";

-- CreateIndex
CREATE INDEX "Session_list" ON "Session"("createdAt", "key", "facets", "refusedTokens", "driftSpans", "forkCount", "rewardValue", "sampledTokens", "trainedTokens", "turnCount", "sampleCount", "nodeCount", "contextTokens", "groupIndex", "updatedAt", "lastTurnAt", "status", "model", "tokenizer", "origin", "client", "run", "finishedPolicy", "id");
