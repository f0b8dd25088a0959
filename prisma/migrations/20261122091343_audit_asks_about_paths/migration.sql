-- AlterTable
ALTER TABLE "AuditRun" ADD COLUMN     "askedUpTo" INTEGER;
