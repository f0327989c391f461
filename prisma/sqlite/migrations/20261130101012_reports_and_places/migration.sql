-- AlterTable
ALTER TABLE "Change" ADD COLUMN "shown" TEXT;

-- AlterTable
ALTER TABLE "ManagedChange" ADD COLUMN "fields" TEXT;

-- CreateTable
CREATE TABLE "Report" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "holder" TEXT NOT NULL,
    "person" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Report_id_key" ON "Report"("id");
