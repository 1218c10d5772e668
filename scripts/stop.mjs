// npm stop: ends what runs on this data folder, also after a hard kill of the start script, and nothing else.
import './lib/node-version.mjs';
import { stopInstance } from './lib/instance.mjs';
import { main } from './lib/main.mjs';
import { dataFolder, isOurs } from './lib/paths.mjs';

await main(async () => {
  const data = dataFolder();
  const ended = isOurs(data) ? await stopInstance(data) : [];
  console.log(ended.length > 0 ? `stopped (${ended.join(', ')})` : `nothing runs on ${data}`);
});
