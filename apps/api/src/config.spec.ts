import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

describe('the setting of trusted proxies', () => {
  const read = (value: string) =>
    readConfig({ DATABASE_URL: 'postgresql://x/y', ZHUDAO_KEYS: 'keys', PORT: '0', ZHUDAO_TRUSTED_PROXIES: value })
      .trustedProxies;

  it('takes addresses and networks, and nobody by default', () => {
    expect(read('')).toEqual([]);
    expect(read('10.0.0.5, 10.1.0.0/16,fd00::/8')).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);
  });

  it.each(['true', 'proxy.local', '0.0.0.0/0', '10.0.0.0/33', '10.0.0.5/x'])('refuses %s', (value) => {
    expect(() => read(value)).toThrow(/ZHUDAO_TRUSTED_PROXIES/);
  });
});
