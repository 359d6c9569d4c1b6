import { expect, test } from 'vitest';
import { listenSettings } from './serve.ts';

test('where to listen and whom to believe comes from the environment', () => {
  expect(
    listenSettings({ PORT: '8080', SUNLOT_HOST: '0.0.0.0', SUNLOT_TRUSTED_PROXIES: '10.0.0.2, 192.168.7.0/24' }),
  ).toEqual({ port: '8080', host: '0.0.0.0', trustedProxies: ['10.0.0.2', '192.168.7.0/24'] });
});

test('an empty variable is none', () => {
  expect(listenSettings({ SUNLOT_HOST: '', SUNLOT_TRUSTED_PROXIES: '' })).toEqual({ port: undefined });
});
