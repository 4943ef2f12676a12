# docker build -t pullcord . && docker run -p 127.0.0.1:3000:3000 -v pullcord:/data pullcord
#
# The log is in the volume /data, or in a MongoDB that MONGODB_URI or the file MONGODB_URI_FILE names.

FROM node:24.22.3-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.base.json vite.config.ts ./
COPY shared shared
COPY client client
COPY server server
RUN npm run build && rm dist/server/*.map

# What the server imports and no more: the packages of the browser are inside dist/client by now, and
# of the SQLite binaries one fits. A test holds this list and the imports together.
FROM node:24.22.3-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm uninstall --omit=dev --ignore-scripts \
      @dnd-kit/core @fontsource-variable/inter @mantine/core @mantine/dates @mantine/hooks \
      @tanstack/react-query @tanstack/react-router @tanstack/react-virtual dayjs papaparse react react-dom socket.io-client uuid zustand \
 && rm -r node_modules/@photostructure/sqlite/src \
 && find node_modules/@photostructure/sqlite/prebuilds -name '*.node' ! -path "*/linux-$(node -p process.arch)/*glibc*" -delete \
 && find node_modules -name '*.map' -delete

FROM node:24.22.3-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY server/deploy/start.sh server/deploy/start.sh
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["sh", "server/deploy/start.sh"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=20", "dist/server/main.js", "--client-dir", "dist/client"]
