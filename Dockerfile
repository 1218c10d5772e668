# One image for the API, the worker and the operator's commands; see docs/production.md.
FROM node:20-bookworm-slim AS build
WORKDIR /zhudao
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 HOST=0.0.0.0 PORT=8080 ZHUDAO_HOME=/var/lib/zhudao
WORKDIR /zhudao
COPY --from=build /zhudao/package.json ./
COPY --from=build /zhudao/node_modules ./node_modules
COPY --from=build /zhudao/dist ./dist
COPY --from=build /zhudao/prisma ./prisma
COPY --from=build /zhudao/calendars ./calendars
COPY --from=build /zhudao/programmes ./programmes
COPY --from=build /zhudao/scripts ./scripts
RUN mkdir /var/lib/zhudao && chown node /var/lib/zhudao
USER node
EXPOSE 8080
CMD ["node", "--enable-source-maps", "--min-semi-space-size=64", "--max-semi-space-size=64", "--max-old-space-size=1024", "dist/apps/api/src/main.js"]
