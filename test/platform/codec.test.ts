import { defaultPayloadConverter } from '@temporalio/common';
import fc from 'fast-check';
import { EncryptionCodec, newCodecKey, parseCodecKeys } from '../../platform/codec';

const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);

describe('the payload codec', () => {
  const codec = new EncryptionCodec(parseCodecKeys(newCodecKey('k1')));

  it('gives back any value that it has sealed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const [opened] = await codec.decode(await codec.encode([payloadOf(value)]));
        // As JSON keeps it: minus zero, for one, comes back as zero with any codec or none.
        expect(JSON.stringify(defaultPayloadConverter.fromPayload(opened!))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('shows nothing of what it has sealed, and never the same bytes twice', async () => {
    const [first, second] = await codec.encode([payloadOf('+15195550123'), payloadOf('+15195550123')]);
    expect(Buffer.from(first!.data!).toString('latin1')).not.toContain('5550123');
    expect(Buffer.from(first!.data!).equals(Buffer.from(second!.data!))).toBe(false);
  });

  it('opens with an older key what was sealed before the key was changed', async () => {
    const [oldKey, newKey] = [newCodecKey('k1'), newCodecKey('k2')];
    const sealed = await new EncryptionCodec(parseCodecKeys(oldKey)).encode([payloadOf('kept')]);
    const [opened] = await new EncryptionCodec(parseCodecKeys(`${newKey},${oldKey}`)).decode(sealed);
    expect(defaultPayloadConverter.fromPayload(opened!)).toBe('kept');
  });

  it('refuses a payload that was changed on the way', async () => {
    const [sealed] = await codec.encode([payloadOf('kept')]);
    const data = Buffer.from(sealed!.data!);
    data[20]! ^= 1;
    await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
  });

  it('refuses a payload under a key that it does not have, and names the key', async () => {
    const sealed = await new EncryptionCodec(parseCodecKeys(newCodecKey('other'))).encode([payloadOf(1)]);
    await expect(codec.decode(sealed)).rejects.toThrow('no payload key with id other');
  });

  it.each([
    ['', 'id:base64'],
    ['k1', 'id:base64'],
    ['k1:c2hvcnQ=', '32 bytes'],
    [`${newCodecKey('a')},${newCodecKey('a')}`, 'once'],
  ])('refuses the key list %j', (text, reason) => {
    expect(() => parseCodecKeys(text)).toThrow(reason);
  });
});
