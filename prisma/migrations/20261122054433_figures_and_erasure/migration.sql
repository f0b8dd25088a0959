-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "SelfDescription" (
    "participantId" TEXT NOT NULL,
    "group" TEXT,
    "words" TEXT,
    "consentAt" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "SelfDescription_pkey" PRIMARY KEY ("participantId")
);

-- CreateTable
CREATE TABLE "Erasure" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "status" TEXT NOT NULL,
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "heldUpBy" TEXT,
    "endedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Erasure_status_dueAt_idx" ON "Erasure"("status", "dueAt");

-- CreateIndex
CREATE INDEX "Erasure_personId_idx" ON "Erasure"("personId");
