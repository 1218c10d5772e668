import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('schema.prisma and the migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('say the same: a migrated database differs in nothing from the schema', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/prisma/build/index.js',
        'migrate',
        'diff',
        '--from-config-datasource',
        '--to-schema',
        'prisma/schema.prisma',
        '--script',
        '--exit-code',
      ],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          DATABASE_MIGRATION_URL: database.ownerUrl,
          PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'scripts/lib/schema-engine.mjs'),
          CHECKPOINT_DISABLE: '1',
        },
      },
    );
    expect({
      status,
      statements: stdout.split('\n').filter((line) => /^(CREATE|ALTER|DROP)/.test(line)),
      stderr: status === 1 ? stderr : '',
    }).toEqual({
      status: 0,
      statements: [],
      stderr: '',
    });
  }, 60_000);
});
