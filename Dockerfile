# Debian, not Alpine: @temporalio/worker has no musl build.
FROM node:24.11-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24.11-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tini \
 && rm -rf /var/lib/apt/lists/*
COPY --from=dependencies /app/node_modules ./node_modules
COPY . .
# The Prisma client and the workflow bundle are made here, so that a container starts without writing to its image.
RUN node scripts/run.cjs scripts/prebuild.ts && mkdir -p /data && chown node:node /data
USER node
ENV FULLCIRCLE_DATA_DIR=/data HOST=0.0.0.0 PORT=3000
EXPOSE 3000 2526
ENTRYPOINT ["tini", "--", "node", "scripts/run.cjs"]
CMD ["web/main.ts"]
