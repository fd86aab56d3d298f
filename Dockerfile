# The modules of production alone: neither the tools of development nor the Node that npm would bring along.
FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
ENV NODE_ENV=production \
    BOT_DATA_DIR=/data
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY package.json LICENCE ./
COPY knowledge ./knowledge
COPY src ./src
# Refuses to make an image of knowledge with mistakes; what is compiled and parsed on the way makes each start faster.
RUN node src/main.ts knowledge:check
RUN install --directory --owner=node --group=node --mode=0700 /data
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 CMD ["npm", "run", "--silent", "health"]
CMD ["node", "src/main.ts"]
