-- CreateTable
CREATE TABLE "Program" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgramVersion" (
    "programId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProgramVersion_pkey" PRIMARY KEY ("programId","version")
);

-- CreateTable
CREATE TABLE "Site" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,

    CONSTRAINT "Site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "surname" TEXT,
    "preferredName" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "detail" TEXT NOT NULL DEFAULT 'full',
    "duressPhrase" TEXT,
    "deceasedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "consentAt" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),
    "unusableCode" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ContactPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "role" TEXT NOT NULL,
    "tier" TEXT,
    "reference" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Journey" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "programVersion" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "privileges" TEXT[],
    "passedSteps" TEXT[],
    "sequence" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Journey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyResponse" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "survey" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "via" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyResponse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Goal" (
    "id" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Goal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mentorship" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "menteeId" TEXT NOT NULL,
    "mentorId" TEXT NOT NULL,
    "round" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,
    "menteeSaid" TEXT,
    "mentorSaid" TEXT,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "activeAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "menteeWords" TEXT,
    "mentorWords" TEXT,

    CONSTRAINT "Mentorship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PairBlock" (
    "menteeId" TEXT NOT NULL,
    "mentorId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PairBlock_pkey" PRIMARY KEY ("menteeId","mentorId")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" TEXT NOT NULL,
    "mentorshipId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "startsWall" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workshop" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "title" TEXT NOT NULL,
    "privilege" TEXT NOT NULL,
    "startsWall" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Workshop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkshopInvitation" (
    "workshopId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "intentKey" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkshopInvitation_pkey" PRIMARY KEY ("workshopId","participantId")
);

-- CreateTable
CREATE TABLE "Shift" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "startsWall" TEXT NOT NULL,
    "endsWall" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "zoneRules" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Shift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShiftPeer" (
    "shiftId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShiftPeer_pkey" PRIMARY KEY ("shiftId","personId")
);

-- CreateTable
CREATE TABLE "RotaEntry" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "level" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "RotaEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "subjectPersonId" TEXT NOT NULL,
    "shiftId" TEXT,
    "journeyId" TEXT,
    "status" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "chain" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedBy" TEXT,
    "ownerPersonId" TEXT,
    "outcomeDueAt" TIMESTAMPTZ(3),
    "peerAnsweredAt" TIMESTAMPTZ(3),
    "unresolvedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" TEXT,
    "outcome" TEXT,
    "note" TEXT,

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Wait" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "owedBy" TEXT NOT NULL,
    "personId" TEXT,
    "subjectPersonId" TEXT,
    "journeyId" TEXT,
    "mentorshipId" TEXT,
    "shiftId" TEXT,
    "escalationId" TEXT,
    "workflowId" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "details" JSONB,
    "closedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "closedBy" TEXT,

    CONSTRAINT "Wait_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "PersonalLink" (
    "tokenHash" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "waitKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PersonalLink_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "MessageIntent" (
    "key" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "refs" JSONB NOT NULL,
    "urgency" TEXT NOT NULL,
    "channels" TEXT[],
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "journeyId" TEXT,
    "shiftId" TEXT,
    "escalationId" TEXT,
    "waitKey" TEXT,
    "status" TEXT NOT NULL,
    "statusReason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "notBefore" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "MessageIntent_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "intentKey" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "carrierId" TEXT,
    "code" TEXT,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "isRepeat" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryReceipt" (
    "carrierId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,
    "token" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeliveryReceipt_pkey" PRIMARY KEY ("carrierId","status")
);

-- CreateTable
CREATE TABLE "Inbound" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "token" TEXT,
    "carrierActed" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "understood" JSONB,
    "personId" TEXT,
    "outcome" TEXT,

    CONSTRAINT "Inbound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "siteId" TEXT,
    "personId" TEXT,
    "journeyId" TEXT,
    "mentorshipId" TEXT,
    "shiftId" TEXT,
    "escalationId" TEXT,
    "actor" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "passwordHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "programId" TEXT,
    "siteId" TEXT,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "tokenHash" TEXT NOT NULL,
    "accountId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "programId" TEXT,
    "siteId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotentRequest" (
    "key" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotentRequest_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Site_programId_idx" ON "Site"("programId");

-- CreateIndex
CREATE INDEX "ContactPoint_channel_value_idx" ON "ContactPoint"("channel", "value");

-- CreateIndex
CREATE UNIQUE INDEX "ContactPoint_personId_channel_value_key" ON "ContactPoint"("personId", "channel", "value");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_personId_programId_key" ON "Participant"("personId", "programId");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_programId_reference_key" ON "Participant"("programId", "reference");

-- CreateIndex
CREATE INDEX "Journey_programId_status_stage_idx" ON "Journey"("programId", "status", "stage");

-- CreateIndex
CREATE INDEX "Journey_participantId_idx" ON "Journey"("participantId");

-- CreateIndex
CREATE INDEX "SurveyResponse_participantId_survey_at_idx" ON "SurveyResponse"("participantId", "survey", "at");

-- CreateIndex
CREATE INDEX "Goal_participantId_idx" ON "Goal"("participantId");

-- CreateIndex
CREATE INDEX "Mentorship_programId_status_idx" ON "Mentorship"("programId", "status");

-- CreateIndex
CREATE INDEX "Mentorship_menteeId_idx" ON "Mentorship"("menteeId");

-- CreateIndex
CREATE INDEX "Mentorship_mentorId_idx" ON "Mentorship"("mentorId");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_mentorshipId_number_key" ON "Meeting"("mentorshipId", "number");

-- CreateIndex
CREATE INDEX "Workshop_programId_startsAt_idx" ON "Workshop"("programId", "startsAt");

-- CreateIndex
CREATE INDEX "Shift_siteId_startsAt_idx" ON "Shift"("siteId", "startsAt");

-- CreateIndex
CREATE INDEX "Shift_status_endsAt_idx" ON "Shift"("status", "endsAt");

-- CreateIndex
CREATE INDEX "ShiftPeer_personId_idx" ON "ShiftPeer"("personId");

-- CreateIndex
CREATE INDEX "RotaEntry_programId_level_idx" ON "RotaEntry"("programId", "level");

-- CreateIndex
CREATE INDEX "Escalation_programId_status_idx" ON "Escalation"("programId", "status");

-- CreateIndex
CREATE INDEX "Escalation_code_status_idx" ON "Escalation"("code", "status");

-- CreateIndex
CREATE INDEX "Wait_personId_closedAt_idx" ON "Wait"("personId", "closedAt");

-- CreateIndex
CREATE INDEX "Wait_subjectPersonId_closedAt_idx" ON "Wait"("subjectPersonId", "closedAt");

-- CreateIndex
CREATE INDEX "Wait_programId_closedAt_dueAt_idx" ON "Wait"("programId", "closedAt", "dueAt");

-- CreateIndex
CREATE INDEX "Wait_journeyId_idx" ON "Wait"("journeyId");

-- CreateIndex
CREATE INDEX "Wait_shiftId_idx" ON "Wait"("shiftId");

-- CreateIndex
CREATE INDEX "PersonalLink_personId_idx" ON "PersonalLink"("personId");

-- CreateIndex
CREATE INDEX "MessageIntent_personId_at_idx" ON "MessageIntent"("personId", "at");

-- CreateIndex
CREATE INDEX "MessageIntent_status_at_idx" ON "MessageIntent"("status", "at");

-- CreateIndex
CREATE INDEX "MessageIntent_escalationId_idx" ON "MessageIntent"("escalationId");

-- CreateIndex
CREATE INDEX "MessageIntent_shiftId_idx" ON "MessageIntent"("shiftId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_token_key" ON "Delivery"("token");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_carrierId_key" ON "Delivery"("carrierId");

-- CreateIndex
CREATE INDEX "Delivery_status_startedAt_idx" ON "Delivery"("status", "startedAt");

-- CreateIndex
CREATE INDEX "Delivery_address_at_idx" ON "Delivery"("address", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_intentKey_channel_attempt_key" ON "Delivery"("intentKey", "channel", "attempt");

-- CreateIndex
CREATE INDEX "Inbound_status_receivedAt_idx" ON "Inbound"("status", "receivedAt");

-- CreateIndex
CREATE INDEX "Inbound_from_receivedAt_idx" ON "Inbound"("from", "receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Event_key_key" ON "Event"("key");

-- CreateIndex
CREATE INDEX "Event_tx_id_idx" ON "Event"("tx", "id");

-- CreateIndex
CREATE INDEX "Event_personId_at_idx" ON "Event"("personId", "at");

-- CreateIndex
CREATE INDEX "Event_journeyId_at_idx" ON "Event"("journeyId", "at");

-- CreateIndex
CREATE INDEX "Event_programId_kind_at_idx" ON "Event"("programId", "kind", "at");

-- CreateIndex
CREATE INDEX "Event_shiftId_idx" ON "Event"("shiftId");

-- CreateIndex
CREATE INDEX "Event_escalationId_idx" ON "Event"("escalationId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_personId_key" ON "Account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE INDEX "RoleGrant_accountId_idx" ON "RoleGrant"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- AddForeignKey
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Site" ADD CONSTRAINT "Site_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journey" ADD CONSTRAINT "Journey_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyResponse" ADD CONSTRAINT "SurveyResponse_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Goal" ADD CONSTRAINT "Goal_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_mentorshipId_fkey" FOREIGN KEY ("mentorshipId") REFERENCES "Mentorship"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkshopInvitation" ADD CONSTRAINT "WorkshopInvitation_workshopId_fkey" FOREIGN KEY ("workshopId") REFERENCES "Workshop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShiftPeer" ADD CONSTRAINT "ShiftPeer_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_intentKey_fkey" FOREIGN KEY ("intentKey") REFERENCES "MessageIntent"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
