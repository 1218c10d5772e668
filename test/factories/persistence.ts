import { type DoorClock, Persistence } from '#persistence';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

/** A persistence of its own over an empty, migrated database; `close` drops it. */
export async function testPersistence(
  clock?: DoorClock,
): Promise<{ persistence: Persistence; database: TestDatabase; close(): Promise<void> }> {
  const database = await createTestDatabase();
  const keys = process.env.ZHUDAO_KEYS;
  if (!keys) throw new Error('ZHUDAO_KEYS is not set: run the specs by `npm test`');
  const persistence = new Persistence({ url: database.url, keys, clock, doorConnections: 8, queryConnections: 4 });
  const close = async () => {
    await persistence.close();
    await database.drop();
  };
  return { persistence, database, close };
}
