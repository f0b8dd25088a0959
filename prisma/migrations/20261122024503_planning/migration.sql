-- AlterTable
ALTER TABLE "Shift" ADD COLUMN     "offered" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "ShiftCapOverride" (
    "id" TEXT NOT NULL,
    "shiftId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "caps" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShiftCapOverride_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SiteExclusion" (
    "participantId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SiteExclusion_pkey" PRIMARY KEY ("participantId","siteId")
);

-- CreateTable
CREATE TABLE "SafetyPlan" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "version" INTEGER NOT NULL,
    "contacts" JSONB NOT NULL,
    "police" JSONB NOT NULL,
    "ambulance" JSONB NOT NULL,
    "duressPhrase" TEXT,
    "notes" TEXT,
    "language" TEXT NOT NULL,
    "agreedAt" TIMESTAMPTZ(3) NOT NULL,
    "agreedBy" TEXT NOT NULL,

    CONSTRAINT "SafetyPlan_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ShiftCapOverride_shiftId_personId_key" ON "ShiftCapOverride"("shiftId", "personId");

-- CreateIndex
CREATE INDEX "SafetyPlan_personId_idx" ON "SafetyPlan"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "SafetyPlan_participantId_version_key" ON "SafetyPlan"("participantId", "version");
