-- AlterTable
ALTER TABLE "Session" ADD COLUMN "unrecordedCalls" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Session" ADD COLUMN "unrecordedReason" TEXT;
