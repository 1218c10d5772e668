import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://a',
  REDIS_URL: 'redis://b',
  TEMPORAL_ADDRESS: 'c:7233',
  ZHUDAO_KEYS: '/keys',
};

describe("The worker's configuration", () => {
  it.each(Object.keys(COMPLETE))('names %s when it is missing', (name) => {
    expect(() => readConfig({ ...COMPLETE, [name]: undefined })).toThrow(name);
  });

  it('sends no e-mail unless a server for it is named', () => {
    expect(readConfig(COMPLETE).smtpUrl).toBeNull();
    expect(readConfig({ ...COMPLETE, SMTP_URL: 'smtp://d' }).smtpUrl).toBe('smtp://d');
  });
});
