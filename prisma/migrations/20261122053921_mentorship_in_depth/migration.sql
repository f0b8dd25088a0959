-- AlterTable
ALTER TABLE "Goal" ADD COLUMN     "shared" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN     "moves" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "proposedAt" TIMESTAMPTZ(3),
ADD COLUMN     "proposedBy" TEXT,
ADD COLUMN     "proposedWall" TEXT;

-- AlterTable
ALTER TABLE "Mentorship" ADD COLUMN     "interimPersonId" TEXT,
ADD COLUMN     "interimSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Workshop" ADD COLUMN     "capacity" INTEGER,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'workshop',
ADD COLUMN     "minutes" INTEGER NOT NULL DEFAULT 120,
ADD COLUMN     "moves" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "place" TEXT,
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'planned';

-- AlterTable
ALTER TABLE "WorkshopInvitation" ADD COLUMN     "answeredAt" TIMESTAMPTZ(3),
ADD COLUMN     "offeredUntil" TIMESTAMPTZ(3),
ADD COLUMN     "offers" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'invited',
ADD COLUMN     "waitingSince" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "GoalStep" (
    "id" TEXT NOT NULL,
    "goalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GoalStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Occasion" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "nextAt" TIMESTAMPTZ(3),

    CONSTRAINT "Occasion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Referral" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "partnerId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "companionPersonId" TEXT,
    "companionHow" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "consentedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "followUpAt" TIMESTAMPTZ(3),
    "followUp" TEXT,

    CONSTRAINT "Referral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Resource" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "title" JSONB NOT NULL,
    "text" JSONB NOT NULL,
    "link" TEXT,
    "topics" TEXT[],
    "addedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ResourceSent" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "sentBy" TEXT NOT NULL,
    "intentKey" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ResourceSent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appointment" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "title" TEXT NOT NULL,
    "place" TEXT,
    "startsWall" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "minutes" INTEGER NOT NULL DEFAULT 60,
    "companionPersonId" TEXT,
    "status" TEXT NOT NULL,
    "moves" INTEGER NOT NULL DEFAULT 0,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "GoalStep_goalId_idx" ON "GoalStep"("goalId");

-- CreateIndex
CREATE INDEX "Occasion_nextAt_idx" ON "Occasion"("nextAt");

-- CreateIndex
CREATE INDEX "Referral_participantId_idx" ON "Referral"("participantId");

-- CreateIndex
CREATE INDEX "Referral_programId_status_idx" ON "Referral"("programId", "status");

-- CreateIndex
CREATE INDEX "Resource_programId_idx" ON "Resource"("programId");

-- CreateIndex
CREATE INDEX "ResourceSent_participantId_idx" ON "ResourceSent"("participantId");

-- CreateIndex
CREATE INDEX "Appointment_participantId_idx" ON "Appointment"("participantId");

-- CreateIndex
CREATE INDEX "Appointment_programId_startsAt_idx" ON "Appointment"("programId", "startsAt");

-- AddForeignKey
ALTER TABLE "GoalStep" ADD CONSTRAINT "GoalStep_goalId_fkey" FOREIGN KEY ("goalId") REFERENCES "Goal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
