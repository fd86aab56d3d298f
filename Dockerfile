# The modules of production alone: neither the tools of development nor the Node that npm would bring along.
FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional
# What nothing loads: declarations and sources in TypeScript, maps.
RUN find node_modules -type f '(' -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.map' ')' -delete

FROM node:24-slim
# Nothing is written outside of /data and /tmp: the root may be read-only.
ENV NODE_ENV=production \
    NODE_USE_ENV_PROXY=1 \
    NPM_CONFIG_CACHE=/tmp/.npm \
    NPM_CONFIG_LOGS_MAX=0 \
    NPM_CONFIG_UPDATE_NOTIFIER=false \
    BOT_DATA_DIR=/data
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY package.json LICENCE ./
COPY knowledge ./knowledge
COPY src ./src
# Refuses to make an image of knowledge with mistakes; what is compiled and parsed on the way makes each start faster.
RUN node src/main.ts knowledge:check
RUN install --directory --owner=1000 --group=1000 --mode=0700 /data
# By number, so that an orchestrator can tell that it is not root.
USER 1000:1000
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 CMD ["npm", "run", "--silent", "health"]
# As `npm start` does: the memory that is given bounds what the engine leaves uncollected.
CMD ["node", "--max-old-space-size=384", "--max-semi-space-size=4", "src/main.ts"]
