-- CreateIndex
CREATE INDEX "DeliveryReceipt_token_idx" ON "DeliveryReceipt"("token");

-- CreateIndex
CREATE INDEX "MessageIntent_waitKey_idx" ON "MessageIntent"("waitKey");

-- CreateIndex
CREATE INDEX "Wait_workflowId_closedAt_idx" ON "Wait"("workflowId", "closedAt");
