-- AlterTable
ALTER TABLE "PairBlock" ADD COLUMN     "by" TEXT;

-- AlterTable
ALTER TABLE "Participant" ADD COLUMN     "answersBy" TEXT;

-- AlterTable
ALTER TABLE "SurveyResponse" ADD COLUMN     "by" TEXT,
ADD COLUMN     "paperOn" TEXT;

-- CreateTable
CREATE TABLE "SurveyDraft" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "survey" TEXT NOT NULL,
    "waitKey" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "skipped" TEXT[],
    "question" TEXT,
    "askedAgain" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MatchFlag" (
    "id" TEXT NOT NULL,
    "mentorshipId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "menteeId" TEXT NOT NULL,
    "mentorId" TEXT NOT NULL,
    "hideFrom" TEXT NOT NULL,
    "words" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MatchFlag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseloadReason" (
    "mentorshipId" TEXT NOT NULL,
    "mentorId" TEXT NOT NULL,
    "limit" INTEGER NOT NULL,
    "would" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CaseloadReason_pkey" PRIMARY KEY ("mentorshipId")
);

-- CreateIndex
CREATE UNIQUE INDEX "SurveyDraft_waitKey_key" ON "SurveyDraft"("waitKey");

-- CreateIndex
CREATE INDEX "SurveyDraft_participantId_status_idx" ON "SurveyDraft"("participantId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "MatchFlag_mentorshipId_key" ON "MatchFlag"("mentorshipId");

-- CreateIndex
CREATE INDEX "MatchFlag_menteeId_idx" ON "MatchFlag"("menteeId");

-- CreateIndex
CREATE INDEX "MatchFlag_hideFrom_idx" ON "MatchFlag"("hideFrom");
