# Recorder and inspector. `docker build -t turntree .`, then
#   docker run -p 3000:3000 -v turntree:/data -e TURNTREE_API_TOKEN=… turntree
# Without an engine of its own it brings the simulated one. `docker run turntree --help` tells the commands.

# The Node.js that the tests run with; any from 20.19 on will do, the same in both stages.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm AS build
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3
COPY . .
RUN npm run package -- /tmp && rm .cache/package/app.tar.gz

FROM node:${NODE_VERSION}-bookworm-slim
COPY --from=build /source/.cache/package /opt/turntree
# A volume that is mounted here takes over whose the folder is.
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000
WORKDIR /data
ENV HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/turntree.db NODE_ENV=production
EXPOSE 3000
VOLUME /data
# 503 is the engine's or the disk's: the process is well, and says so.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(() => process.exit(0), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/turntree/run-package.mjs"]
