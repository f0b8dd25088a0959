-- CreateTable
CREATE TABLE "AuditFinding" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "programId" TEXT,
    "siteId" TEXT,
    "shiftId" TEXT,
    "escalationId" TEXT,
    "journeyId" TEXT,
    "mentorshipId" TEXT,
    "count" INTEGER NOT NULL DEFAULT 1,
    "details" JSONB NOT NULL,
    "occurrence" INTEGER NOT NULL DEFAULT 1,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "mendedAt" TIMESTAMPTZ(3),
    "alertedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuditFinding_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditRun" (
    "id" TEXT NOT NULL,
    "workflowId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "satisfied" BOOLEAN NOT NULL,
    "open" INTEGER NOT NULL,
    "mended" INTEGER NOT NULL,
    "askedRuns" BOOLEAN NOT NULL,
    "zoneRules" TEXT NOT NULL,
    "zoneRulesOk" BOOLEAN NOT NULL,
    "heartbeat" TEXT,

    CONSTRAINT "AuditRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditFinding_resolvedAt_idx" ON "AuditFinding"("resolvedAt");

-- CreateIndex
CREATE INDEX "AuditFinding_shiftId_idx" ON "AuditFinding"("shiftId");

-- CreateIndex
CREATE INDEX "AuditRun_at_idx" ON "AuditRun"("at");
