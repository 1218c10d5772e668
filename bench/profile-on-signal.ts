// Preloaded into the API by `npm run bench -- --profile`: SIGUSR2 begins a profile of the processor, the next one ends it
// and writes it where ZHUDAO_PROFILE says. The product itself knows nothing of it.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const file = process.env.ZHUDAO_PROFILE;
const session = new Session();
let profiling = false;

process.on('SIGUSR2', async () => {
  if (!file) return;
  profiling = !profiling;
  if (profiling) {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
  } else {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    writeFileSync(file, JSON.stringify(profile));
  }
});
