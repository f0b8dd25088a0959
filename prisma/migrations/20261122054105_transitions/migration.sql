-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "partner" TEXT;

-- AlterTable
ALTER TABLE "RoleGrant" ADD COLUMN     "partner" TEXT;

-- CreateTable
CREATE TABLE "Transition" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "personId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "journeyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "dateWall" TEXT,
    "dateAt" TIMESTAMPTZ(3),
    "zone" TEXT NOT NULL,
    "insideSince" TIMESTAMPTZ(3),
    "outAt" TIMESTAMPTZ(3),
    "partner" TEXT,
    "round" INTEGER NOT NULL DEFAULT 0,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "handOverFrom" TEXT,
    "handOverTo" TEXT,
    "handOverToPersonId" TEXT,
    "handOverConsentAt" TIMESTAMPTZ(3),
    "handOverBy" TEXT,
    "reportedBy" TEXT NOT NULL,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransitionContact" (
    "transitionId" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "owedBy" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "settledAt" TIMESTAMPTZ(3),
    "settledBy" TEXT,

    CONSTRAINT "TransitionContact_pkey" PRIMARY KEY ("transitionId","contact")
);

-- CreateTable
CREATE TABLE "PartnerShare" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "personId" TEXT NOT NULL,
    "partner" TEXT NOT NULL,
    "consentVia" TEXT NOT NULL,
    "consentAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,

    CONSTRAINT "PartnerShare_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeathRecord" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "tellBy" TEXT NOT NULL,
    "carriedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),
    "undoneBy" TEXT,
    "undoneWhy" TEXT,

    CONSTRAINT "DeathRecord_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Transition_personId_status_idx" ON "Transition"("personId", "status");

-- CreateIndex
CREATE INDEX "Transition_programId_status_idx" ON "Transition"("programId", "status");

-- CreateIndex
CREATE INDEX "TransitionContact_status_dueAt_idx" ON "TransitionContact"("status", "dueAt");

-- CreateIndex
CREATE INDEX "PartnerShare_programId_partner_endedAt_idx" ON "PartnerShare"("programId", "partner", "endedAt");

-- CreateIndex
CREATE INDEX "PartnerShare_personId_idx" ON "PartnerShare"("personId");

-- CreateIndex
CREATE INDEX "DeathRecord_personId_idx" ON "DeathRecord"("personId");

-- AddForeignKey
ALTER TABLE "TransitionContact" ADD CONSTRAINT "TransitionContact_transitionId_fkey" FOREIGN KEY ("transitionId") REFERENCES "Transition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
