-- CreateTable
CREATE TABLE "ServedEngine" (
    "model" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "draining" BOOLEAN NOT NULL,
    "addedAt" BIGINT NOT NULL,

    CONSTRAINT "ServedEngine_pkey" PRIMARY KEY ("model")
);
