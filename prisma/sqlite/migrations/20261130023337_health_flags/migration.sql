-- DropIndex
DROP INDEX "Session_list";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "step" INTEGER;
ALTER TABLE "Session" ADD COLUMN "oldestWeights" REAL;
ALTER TABLE "Session" ADD COLUMN "newestWeights" REAL;
ALTER TABLE "Session" ADD COLUMN "judgedBy" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "SessionFlag" (
    "sessionKey" INTEGER NOT NULL,
    "flag" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,
    "turn" INTEGER,
    "start" INTEGER NOT NULL,
    "length" INTEGER NOT NULL,

    PRIMARY KEY ("sessionKey", "flag", "detail"),
    CONSTRAINT "SessionFlag_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SessionFlag_flag_sessionKey_detail_count_tokens_idx" ON "SessionFlag"("flag", "sessionKey", "detail", "count", "tokens");

-- CreateIndex
CREATE INDEX "Session_list" ON "Session"("createdAt", "key", "facets", "refusedTokens", "driftSpans", "forkCount", "rewardValue", "sampledTokens", "trainedTokens", "turnCount", "sampleCount", "nodeCount", "contextTokens", "groupIndex", "updatedAt", "lastTurnAt", "status", "model", "tokenizer", "origin", "client", "run", "finishedPolicy", "outcome", "step", "oldestWeights", "newestWeights", "rewardRevision", "judgedBy", "id");

-- The step of sessions that were opened before, by their label.
UPDATE "Session" SET "step" = CAST(json_extract("labels", '$.step') AS INTEGER)
  WHERE json_type("labels", '$.step') IN ('integer', 'text')
    AND CAST(json_extract("labels", '$.step') AS TEXT) GLOB '[0-9]*'
    AND NOT CAST(json_extract("labels", '$.step') AS TEXT) GLOB '*[^0-9]*'
    AND length(CAST(json_extract("labels", '$.step') AS TEXT)) <= 9;
