-- DropIndex
DROP INDEX "Session_list";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "judgedBy" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "newestWeights" DOUBLE PRECISION,
ADD COLUMN     "oldestWeights" DOUBLE PRECISION,
ADD COLUMN     "step" INTEGER;

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

    CONSTRAINT "SessionFlag_pkey" PRIMARY KEY ("sessionKey","flag","detail")
);

-- CreateIndex
CREATE INDEX "SessionFlag_flag_sessionKey_detail_count_tokens_idx" ON "SessionFlag"("flag", "sessionKey", "detail", "count", "tokens");

-- CreateIndex
CREATE INDEX "Session_list" ON "Session"("createdAt", "key", "facets", "refusedTokens", "driftSpans", "forkCount", "rewardValue", "sampledTokens", "trainedTokens", "turnCount", "sampleCount", "nodeCount", "contextTokens", "groupIndex", "updatedAt", "lastTurnAt", "status", "model", "tokenizer", "origin", "client", "run", "finishedPolicy", "outcome", "step", "oldestWeights", "newestWeights", "rewardRevision", "judgedBy", "id");

-- AddForeignKey
ALTER TABLE "SessionFlag" ADD CONSTRAINT "SessionFlag_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;


-- The step of sessions that were opened before, by their label.
UPDATE "Session" SET "step" = CAST(substring("labels" from '"step":"?([0-9]{1,9})"?[,}]') AS INTEGER)
  WHERE "labels" ~ '"step":"?[0-9]{1,9}"?[,}]';
