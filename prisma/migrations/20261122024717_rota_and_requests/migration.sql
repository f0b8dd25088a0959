-- AlterTable
ALTER TABLE "RotaEntry" ADD COLUMN     "dayFrom" TEXT,
ADD COLUMN     "dayTo" TEXT,
ADD COLUMN     "fromWall" TEXT,
ADD COLUMN     "untilWall" TEXT,
ADD COLUMN     "weekdays" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "zone" TEXT;

-- CreateTable
CREATE TABLE "RotaAbsence" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "personId" TEXT,
    "reason" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "fromWall" TEXT NOT NULL,
    "untilWall" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RotaAbsence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RotaOverride" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "level" TEXT NOT NULL,
    "fromPersonId" TEXT NOT NULL,
    "toPersonId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "fromWall" TEXT,
    "untilWall" TEXT,
    "zone" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RotaOverride_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Request" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "personId" TEXT NOT NULL,
    "journeyId" TEXT,
    "exclude" TEXT[],
    "status" TEXT NOT NULL,
    "takenBy" TEXT,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "askedBy" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RotaAbsence_programId_until_idx" ON "RotaAbsence"("programId", "until");

-- CreateIndex
CREATE INDEX "RotaOverride_programId_level_idx" ON "RotaOverride"("programId", "level");

-- CreateIndex
CREATE INDEX "Request_programId_status_idx" ON "Request"("programId", "status");

-- CreateIndex
CREATE INDEX "Request_personId_idx" ON "Request"("personId");
