# One image for the bot and the worker: `ferryman bot`, `ferryman worker`.
ARG NODE_IMAGE=node:20-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY commands ./commands
COPY workers ./workers
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    FERRYMAN_CONFIG=/etc/ferryman/ferryman.yaml \
    FERRYMAN_HEALTH_PORT=8080
WORKDIR /app
COPY package.json LICENSE ./
COPY bin ./bin
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The dashboard's page, which is bundled when somebody opens it.
COPY src/dashboard/page ./src/dashboard/page
COPY src/workspace/page ./src/workspace/page
# The record of changes lies there unless audit.file says otherwise; a volume takes over whose it is.
RUN mkdir -m 700 .ferryman && chown 1000:1000 .ferryman
# A number, so that Kubernetes can see that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.FERRYMAN_HEALTH_PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/ferryman.js"]
CMD ["--help"]
