-- CreateTable
CREATE TABLE "ServedEngine" (
    "model" TEXT NOT NULL PRIMARY KEY,
    "entry" TEXT NOT NULL,
    "draining" BOOLEAN NOT NULL,
    "addedAt" BIGINT NOT NULL
);
