-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "evidence" TEXT,
ADD COLUMN     "evidenceChain" BYTEA;

-- CreateTable
CREATE TABLE "TurnEvidence" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" BYTEA,

    CONSTRAINT "TurnEvidence_pkey" PRIMARY KEY ("sessionKey","index","kind")
);

-- AddForeignKey
ALTER TABLE "TurnEvidence" ADD CONSTRAINT "TurnEvidence_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn"("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE;
