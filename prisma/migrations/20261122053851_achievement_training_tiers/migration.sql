-- CreateTable
CREATE TABLE "AchievementReview" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "journeyId" TEXT NOT NULL,
    "words" TEXT,
    "wordsAt" TIMESTAMPTZ(3),
    "wordsBy" TEXT,
    "reply" TEXT,
    "namesGoals" BOOLEAN NOT NULL DEFAULT false,
    "staysInvited" BOOLEAN NOT NULL DEFAULT false,
    "outcome" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "goals" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AchievementReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alumnus" (
    "participantId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "privileges" TEXT[],

    CONSTRAINT "Alumnus_pkey" PRIMARY KEY ("participantId")
);

-- CreateTable
CREATE TABLE "TrainingRecord" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "module" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "doneOn" TEXT NOT NULL,
    "goodUntil" TEXT,
    "credited" BOOLEAN NOT NULL DEFAULT false,
    "proof" TEXT,
    "sessionId" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrainingRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrainingSession" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "module" TEXT NOT NULL,
    "startsWall" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrainingSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModuleProposal" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ModuleProposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModuleRating" (
    "programId" TEXT NOT NULL,
    "module" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "stars" INTEGER NOT NULL,
    "words" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModuleRating_pkey" PRIMARY KEY ("programId","module","participantId")
);

-- CreateTable
CREATE TABLE "TierChange" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "words" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "askedReviewAt" TIMESTAMPTZ(3),
    "review" TEXT,
    "reviewWords" TEXT,
    "reviewedBy" TEXT,
    "reviewedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TierChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkRecord" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "day" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "tier" TEXT NOT NULL,
    "task" TEXT,
    "shiftId" TEXT,
    "kind" TEXT NOT NULL,
    "amount" INTEGER,
    "reason" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "voidedAt" TIMESTAMPTZ(3),
    "voidedBy" TEXT,

    CONSTRAINT "WorkRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkReview" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "stars" INTEGER,
    "words" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Supervisor" (
    "participantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Supervisor_pkey" PRIMARY KEY ("participantId")
);

-- CreateTable
CREATE TABLE "AgreementAccepted" (
    "participantId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgreementAccepted_pkey" PRIMARY KEY ("participantId","version")
);

-- CreateTable
CREATE TABLE "Opening" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "tier" TEXT NOT NULL,
    "fromTiers" TEXT[],
    "places" INTEGER NOT NULL,
    "closesOn" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OpeningOffer" (
    "openingId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,
    "said" TEXT,
    "saidAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "why" TEXT,

    CONSTRAINT "OpeningOffer_pkey" PRIMARY KEY ("openingId","participantId")
);

-- CreateTable
CREATE TABLE "Note" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "role" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AchievementReview_participantId_createdAt_idx" ON "AchievementReview"("participantId", "createdAt");

-- CreateIndex
CREATE INDEX "Alumnus_programId_idx" ON "Alumnus"("programId");

-- CreateIndex
CREATE INDEX "TrainingRecord_participantId_module_idx" ON "TrainingRecord"("participantId", "module");

-- CreateIndex
CREATE INDEX "TrainingSession_programId_startsAt_idx" ON "TrainingSession"("programId", "startsAt");

-- CreateIndex
CREATE INDEX "ModuleProposal_programId_status_idx" ON "ModuleProposal"("programId", "status");

-- CreateIndex
CREATE INDEX "TierChange_participantId_at_idx" ON "TierChange"("participantId", "at");

-- CreateIndex
CREATE INDEX "WorkRecord_programId_day_idx" ON "WorkRecord"("programId", "day");

-- CreateIndex
CREATE INDEX "WorkRecord_participantId_day_idx" ON "WorkRecord"("participantId", "day");

-- CreateIndex
CREATE INDEX "WorkRecord_shiftId_idx" ON "WorkRecord"("shiftId");

-- CreateIndex
CREATE INDEX "WorkReview_participantId_at_idx" ON "WorkReview"("participantId", "at");

-- CreateIndex
CREATE INDEX "Opening_programId_status_idx" ON "Opening"("programId", "status");

-- CreateIndex
CREATE INDEX "Note_participantId_at_idx" ON "Note"("participantId", "at");

-- AddForeignKey
ALTER TABLE "OpeningOffer" ADD CONSTRAINT "OpeningOffer_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "Opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
