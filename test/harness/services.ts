const ADDRESSES = [
  'ZHUDAO_TEST_PG_ADMIN_URL',
  'ZHUDAO_TEST_REDIS_URL',
  'ZHUDAO_TEST_TEMPORAL',
  'ZHUDAO_TEST_SERVER_BIN',
  'ZHUDAO_KEYS',
];

/** jest's global set-up of the projects that need real services: `npm test` starts these and says where they are. */
export default function requireServices(): void {
  if (ADDRESSES.every((name) => process.env[name])) return;
  throw new Error(
    'These specs need PostgreSQL, Redis and Temporal, which `npm test` starts. ' +
      'Run `npm test -- <part of the path>` instead of jest itself; `npm run test:unit` needs no services.',
  );
}
