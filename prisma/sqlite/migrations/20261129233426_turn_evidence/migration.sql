-- AlterTable
ALTER TABLE "Session" ADD COLUMN "evidence" TEXT;
ALTER TABLE "Session" ADD COLUMN "evidenceChain" BLOB;

-- CreateTable
CREATE TABLE "TurnEvidence" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" BLOB,

    PRIMARY KEY ("sessionKey", "index", "kind"),
    CONSTRAINT "TurnEvidence_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn" ("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE
);
