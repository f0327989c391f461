-- AlterTable
ALTER TABLE "Turn" ADD COLUMN "amendment" TEXT;
