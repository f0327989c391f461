-- DropIndex
DROP INDEX "Session_list";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "rewardRevision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "turnRewards" TEXT;

-- CreateTable
CREATE TABLE "Annotation" (
    "key" SERIAL NOT NULL,
    "sessionKey" INTEGER NOT NULL,
    "producer" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "number" DOUBLE PRECISION,
    "word" TEXT,
    "text" TEXT,
    "object" TEXT,
    "floats" BYTEA,
    "topIds" BYTEA,
    "topCount" INTEGER,
    "rewardRevision" INTEGER,

    CONSTRAINT "Annotation_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "SampleTrace" (
    "digest" BYTEA NOT NULL,
    "sessionKey" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "rewardRevision" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "sample" INTEGER NOT NULL,
    "leaf" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "responseLength" INTEGER NOT NULL,
    "trained" BYTEA NOT NULL,

    CONSTRAINT "SampleTrace_pkey" PRIMARY KEY ("digest","sessionKey")
);

-- CreateIndex
CREATE INDEX "Annotation_kind_word_number_sessionKey_idx" ON "Annotation"("kind", "word", "number", "sessionKey");

-- CreateIndex
CREATE UNIQUE INDEX "Annotation_sessionKey_producer_kind_target_at_key" ON "Annotation"("sessionKey", "producer", "kind", "target", "at");

-- CreateIndex
CREATE INDEX "SampleTrace_sessionKey_idx" ON "SampleTrace"("sessionKey");

-- CreateIndex
CREATE INDEX "Session_list" ON "Session"("createdAt", "key", "facets", "refusedTokens", "driftSpans", "forkCount", "rewardValue", "sampledTokens", "trainedTokens", "turnCount", "sampleCount", "nodeCount", "contextTokens", "groupIndex", "updatedAt", "lastTurnAt", "status", "model", "tokenizer", "origin", "client", "run", "finishedPolicy", "outcome", "id");

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SampleTrace" ADD CONSTRAINT "SampleTrace_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;
