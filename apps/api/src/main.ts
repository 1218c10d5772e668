import { ConfigError, readConfig } from './config.js';
import { createApp } from './create-app.js';

try {
  const config = readConfig(process.env);
  const app = await createApp(config);
  // SIGTERM and SIGINT: no new requests, those under way are finished, then the pools are closed.
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
