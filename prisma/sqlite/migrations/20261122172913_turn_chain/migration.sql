-- AlterTable
ALTER TABLE "Session" ADD COLUMN "chain" BLOB;
