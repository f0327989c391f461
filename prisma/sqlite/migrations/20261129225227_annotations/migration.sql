-- CreateTable
CREATE TABLE "Annotation" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sessionKey" INTEGER NOT NULL,
    "producer" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "number" REAL,
    "word" TEXT,
    "text" TEXT,
    "object" TEXT,
    "floats" BLOB,
    "topIds" BLOB,
    "topCount" INTEGER,
    "rewardRevision" INTEGER,
    CONSTRAINT "Annotation_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SampleTrace" (
    "digest" BLOB NOT NULL,
    "sessionKey" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "rewardRevision" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "sample" INTEGER NOT NULL,
    "leaf" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "responseLength" INTEGER NOT NULL,
    "trained" BLOB NOT NULL,

    PRIMARY KEY ("digest", "sessionKey"),
    CONSTRAINT "SampleTrace_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "turnRewards" TEXT;
ALTER TABLE "Session" ADD COLUMN "rewardRevision" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Session" ADD COLUMN "outcome" TEXT;

-- The list's index holds every column that a filter names.
DROP INDEX "Session_list";
CREATE INDEX "Session_list" ON "Session"("createdAt", "key", "facets", "refusedTokens", "driftSpans", "forkCount", "rewardValue", "sampledTokens", "trainedTokens", "turnCount", "sampleCount", "nodeCount", "contextTokens", "groupIndex", "updatedAt", "lastTurnAt", "status", "model", "tokenizer", "origin", "client", "run", "finishedPolicy", "outcome", "id");

-- CreateIndex
CREATE INDEX "Annotation_kind_word_number_sessionKey_idx" ON "Annotation"("kind", "word", "number", "sessionKey");

-- CreateIndex
CREATE UNIQUE INDEX "Annotation_sessionKey_producer_kind_target_at_key" ON "Annotation"("sessionKey", "producer", "kind", "target", "at");

-- CreateIndex
CREATE INDEX "SampleTrace_sessionKey_idx" ON "SampleTrace"("sessionKey");
