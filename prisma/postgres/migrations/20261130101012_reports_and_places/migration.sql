-- AlterEnum
ALTER TYPE "ChangeKind" ADD VALUE 'shown';

-- AlterTable
ALTER TABLE "Change" ADD COLUMN     "shown" TEXT;

-- AlterTable
ALTER TABLE "ManagedChange" ADD COLUMN     "fields" TEXT;

-- CreateTable
CREATE TABLE "Report" (
    "key" SERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "holder" TEXT NOT NULL,
    "person" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Report_id_key" ON "Report"("id");
