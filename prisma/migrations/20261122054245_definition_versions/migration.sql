-- AlterTable
ALTER TABLE "ProgramVersion" ADD COLUMN     "loadedBy" TEXT,
ADD COLUMN     "unreviewed" TEXT;

-- CreateTable
CREATE TABLE "ProgramProposal" (
    "programId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "proposedBy" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProgramProposal_pkey" PRIMARY KEY ("programId","version")
);

-- CreateTable
CREATE TABLE "ProgramReview" (
    "id" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "concern" BOOLEAN NOT NULL DEFAULT false,
    "recordedBy" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProgramReview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProgramReview_programId_version_at_idx" ON "ProgramReview"("programId", "version", "at");
