-- AlterTable
ALTER TABLE "Shift" ADD COLUMN     "plan" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ShiftDeadline" (
    "shiftId" TEXT NOT NULL,
    "plan" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "asks" JSONB NOT NULL,
    "takenAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "unanswered" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "ShiftDeadline_pkey" PRIMARY KEY ("shiftId","plan","name")
);

-- CreateIndex
CREATE INDEX "ShiftDeadline_at_idx" ON "ShiftDeadline"("at");

-- AddForeignKey
ALTER TABLE "ShiftDeadline" ADD CONSTRAINT "ShiftDeadline_shiftId_fkey" FOREIGN KEY ("shiftId") REFERENCES "Shift"("id") ON DELETE CASCADE ON UPDATE CASCADE;
