-- AlterTable
ALTER TABLE "Turn" ADD COLUMN "audit" TEXT;
