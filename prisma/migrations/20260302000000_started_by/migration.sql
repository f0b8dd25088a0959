-- AlterTable
ALTER TABLE "Journey" ADD COLUMN     "startedBy" TEXT;
