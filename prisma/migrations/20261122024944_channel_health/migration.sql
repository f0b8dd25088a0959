-- CreateTable
CREATE TABLE "ChannelHealth" (
    "channel" TEXT NOT NULL,
    "awaySince" TIMESTAMPTZ(3),
    "downSince" TIMESTAMPTZ(3),
    "code" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChannelHealth_pkey" PRIMARY KEY ("channel")
);
