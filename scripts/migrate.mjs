// npm run migrate: brings the tables of DATABASE_MIGRATION_URL up to this code, and lets the user of DATABASE_URL work on
// them. Before each release, wherever `npm start` is not used. It may run again, and two at once take turns. Temporal
// needs nothing: the worker registers its search attributes.
import './lib/node-version.mjs';
import './lib/output.mjs';
import { main } from './lib/main.mjs';
import { migrate } from './lib/migrate.mjs';
import { givenDatabase } from './lib/postgres.mjs';

await main(async () => {
  if (!process.env.DATABASE_MIGRATION_URL)
    throw new Error('set DATABASE_MIGRATION_URL to the database, as the owner of its tables');
  const { ownerUrl, warning } = await givenDatabase();
  if (warning) console.warn(`warning: ${warning}`);
  const { applied, known } = await migrate(ownerUrl);
  console.log(`${applied} migrations applied, ${known} known`);
});
