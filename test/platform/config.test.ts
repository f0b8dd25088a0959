import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newCodecKey } from '../../platform/codec';
import { ConfigurationError, loadConfig } from '../../platform/config';

const complete = {
  DATABASE_URL: 'postgresql://u:p@127.0.0.1:5432/fc',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a-token-of-some-length',
  TWILIO_FROM: '+15195550100',
  PUBLIC_URL: 'http://127.0.0.1:3000/',
  SESSION_SECRET: 's'.repeat(32),
  CODEC_KEYS: newCodecKey('k1'),
};

function without(...names: (keyof typeof complete)[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(complete).filter(([name]) => !names.some((left) => left === name)),
  );
}

describe('the configuration', () => {
  it('names every missing setting at once', () => {
    const rest = without('DATABASE_URL', 'TWILIO_FROM');
    expect(() => loadConfig(rest)).toThrow(/DATABASE_URL[\s\S]*TWILIO_FROM/);
    expect(() => loadConfig(rest)).toThrow(ConfigurationError);
  });

  it('takes a secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'token');
    writeFileSync(file, 'a-token-from-a-file\n');
    const rest = without('TWILIO_AUTH_TOKEN');
    expect(loadConfig({ ...rest, TWILIO_AUTH_TOKEN_FILE: file }).twilio.authToken).toBe(
      'a-token-from-a-file',
    );
  });

  it('says which file cannot be read', () => {
    const rest = without('TWILIO_AUTH_TOKEN');
    expect(() => loadConfig({ ...rest, TWILIO_AUTH_TOKEN_FILE: '/nowhere/token' })).toThrow(
      'TWILIO_AUTH_TOKEN_FILE',
    );
  });

  it('has no default for a secret', () => {
    for (const name of ['TWILIO_AUTH_TOKEN', 'SESSION_SECRET', 'CODEC_KEYS'] as const) {
      const rest = without(name);
      expect(() => loadConfig(rest)).toThrow(name);
    }
  });

  it('drops the slash at the end of the public address, which webhooks are signed against', () => {
    expect(loadConfig(complete).publicUrl).toBe('http://127.0.0.1:3000');
  });
});
