-- Whoever leaves a shift while it runs has a shift of their own, whose end is now.
ALTER TABLE "Shift" ADD COLUMN "relievedFrom" TEXT,
ADD COLUMN "lookForAt" TIMESTAMPTZ(3);
