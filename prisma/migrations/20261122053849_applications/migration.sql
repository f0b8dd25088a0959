-- CreateTable
CREATE TABLE "Application" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "role" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "surname" TEXT,
    "preferredName" TEXT,
    "language" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "reach" TEXT NOT NULL,
    "phone" TEXT,
    "email" TEXT,
    "reachWords" TEXT,
    "consents" TEXT[],
    "consentVersion" TEXT,
    "words" TEXT,
    "partner" JSONB,
    "partnerPersonId" TEXT,
    "status" TEXT NOT NULL,
    "participantId" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Wording" (
    "programId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Wording_pkey" PRIMARY KEY ("programId","what","version")
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "channels" TEXT[],
    "how" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PeerWord" (
    "id" TEXT NOT NULL,
    "journeyId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "words" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PeerWord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StepDecision" (
    "id" TEXT NOT NULL,
    "journeyId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "referredTo" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StepDecision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Application_programId_status_createdAt_idx" ON "Application"("programId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "Application_status_createdAt_idx" ON "Application"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Application_participantId_idx" ON "Application"("participantId");

-- CreateIndex
CREATE INDEX "Acceptance_personId_programId_what_at_idx" ON "Acceptance"("personId", "programId", "what", "at");

-- CreateIndex
CREATE INDEX "PeerWord_journeyId_step_idx" ON "PeerWord"("journeyId", "step");

-- CreateIndex
CREATE INDEX "StepDecision_journeyId_step_at_idx" ON "StepDecision"("journeyId", "step", "at");
