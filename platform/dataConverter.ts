import type { DataConverter } from '@temporalio/common';
import { EncryptionCodec, type CodecKeys } from './codec';

/** How every client and worker of ours writes payloads: encrypted, failures included, from the first history on. */
export function dataConverter(keys: CodecKeys): DataConverter {
  return {
    payloadCodecs: [new EncryptionCodec(keys)],
    // By path, because workflow sandboxes load their own copy of it.
    failureConverterPath: require.resolve('./failureConverter'),
  };
}
