-- CreateTable
CREATE TABLE "Release" (
    "id" TEXT NOT NULL,
    "admittedAt" TIMESTAMPTZ(3),
    "refusedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "replayed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);
